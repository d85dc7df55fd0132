// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstrateClient
import SubstratePrimitives

/// One search from its first head to its end: a solver that follows the chain, and a display.
struct WorkSearch: Sendable {
    let site: WorkSite
    let options: POWOptions
    /// Who will sign: what that takes is kept fresh with each head. Nil where nothing is to be signed.
    var signer: AccountID?

    /// How a search ends without an error.
    enum Outcome<Result: Sendable>: Sendable {
        case found(Result)
        /// The hotkey turned out to be on the subnet.
        case registered(uid: UInt16)
    }

    /// Searches until `offer` accepts a solution by returning something.
    ///
    /// Each solution that is young enough is offered while the search goes on, so that nothing is lost if it comes to
    /// nothing. Heads come by subscription; a new one reaches the workers within a slice. An offer under way when the
    /// hotkey appears on the subnet is waited for: it may be what put it there.
    /// - Returns: what `offer` made of a solution; or that the hotkey is registered.
    /// - Throws: what any part of the search throws, which ends all others; `CancellationError` once cancelled.
    func run<Result: Sendable>(
        _ offer: @Sendable @escaping (POWSolution, WorkDone, SigningReadiness?) async throws -> Result?
    ) async throws -> Outcome<Result> {
        let observer = WorkObserver(site)
        observer.begins(site)
        var solverOptions = options.solver
        solverOptions.logger = observer.logger
        do {
            let start = try await options.clock.retrying { try await site.subtensor.state() }
            let progress = SearchProgress(head: start.number)
            return try await withSealSolver(solverOptions) { solver in
                try await withThrowingTaskGroup(of: Outcome<Result>?.self) { group in
                    let elapsed = options.clock.start()
                    group.addTask {
                        try await site.requireHash(of: start, retryingBy: options.clock)
                        return nil
                    }
                    group.addTask {
                        try await follow(solver, progress, observer)
                        return nil
                    }
                    group.addTask {
                        try await display(solver, progress)
                        return nil
                    }
                    let (solutions, feed) = AsyncStream.makeStream(
                        of: POWSolution.self, bufferingPolicy: .bufferingNewest(solverOptions.solutionBuffer))
                    group.addTask {
                        for await solution in solver.solutions { feed.yield(solution) }
                        feed.finish()
                        return nil
                    }
                    if let helper = options.helper {
                        group.addTask {
                            for await solution in helper.solutions { feed.yield(solution) }
                            return nil
                        }
                    }
                    group.addTask {
                        for await solution in solutions {
                            guard progress.isWorthOffering(solution) else {
                                observer.passesOver(solution)
                                options.onNotice?(.passedOver(solution))
                                progress.noteRefusal()
                                continue
                            }
                            guard progress.registered == nil else { break }
                            let done = WorkDone(hashes: solver.progress.hashes, time: elapsed())
                            if let result = try await offer(solution, done, progress.readiness) {
                                return .found(result)
                            }
                            progress.noteRefusal()
                        }
                        // Without a worker left nobody will find anything any more.
                        if let failure = solver.failure { throw failure }
                        return progress.registered.map { .registered(uid: $0) }
                    }
                    defer { group.cancelAll() }
                    for try await case let outcome? in group { return outcome }
                    throw CancellationError()
                }
            }
        } catch {
            // A cancelled request or subscription says so in its own error, unless something was sent: that is to be told.
            if !error.wasAfterSigning { try Task.checkCancellation() }
            throw error
        }
    }

    /// Gives the solver a new puzzle with every head, until the hotkey is registered.
    private func follow(
        _ solver: SealSolver, _ progress: SearchProgress, _ observer: WorkObserver
    ) async throws {
        for try await head in try await site.subtensor.client.heads() {
            progress.announce(head.number)
            let (situation, latency): (WorkSite.Situation, Duration)
            do {
                let state = try await site.subtensor.client.state(of: head)
                async let readied: Void = keepReady(progress, state)
                // A state remembers what was missing: a second look takes a new one.
                (situation, latency) = try await options.clock.retrying {
                    let state = try await site.subtensor.client.state(of: head)
                    let time = options.clock.start()
                    return (try await site.situation(at: state), time())
                }
                await readied
            } catch let error as ClientError where error.mayPass && progress.current != nil {
                // The next head brings the next chance, and the search goes on meanwhile.
                observer.misses(head.number, error.reason)
                options.onNotice?(.unread(head.number, reason: error.reason))
                continue
            }
            switch situation {
            case .registered(let uid):
                progress.note(registered: uid)
                observer.isRegistered(uid: uid)
                return solver.stop()
            case .puzzle(let puzzle):
                progress.take(puzzle, age: options.clock.start())
                solver.take(puzzle)
                options.helper?.take(
                    puzzle, of: site.purpose, by: site.keys, lifetime: lifetime(of: puzzle))
                observer.turns(to: puzzle)
                options.onNotice?(.turned(to: puzzle, latency: latency))
            }
        }
        throw ClientError(.connection, "the node stopped announcing blocks: try again, or use another node")
    }

    /// How long work is of use: the block after the oldest head that still takes it makes it stale.
    private func lifetime(of puzzle: SealPuzzle) -> Duration {
        site.subtensor.blockTime * Int(puzzle.scheme.maximumHeadAge + 1)
    }

    /// Keeps what a signature needs fresh. Where the node does not tell, the one before stands.
    private func keepReady(_ progress: SearchProgress, _ state: ChainState) async {
        guard let signer, let readiness = try? await site.readiness(of: signer, on: state) else { return }
        progress.take(readiness)
    }

    /// Shows statistics now and then, for as long as the search lasts.
    private func display(_ solver: SealSolver, _ progress: SearchProgress) async throws {
        guard options.sink != nil || options.onStatistics != nil else { return }
        let logger = options.sink.map {
            RegistrationStatisticsLogger(
                sink: $0, output: options.outputInPlace ? .inPlace : .lines, verbose: options.verbose)
        }
        var search = SearchTeller(options: options, kernel: solver.kernel, blockTime: site.subtensor.blockTime)
        var meter = RegistrationStatisticsMeter(
            clock: ContinuousClock(), nSamples: options.sampleCount, alpha: options.sampleWeight)
        logger?.start()
        defer {
            search.tell(solver.progress, progress)
            logger?.stop()
        }
        while true {
            try await options.clock.sleep(for: options.statisticsInterval)
            search.tell(solver.progress, progress)
            guard let logger, let current = progress.current else { continue }
            logger.update(
                meter.tick(solver.progress, puzzle: current.puzzle),
                untilStale: max(.zero, lifetime(of: current.puzzle) - current.age()))
        }
    }
}

extension ClientError {
    /// Whether the node may answer the next time: it was not there, or not able.
    var mayPass: Bool {
        switch code {
        case .connection, .node: true
        default: false
        }
    }
}

extension Error {
    /// Whether something was signed before, and may have left.
    var wasAfterSigning: Bool {
        ((self as? ClientError)?.submission ?? (self as? BittensorError)?.submission) != nil
    }
}
