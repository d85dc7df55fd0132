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
    public let kernel: SealKernel
    public let threads: Int

    private let board = PuzzleBoard()
    private let workers: [WorkerProgress]
    private let group: ThreadGroup

    fileprivate init(options: Options) throws(ProofOfWorkError) {
        let threads = try options.validated()
        let processors = try options.placement.processors(forThreads: threads)
        let (stream, continuation) = AsyncStream.makeStream(
            of: POWSolution.self, bufferingPolicy: .bufferingNewest(options.solutionBuffer))
        let running = RunningCount(threads)
        let workers = (0..<threads).map { _ in WorkerProgress() }
        let board = board
        group = try ThreadGroup(
            count: threads, name: options.threadName, processors: processors, giveUp: board.close
        ) { index in
            SealWorker(index: index, options: options, board: board, progress: workers[index]) {
                continuation.yield($0)
            }.run()
            if running.endsWithThisOne() { continuation.finish() }
        }
        self.workers = workers
        self.threads = threads
        kernel = options.kernel
        solutions = stream
    }

    /// Lets every worker turn to `puzzle`, each as soon as its slice is done. They go on from the nonce they are at.
    public func take(_ puzzle: SealPuzzle) { board.post(puzzle) }

    /// Lets the workers sleep until there is another puzzle.
    public func pause() { board.post(nil) }

    /// Ends the search for good: `solutions` ends when the last worker has finished its slice.
    public func stop() { board.close() }

    /// What the workers have done so far.
    public var progress: Progress { Progress(workers: workers.map(\.current)) }

    fileprivate func close() async {
        board.close()
        await group.join()
    }
}

/// Runs `body` with a solver whose threads end with it, also when it throws or its task is cancelled.
///
/// - Throws: what `body` throws; `invalidOption`; `threadNotStarted`.
public func withSealSolver<Result>(
    _ options: SealSolver.Options = .init(), isolation: isolated (any Actor)? = #isolation,
    _ body: (SealSolver) async throws -> Result
) async throws -> Result {
    let solver = try SealSolver(options: options)
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
