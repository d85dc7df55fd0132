// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The talk of a command: lines that stay, and below them a few that change in place.
///
/// Where talk goes to no terminal, status lines are plain and come at intervals.
final class StatusArea: Sendable {
    static let hideCursor = "\u{1B}[?25l"
    static let showCursor = "\u{1B}[?25h"
    /// A terminal that has become narrower without having said so yet cuts the lines: one that it broke would not be found again.
    private static let (clip, wrap) = ("\u{1B}[?7l", "\u{1B}[?7h")

    private struct State {
        /// How long the lines of status on the screen are, the cursor below them.
        var linesInPlace: [Int] = []
        /// Whether someone is being asked: then nothing is drawn.
        var isHeld = false
        /// When status was last written, in place or as a line.
        var lastUpdate: ContinuousClock.Instant?
        /// The title of the window, where it is ours.
        var title: String?
        var listener: Listener?
    }

    /// Whoever wants each line that stays, without its colours; returns whether it has taken care of it.
    typealias Listener = @Sendable (_ line: String) -> Bool

    private let stream: any TextStream
    private let palette: Palette
    private let isPlain: Bool
    private let interval: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    /// Held while writing, so that lines of several tasks do not mix.
    private let state = Mutex(State())

    /// - Parameters:
    ///   - isPlain: nothing changes in place.
    ///   - interval: between two plain status lines.
    ///   - now: the time; a test's own.
    init(
        stream: any TextStream, palette: Palette = .plain, isPlain: Bool = false, interval: Duration = .seconds(10),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.stream = stream
        self.palette = palette
        self.isPlain = isPlain
        self.interval = interval
        self.now = now
    }

    /// Whether status changes in place.
    var isInPlace: Bool { stream.obeysControls && !isPlain }

    /// Adds a line, or several, that stay; what a terminal would obey in them is made visible.
    ///
    /// A terminal gets them broken between words, save those that begin with a blank: what is indented is for copying.
    func say(_ text: StyledText) {
        let listener = state.withLock(\.listener)
        let isTold = text.lines.map { listener?($0.plain.printable) ?? false }
        guard isTold.contains(false) else { return }
        let width = stream.obeysControls ? stream.size?.columns : nil
        let lines = text.lines.map { line in
            (line.plain.hasPrefix(" ") ? line : line.wrapped(to: width ?? .max)).text(palette) + "\n"
        }
        state.withLock { state in
            // Talk that cannot be delivered is lost: there is nobody to complain to.
            try? stream.write(erasing(&state) + lines.joined())
        }
    }

    func say(_ text: String) { say(StyledText(text)) }

    /// Lets somebody hear each line that stays; nil for nobody.
    func setListener(_ listener: Listener?) { state.withLock { $0.listener = listener } }

    /// Writes a line of its own, as it is.
    func write(line: String) {
        state.withLock { state in
            try? stream.write(erasing(&state) + line + "\n")
        }
    }

    /// Names the window, until the status ends.
    func setTitle(_ title: String) {
        guard isInPlace else { return }
        state.withLock { state in
            if state.title != title { stream.setTitle(title) }
            state.title = title
        }
    }

    /// Shows the present status in the place of the one before, or as a line of its own; too many are skipped.
    ///
    /// - Parameter isUrgent: somebody waits to see it.
    func update(_ text: StyledText, inPlace: Bool = true, isUrgent: Bool = false) {
        state.withLock { state in
            if state.isHeld { return }
            let isDrawn = inPlace && isInPlace
            let now = now()
            // An eye takes in twenty pictures a second.
            let pause = isDrawn ? .milliseconds(50) : interval
            if let last = state.lastUpdate, now < last + pause, !isUrgent { return }
            state.lastUpdate = now
            let line = text.lines.map(\.plain.printable).filter { !$0.isEmpty }.joined(separator: ", ") + "\n"
            try? stream.write(isDrawn ? draw(text, &state) : line)
        }
    }

    func update(_ text: String, inPlace: Bool = true) { update(StyledText(text), inPlace: inPlace) }

    /// Leaves the last status standing; what follows comes below it.
    func end() {
        state.withLock { state in
            if !state.linesInPlace.isEmpty { try? stream.write(Self.showCursor) }
            if state.title != nil { stream.setTitle(nil) }
            state = State(isHeld: state.isHeld, listener: state.listener)
        }
    }

    /// Takes the last status away and shows none until `release()`, so that a question can stand there.
    func hold() {
        clear()
        state.withLock { $0.isHeld = true }
    }

    func release() { state.withLock { $0.isHeld = false } }

    /// Takes the last status away, where it changed in place.
    func clear() {
        state.withLock { state in
            let erasing = erasing(&state)
            if !erasing.isEmpty { try? stream.write(erasing) }
            state = State(isHeld: state.isHeld, title: state.title, listener: state.listener)
        }
    }

    /// What erases the status that stands on the screen.
    private func erasing(_ state: inout State) -> String {
        defer { state.linesInPlace = [] }
        // From the first column: Ctrl-C has left its echo where the cursor was.
        return state.linesInPlace.isEmpty ? "" : up(state) + "\r\u{1B}[J" + Self.showCursor
    }

    /// What moves the cursor to the first line of the status. A terminal that has become narrower has broken its lines.
    private func up(_ state: State) -> String {
        let columns = max(1, stream.size?.columns ?? .max)
        return "\u{1B}[\(state.linesInPlace.reduce(0) { $0 + max(1, ($1 - 1) / columns + 1) })A"
    }

    private func draw(_ text: StyledText, _ state: inout State) -> String {
        let size = stream.size ?? TerminalSize(columns: 80, rows: 24)
        let up = state.linesInPlace.isEmpty ? Self.hideCursor : up(state)
        // A line that wrapped, or one above the screen, could not be found again.
        let lines = text.lines.prefix(max(1, size.rows - 1)).map { $0.shortened(to: size.columns - 1) }
        state.linesInPlace = lines.map(\.count)
        return Self.clip + up + lines.map { "\r\($0.text(palette))\u{1B}[K\n" }.joined() + "\u{1B}[J" + Self.wrap
    }
}
