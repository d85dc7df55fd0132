// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A search by many threads for the seals of a puzzle that may change at any time.
///
///     try await withSealSolver { solver in
///         solver.take(puzzle)
///         for await solution in solver.solutions { … }
///     }
///
/// The workers go on after a hit, for a chain may refuse it: give them another puzzle or `pause()` when the hit is good.
/// A solution belongs to the puzzle in it, which need not be the current one any more.
public final class SealSolver: Sendable {
    /// What the workers find, each confirmed by the reference. For one reader; ends when the solver stops.
    ///
    /// Holds at most `Options.solutionBuffer` solutions; when nobody reads, the newest stay.
    public let solutions: AsyncStream<POWSolution>
    /// The kernel of the threads on the processor; nil for whichever is fastest.
    public let kernel: SealKernel?
    /// Threads on the processor.
    public let threads: Int
    /// The cards that search too.
    public let devices: [any Card]

    private let board = PuzzleBoard()
    private let workers: [WorkerProgress]
    private let observer: SolverObserver
    private let groups: [ThreadGroup]
    private let control: SearchControl?
    private let processorSensors = ProcessorSensors()

    fileprivate init(options: Options, stations: [CardStation]) throws(ProofOfWorkError) {
        let threads = try options.validated()
        let processors = threads > 0 ? try options.placement.processors(forThreads: threads) : []
        let (stream, continuation) = AsyncStream.makeStream(
            of: POWSolution.self, bufferingPolicy: .bufferingNewest(options.solutionBuffer))
        let devices = stations.map(\.card)
        let board = board
        let running = RunningCount(threads + stations.count)
        let attendance = WorkerAttendance(threads + stations.count, whenAllAreOut: board.close)
        let names = Array(repeating: "cpu", count: threads) + devices.map(\.identifier)
        let observer = SolverObserver(options.logger)
        let progress = names.map { WorkerProgress(device: $0, counter: observer.counter(of: $0)) }
        @Sendable func run(_ index: Int, _ worker: (WorkerDuties) -> any SealWorker) {
            let duties = WorkerDuties(
                index: index, options: options, board: board, progress: progress[index], attendance: attendance,
                observer: observer
            ) {
                options.onSolution?($0)
                observer.found()
                continuation.yield($0)
            }
            do {
                try worker(duties).run()
            } catch {
                duties.fails(error)
            }
            if running.endsWithThisOne() { continuation.finish() }
        }
        var groups = [
            try ThreadGroup(count: threads, name: options.threadName, processors: processors, giveUp: board.close) {
                let processor = processors.isEmpty ? nil : processors[$0 % processors.count]
                let core = processor.flatMap { CoreKind.current[$0] } ?? .any
                _ = options.priority.applyToThisThread()
                run($0) { ProcessorWorker(duties: $0, core: core) }
            }
        ]
        do {
            groups.append(
                try ThreadGroup(count: stations.count, name: "\(options.threadName)-card", giveUp: board.close) {
                    let station = stations[$0]
                    run(threads + $0) { CardWorker(duties: $0, station: station) }
                })
        } catch {
            board.close()
            groups[0].joinBlocking()
            throw error
        }
        self.groups = groups
        self.threads = threads
        self.devices = devices
        workers = progress
        kernel = options.kernel
        solutions = stream
        self.observer = observer
        control = options.control
        control?.attach(board)
        observer.begins(devices: names, kernel)
    }

    /// Lets every worker turn to `puzzle`, each as soon as its slice is done. They go on from the nonce they are at.
    public func take(_ puzzle: SealPuzzle) { board.post(puzzle) }

    /// Lets the workers sleep until there is another puzzle.
    public func pause() { board.post(nil) }

    /// Ends the search for good: `solutions` ends when the last worker has finished its slice.
    public func stop() { board.close() }

    /// Why there is no worker left, if so: `solutions` has ended then, or is about to.
    ///
    /// While other workers go on, a card's failure stands in its part of `progress` alone.
    public var failure: CardError? {
        let failures = workers.compactMap(\.current.failure)
        return failures.count == workers.count ? failures.first : nil
    }

    /// What the workers have done so far.
    public var progress: Progress {
        var progress = Progress(workers: workers.map(\.current))
        let processor = processorSensors.reading(at: .now)
        if threads > 0, processor != ProcessorSensors.Reading() {
            progress.workers[0].sensors = DeviceSensors(
                temperature: processor.temperature, power: processor.power, clock: nil)
        }
        return progress
    }

    fileprivate func close() async {
        board.close()
        control?.detach(board)
        for group in groups { await group.join() }
        observer.ends(progress)
    }
}

/// Runs `body` with a solver whose threads end with it, also when it throws or its task is cancelled.
///
/// Cards are made ready on threads of their own, which takes seconds on a card's first time; the processor searches
/// meanwhile.
///
/// - Throws: what `body` throws; `invalidOption`; `threadNotStarted`; what `CardOptions.devices()` throws.
public func withSealSolver<Result>(
    _ options: SealSolver.Options = .init(), isolation: isolated (any Actor)? = #isolation,
    _ body: (SealSolver) async throws -> Result
) async throws -> Result {
    let solver = try SealSolver(options: options, stations: try await options.cards.awaitStations())
    do {
        let result = try await withTaskCancellationHandler {
            try await body(solver)
        } onCancel: {
            solver.stop()
        }
        await solver.close()
        return result
    } catch {
        await solver.close()
        throw error
    }
}

/// Counts threads down to the last one.
private final class RunningCount: Sendable {
    private let count: Atomic<Int>

    init(_ count: Int) { self.count = Atomic(count) }

    func endsWithThisOne() -> Bool { count.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}
