// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
import SubstratePrimitives
import Synchronization

/// One machine of a fleet: it searches for what the bus has, and hands in what it finds.
///
/// It starts at random nonces of 64 bits, so that no two machines need to know of each other. Without a bus it goes on with the
/// puzzle at hand until that has expired, and then waits.
///
/// ```swift
/// let worker = try FleetWorker(WorkerName("rack-7"), on: InMemoryWorkBus())
/// try await worker.run()
/// ```
public final class FleetWorker: Sendable {
    /// How a worker works, besides what its solver does.
    public struct Options: Sendable {
        public var solver = SealSolver.Options()
        /// How often it tells of itself.
        public var reportInterval: Duration = .seconds(1)
        /// How long it waits before it tries once more to hand in a seal.
        public var retryInterval: Duration = .milliseconds(500)
        /// Hears what it does.
        public var onNotice: (@Sendable (FleetNotice) -> Void)?
        /// Hears what it tells of itself, whether the bus takes it or not.
        public var onReport: (@Sendable (FleetReport) -> Void)?
        /// Measures how long puzzles live, and all waits.
        public var clock: any Clock<Duration> = ContinuousClock()
        /// Hands out a number below its argument: which puzzle of a job is taken.
        package var random: @Sendable (Int) -> Int = { Int.random(in: 0..<$0) }

        public init() {}
    }

    public let name: WorkerName
    private let bus: any WorkBus
    private let options: Options
    private let desk = Mutex(WorkerDesk())

    public init(_ name: WorkerName, on bus: any WorkBus, options: Options = Options()) {
        self.name = name
        self.bus = bus
        self.options = options
    }

    /// Works until the task is cancelled. To be called once.
    ///
    /// - Throws: what the solver throws when it cannot begin, or when nothing is left that searches; ``FleetError`` when the bus has a job
    ///   that cannot be read.
    public func run() async throws {
        let jobs = try await bus.jobs()
        try await withSealSolver(options.solver) { solver in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.follow(jobs, solver) }
                group.addTask { try await self.handIn(solver) }
                group.addTask { try await self.report(solver) }
                defer { group.cancelAll() }
                // Whoever ends first ends all.
                try await group.next()
            }
        }
    }

    // MARK: Jobs

    private func follow(_ jobs: any AsyncSequence<FleetJob, any Error> & Sendable, _ solver: SealSolver) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for try await job in jobs {
                let order = desk.withLock { $0.take(job, random: options.random) }
                carryOut(order, solver)
                guard case .take(let puzzle, let turn) = order else { continue }
                group.addTask { [self] in
                    // Cancelled means that all ends.
                    guard (try? await options.clock.sleep(for: puzzle.lifetime)) != nil else { return }
                    carryOut(desk.withLock { $0.expire(turn: turn) }, solver)
                }
            }
            group.cancelAll()
        }
    }

    private func carryOut(_ order: WorkerDesk.Order, _ solver: SealSolver) {
        switch order {
        case .goOn: break
        case .take(let puzzle, _):
            solver.take(puzzle.puzzle)
            options.onNotice?(.working(puzzle, epoch: desk.withLock { $0.job?.epoch ?? 0 }))
        case .rest(let why):
            solver.pause()
            options.onNotice?(.resting(why))
        }
    }

    // MARK: Results

    private func handIn(_ solver: SealSolver) async throws {
        for await solution in solver.solutions {
            guard let result = desk.withLock({ $0.result(of: solution) }) else { continue }
            try await handIn(result)
        }
        if let failure = solver.failure { throw failure }
    }

    private func handIn(_ result: FleetResult) async throws {
        while desk.withLock({ $0.isWanted(result) }) {
            do throws(FleetError) {
                try await bus.submit(result, by: name)
                desk.withLock { $0.handedIn() }
                options.onNotice?(.handedIn(result))
                return
            } catch {
                options.onNotice?(.notHandedIn(result, reason: error.reason))
                try await options.clock.sleep(for: options.retryInterval)
            }
        }
    }

    // MARK: Reports

    private func report(_ solver: SealSolver) async throws {
        let start = ContinuousClock.now
        var meter = WorkerMeter()
        while true {
            try await options.clock.sleep(for: options.reportInterval)
            let (epoch, found) = desk.withLock { ($0.epoch, $0.found) }
            let report = meter.report(
                solver.progress, at: start.duration(to: .now), epoch: epoch, found: found)
            options.onReport?(report)
            do throws(FleetError) {
                try await bus.report(report, by: name)
            } catch {
                // Nothing hangs on one report: the next one tells as much.
                try Task.checkCancellation()
            }
        }
    }
}
