// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
import ProofOfWork
import SDKTelemetry

/// Tells a fleet what to work on, and takes what it finds.
///
/// Every seal is made anew by the plain reference before it is handed on: no worker is believed. One that hands in seals that are none is
/// dropped by its name.
///
/// ```swift
/// let coordinator = FleetCoordinator(on: InMemoryWorkBus())
/// try await withThrowingTaskGroup(of: Void.self) { group in
///     group.addTask { try await coordinator.run() }
///     for await solution in coordinator.solutions { print(solution.solution.nonce) }
/// }
/// ```
public actor FleetCoordinator {
    /// What workers have found, each confirmed. For one reader; when nobody reads, the newest stay.
    public nonisolated let solutions: AsyncStream<FleetSolution>

    private let bus: any WorkBus
    private let logger: Logger
    private let firstEpoch: @Sendable () -> UInt64
    private let now: @Sendable () -> ContinuousClock.Instant
    private let feed: AsyncStream<FleetSolution>.Continuation
    private var ledger: CoordinatorLedger
    private var lastEpoch: UInt64?
    private var isSuperseded = false

    /// - Parameters:
    ///   - badLimit: so many results that are none, and a worker is dropped.
    ///   - firstEpoch: where epochs begin when the bus has forgotten the last job: higher for each coordinator, such as the time in
    ///     milliseconds.
    ///   - now: the time at which a worker is heard of.
    public init(
        on bus: any WorkBus, badLimit: UInt64 = 3, logger: Logger = .silent,
        firstEpoch: @escaping @Sendable () -> UInt64 = FleetCoordinator.wallTime,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.bus = bus
        self.logger = logger
        self.firstEpoch = firstEpoch
        self.now = now
        ledger = CoordinatorLedger(badLimit: badLimit)
        (solutions, feed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
    }

    /// What was had of each worker.
    public var workers: [WorkerName: WorkerRecord] { ledger.workers }

    /// Lets the fleet work on these puzzles, and on no others; on none, where there are none. Returns the job's number.
    ///
    /// - Throws: ``FleetError``: `superseded` once ``run()`` has met another coordinator.
    @discardableResult
    public func publish(_ puzzles: [FleetPuzzle]) async throws -> UInt64 {
        guard !isSuperseded else { throw Self.superseded }
        if lastEpoch == nil {
            // What cannot be read is an older or a newer version's: it is replaced.
            let current = (try? await bus.currentJob())?.epoch
            lastEpoch = max(lastEpoch ?? 0, firstEpoch(), current ?? 0)
        }
        let epoch = (lastEpoch ?? 0) + 1
        lastEpoch = epoch
        let job = try FleetJob(epoch: epoch, puzzles: puzzles)
        ledger.begin(job)
        try await bus.publish(job)
        return epoch
    }

    /// Takes what workers hand in until the task is cancelled. To be called once.
    ///
    /// - Throws: ``FleetError`` when the bus does not work; `superseded` when another coordinator begins: of two, each would take the
    ///   other's results.
    public func run() async throws {
        defer { feed.finish() }
        let submissions = try await bus.submissions()
        let reports = try await bus.reports()
        let jobs = try await bus.jobs()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for try await submission in submissions { await self.take(submission) } }
            group.addTask { for try await (worker, report) in reports { await self.note(report, of: worker) } }
            group.addTask {
                do {
                    for try await job in jobs { try await self.meet(job) }
                } catch let error as FleetError where error.code == .malformed || error.code == .unknownVersion {
                    // An earlier coordinator's of another version, which the next job replaces.
                }
            }
            // By its first error it ends all the others.
            for try await _ in group {}
        }
    }

    /// A job lies on the bus: this coordinator's, one that was there before, or another coordinator's.
    private func meet(_ job: FleetJob) throws(FleetError) {
        guard let lastEpoch, job.epoch > lastEpoch else { return }
        isSuperseded = true
        throw Self.superseded
    }

    private static var superseded: FleetError {
        FleetError(.superseded, "another coordinator tells this fleet what to do")
    }

    private func take(_ submission: FleetSubmission) {
        switch ledger.judge(submission, at: now()) {
        case .good(let solution): feed.yield(solution)
        case .bad(let reason, let isDropped):
            logger.warning(
                isDropped ? "a worker was dropped" : "a worker handed in what is no seal",
                metadata: .of([.worker: submission.worker, .reason: reason]))
        case .repeated, .late, .refused: break
        }
    }

    private func note(_ report: FleetReport, of worker: WorkerName) { ledger.note(report, of: worker, at: now()) }
}
