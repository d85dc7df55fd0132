// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient
import Synchronization

/// A search that people watch: on the terminal, over HTTP, in a log; and by which they pause and end it.
final class SearchSession: Sendable {
    /// How it is shown.
    private enum Form { case panel, lines, json, none }

    private struct View {
        var isDetailed = false
        var isAsking = false
        /// Whether the search goes on: what is drawn later would stand there for ever.
        var isRunning = false
        /// When the last line in JSON was written, since the search began.
        var lastLine: Duration?
        /// By which somebody ends the search.
        var end: AsyncStream<Void>.Continuation?
    }

    let control = SearchControl()
    private let console: Console
    private let recorder: SearchRecorder
    private let form: Form
    private let log: LogFile?
    private let page: SearchPage?
    /// Whether the process's terminal is somebody's who presses keys.
    private let hasKeys: Bool
    /// Nobody needs to be told that a short search is going on.
    private let patience: Duration
    private let view = Mutex(View())

    private static let lineInterval = Duration.seconds(10)

    /// - Parameters:
    ///   - goal: what is searched for, such as `subnet 1`.
    ///   - inPlace: whether a terminal gets the panel.
    ///   - patience: how long a search may take until it is shown.
    init(
        _ console: Console, goal: String, _ options: SearchOptions, inPlace: Bool = true, patience: Duration = .zero
    ) throws {
        self.console = console
        self.patience = patience
        recorder = SearchRecorder(goal: goal)
        form =
            switch options.progress {
            case _ where console.options.isQuiet: .none
            case .auto: inPlace && console.status.isInPlace ? .panel : .lines
            case .lines: .lines
            case .json: .json
            case .none: .none
            }
        hasKeys = form == .panel && console.terminal.input.isTerminal
        log = try options.logFile.map { path throws(OutputFileError) in
            try LogFile(path: console.environment.expanded(path))
        }
        page = try SearchPage(options, console.environment)
        listen()
    }

    /// Lets the search tell this session what it does.
    func watch(_ work: inout POWOptions) {
        work.control = control
        work.onStatistics = { self.show($0) }
        work.onNotice = { self.tell(self.recorder.note($0)) }
    }

    /// Runs a search, shown until its end, and sums it up.
    ///
    /// - Throws: what the search throws; `declined` when somebody ended it.
    func run<Value: Sendable>(_ search: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let (ends, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        recorder.begin()
        view.withLock { $0 = View(isDetailed: $0.isDetailed, isRunning: true, end: end) }
        do {
            let value = try await serving { try await self.attended(ends, search) }
            finish(isDone: true)
            return value
        } catch {
            finish(isDone: false)
            log?.append("ended: \(Failure(error).line)")
            throw error
        }
    }

    private func serving<Value: Sendable>(_ search: @escaping @Sendable () async throws -> Value) async throws -> Value
    {
        guard let page else { return try await search() }
        return try await page.serve(recorder, by: self, on: console, search)
    }

    /// Runs a search beside whoever presses keys.
    private func attended<Value: Sendable>(
        _ ends: AsyncStream<Void>, _ search: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await search() }
            group.addTask {
                for await _ in ends { throw SearchEnded() }
                return nil
            }
            if hasKeys {
                group.addTask {
                    await self.console.terminal.input.readKeys { self.press($0) }
                    return nil
                }
            }
            defer { group.cancelAll() }
            do {
                for try await case let value? in group { return value }
            } catch is SearchEnded {
                group.cancelAll()
                while let result = await group.nextResult() {
                    switch result {
                    case .success(let value?): return value
                    // What was signed has to be told, whoever ended the search.
                    case .failure(let error as any SubmissionError) where error.submission != nil: throw error
                    default: continue
                    }
                }
                throw CLIError(.declined, "the search was ended")
            }
            throw CancellationError()
        }
    }

    // MARK: What is told

    /// Tells a step of a registration.
    func show(_ step: RegistrationStep) {
        switch step {
        case .rules(let rules):
            recorder.note(rules)
            console.say(
                "Rules of work (spec \(rules.specVersion)): \(rules.call), \(rules.signer.rawValue) signs, "
                    + "\(rules.order.rawValue)-endian seals")
            if let warning = rules.warning { console.warn(warning) }
        case .submitting(let solution, let attempt):
            console.say(
                "Found nonce \(solution.nonce) for block \(solution.blockNumber); submitting (attempt \(attempt))…")
        case .retrying(let reason, let attempt, let limit):
            console.warn("attempt \(attempt) of \(limit) failed: \(reason); searching on")
        }
    }

    /// Takes in how the machines of a fleet are getting on.
    func show(_ workers: [SearchSnapshot.Worker]) { recorder.note(workers) }

    /// Takes in what became of the connection.
    ///
    /// - Returns: whether it is told here; not before the search has begun, nor after its end.
    func takes(_ link: RPCConnectionState) -> Bool {
        let news = recorder.note(link)
        guard view.withLock(\.isRunning) else { return false }
        tell(news)
        return true
    }

    private func tell(_ news: SearchRecorder.News?) {
        switch news {
        case .warning(let text): console.warn(text)
        case .line(let text): console.say(text)
        case nil: return
        }
        draw(isUrgent: true)
    }

    // MARK: What somebody does

    func pause() {
        control.pause()
        recorder.note(isPaused: true)
        draw(isUrgent: true)
    }

    func resume() {
        control.resume()
        recorder.note(isPaused: false)
        draw(isUrgent: true)
    }

    func stop() { _ = view.withLock(\.end)?.yield() }

    /// A key that was pressed.
    func press(_ key: Character) {
        let wasAsking = view.withLock { view in
            defer { view.isAsking = false }
            return view.isAsking
        }
        switch (key, wasAsking) {
        case ("y", true), ("Y", true): stop()
        case (_, true): draw(isUrgent: true)
        case ("p", _): control.isPaused ? resume() : pause()
        case ("r", _): resume()
        case ("h", _):
            recorder.snapshot?.rateLines.forEach { console.say($0) }
            draw(isUrgent: true)
        case ("d", _):
            view.withLock { $0.isDetailed.toggle() }
            draw(isUrgent: true)
        case ("q", _):
            view.withLock { $0.isAsking = true }
            draw(isUrgent: true)
        default: return
        }
    }

    // MARK: How it is shown

    /// Lets the log hear what is said, and whoever reads JSON.
    private func listen() {
        guard log != nil || form == .json else { return }
        console.status.setListener { [log, form, weak status = console.status] line in
            log?.append(line)
            guard form == .json else { return false }
            status?.write(line: OutputDocument.message(line, at: .now).line)
            return true
        }
    }

    func show(_ statistics: SearchStatistics) {
        recorder.note(statistics)
        draw()
    }

    private func draw(isUrgent: Bool = false) {
        guard let snapshot = recorder.snapshot else { return }
        // Held while drawing, so that nothing is drawn after the end.
        view.withLock { view in
            guard view.isRunning, snapshot.statistics.elapsed >= patience else { return }
            switch form {
            case .panel:
                let panel = SearchPanel(
                    snapshot: snapshot, isDetailed: view.isDetailed, isAsking: view.isAsking, hasKeys: hasKeys)
                let width = (console.terminal.talk.size?.columns ?? 80) - 1
                console.status.setTitle(snapshot.title)
                console.status.update(panel.lines(width: width).joined(separator: "\n"), isUrgent: isUrgent)
            case .lines:
                console.status.update(snapshot.line, inPlace: false)
            case .json:
                let elapsed = snapshot.statistics.elapsed
                if let last = view.lastLine, elapsed - last < Self.lineInterval { return }
                view.lastLine = elapsed
                console.status.write(line: OutputDocument.progress(snapshot).line)
            case .none: return
            }
        }
    }

    /// Takes the panel away and says in its place what the search took.
    private func finish(isDone: Bool) {
        view.withLock { $0.isRunning = false }
        if form == .panel {
            console.status.clear()
            console.status.end()
        }
        if let snapshot = recorder.snapshot, snapshot.statistics.elapsed >= patience || !isDone {
            if form == .json { console.status.write(line: OutputDocument.progress(snapshot).line) }
            snapshot.summary.forEach { console.say($0) }
            if !isDone, let command = console.commandLine {
                console.say("\("A search has no memory, so nothing is lost. To go on:", .hint)\n  \(command)")
            }
        }
    }
}

/// Somebody wants the search to end.
private struct SearchEnded: Error {}

extension OutputDocument {
    /// A line of `--progress json` that says something.
    fileprivate static func message(_ text: String, at time: WallTime) -> OutputDocument {
        ["kind": "message", "time": .string(time.iso8601), "text": .string(text)]
    }

    /// A line of `--progress json` with the figures.
    fileprivate static func progress(_ snapshot: SearchSnapshot) -> OutputDocument {
        ["kind": "progress"] + snapshot.document
    }
}
