import ProofOfWork
import SubstrateClient
import SubstratePrimitives
import Synchronization

/// One search from its first head to its end: a solver that follows the chain, and a display.
struct WorkSearch: Sendable {
    let site: WorkSite
    let options: POWOptions

    /// How a search ends without an error.
    enum Outcome<Result: Sendable>: Sendable {
        case found(Result)
        /// The hotkey turned out to be on the subnet.
        case registered(uid: UInt16)
    }

    /// What the parts of a search share: the puzzle at work, its age, the newest head.
    private final class Progress: Sendable {
        struct Current: Sendable {
            let puzzle: SealPuzzle
            let age: @Sendable () -> Duration
        }

        private let state: Mutex<(current: Current?, head: BlockNumber)>

        init(head: BlockNumber) { state = Mutex((nil, head)) }

        var current: Current? { state.withLock { $0.current } }
        var head: BlockNumber { state.withLock { $0.head } }

        func take(_ puzzle: SealPuzzle, age: @escaping @Sendable () -> Duration) {
            state.withLock { $0 = (Current(puzzle: puzzle, age: age), max(puzzle.blockNumber, $0.head)) }
        }
    }

    /// Searches until `offer` accepts a solution by returning something.
    ///
    /// Each solution that is young enough is offered while the search goes on, so that nothing is lost if it comes to
    /// nothing. Heads come by subscription; a new one reaches the workers within a slice.
    /// - Returns: what `offer` made of a solution, and the work that was done; or that the hotkey is registered.
    func run<Result: Sendable>(
        _ offer: @Sendable @escaping (POWSolution, WorkDone) async throws -> Result?
    ) async throws -> Outcome<Result> {
        let first = try await site.firstHead(retryingBy: options.clock)
        let progress = Progress(head: first.number)
        return try await withSealSolver(try options.solver) { solver in
            try await withThrowingTaskGroup(of: Outcome<Result>?.self) { group in
                let started = options.clock.start()
                group.addTask { try await follow(solver, progress) }
                group.addTask { try await display(solver, progress) }
                group.addTask {
                    for await solution in solver.solutions where !solution.isTooOldToOffer(head: progress.head) {
                        let done = WorkDone(hashes: solver.progress.hashes, time: started())
                        if let result = try await offer(solution, done) { return .found(result) }
                    }
                    return nil
                }
                defer { group.cancelAll() }
                while let ended = try await group.next() {
                    if let outcome = ended { return outcome }
                }
                throw CancellationError()
            }
        }
    }

    /// Gives the solver a new puzzle with every head, until the hotkey is registered.
    private func follow<Result>(_ solver: SealSolver, _ progress: Progress) async throws -> Outcome<Result>? {
        for try await head in try await site.subtensor.client.heads() {
            switch try await site.situation(at: head, retryingBy: options.clock) {
            case .registered(let uid): return .registered(uid: uid)
            case .puzzle(let puzzle):
                progress.take(puzzle, age: options.clock.start())
                solver.take(puzzle)
            }
        }
        throw ClientError(.connection, "the node stopped announcing blocks: try again, or use another node")
    }

    /// Shows statistics now and then, for as long as the search lasts.
    private func display<Result>(_ solver: SealSolver, _ progress: Progress) async throws -> Outcome<Result>? {
        guard let sink = options.sink else { return nil }
        let logger = RegistrationStatisticsLogger(
            sink: sink, output: options.outputInPlace ? .inPlace : .lines, verbose: options.verbose)
        var meter = RegistrationStatisticsMeter()
        logger.start()
        defer { logger.stop() }
        while true {
            try await options.clock.sleep(for: options.statisticsInterval)
            guard let current = progress.current else { continue }
            // The block after the oldest head that still takes the work makes it stale.
            let lifetime = site.subtensor.blockTime * Int(current.puzzle.scheme.maximumHeadAge + 1)
            logger.update(
                meter.tick(solver.progress, puzzle: current.puzzle), untilStale: max(.zero, lifetime - current.age()))
        }
    }
}

/// The work behind a solution: nonces really tried, and how long it took.
public struct WorkDone: Hashable, Sendable {
    public let hashes: UInt64
    public let time: Duration

    public var hashRate: HashRate { HashRate(hashes: hashes, in: time) }
}

extension Clock where Duration == Swift.Duration {
    /// Starts measuring; the function returned tells how much time has passed.
    func start() -> @Sendable () -> Duration {
        let begin = now
        return { begin.duration(to: self.now) }
    }

    func sleep(for duration: Duration) async throws { try await sleep(until: now.advanced(by: duration), tolerance: nil) }
}
