// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet
import NATSClient
import ProofOfWork
import SubstratePrimitives
import SubtensorClient
import Synchronization

/// A fleet that searches for the same work as this machine.
///
/// When its broker is away this machine searches on alone.
final class FleetHelper: WorkHelper {
    let solutions: AsyncStream<POWSolution>
    private let found: AsyncStream<POWSolution>.Continuation
    private let puzzles: AsyncStream<FleetPuzzle>
    private let turns: AsyncStream<FleetPuzzle>.Continuation
    private let console: Console
    private let session: SearchSession
    private let latest = Mutex(SearchEffort())
    /// Whether the fleet was given anything to do.
    private let isBusy = Mutex(false)

    /// - Parameter session: where workers are shown.
    init(_ console: Console, _ session: SearchSession) {
        self.console = console
        self.session = session
        (solutions, found) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
        (puzzles, turns) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var effort: SearchEffort { latest.withLock(\.self) }

    func take(_ puzzle: SealPuzzle, of purpose: WorkPurpose, by keys: WorkKeys, lifetime: Duration) {
        let account = purpose == .faucet ? keys.coldkey : keys.hotkey
        let sealed: FleetPuzzle.Keys =
            if case .registration(let netuid) = purpose, puzzle.scheme == .powRegister {
                .powRegister(netuid: netuid, hotkey: keys.hotkey, coldkey: keys.coldkey)
            } else {
                .register(account: account, order: puzzle.target.order)
            }
        do throws(FleetError) {
            let shared = try FleetPuzzle(
                blockNumber: puzzle.blockNumber, blockHash: puzzle.blockHash, keys: sealed,
                difficulty: puzzle.target.difficulty, lifetime: max(lifetime, .seconds(1)))
            turns.yield(shared)
        } catch {
            console.warn("the fleet does not search for block \(puzzle.blockNumber): \(error.reason)")
        }
    }

    /// Runs a search while the fleet helps, and lets the fleet rest however the search ends.
    func serve<Value: Sendable>(
        on servers: [NATSServer], subjects: FleetSubjects, configuration: NATSConfiguration,
        _ search: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let result: Result<Value, any Error>
        do {
            result = .success(try await helped(on: servers, subjects, configuration, search))
        } catch {
            result = .failure(error)
        }
        if isBusy.withLock(\.self) { await rest(on: servers, subjects, configuration) }
        return try result.get()
    }

    private func helped<Value: Sendable>(
        on servers: [NATSServer], _ subjects: FleetSubjects, _ configuration: NATSConfiguration,
        _ search: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withCoordinatorBus(on: servers, subjects: subjects, configuration: configuration) { bus in
            let coordinator = FleetCoordinator(on: bus)
            return try await withThrowingTaskGroup(of: Value?.self, returning: Value.self) { group in
                group.addTask { try await search() }
                group.addTask { await self.take(from: coordinator) }
                group.addTask { await self.handOn(from: coordinator) }
                group.addTask { await self.publish(by: coordinator) }
                group.addTask { await self.tell(of: coordinator) }
                group.addTask { await self.console.tell(bus.connection.states()) }
                defer { group.cancelAll() }
                for try await case let value? in group { return value }
                throw CancellationError()
            }
        }
    }

    /// Lets the workers rest. Nobody waits long to hear that a hotkey is registered, just because a broker is away: workers that
    /// are not told rest when the puzzle has expired.
    private func rest(
        on servers: [NATSServer], _ subjects: FleetSubjects, _ configuration: NATSConfiguration
    ) async {
        // Whoever has ended the search has not ended this, which is why its task and its connection are its own.
        await Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try? await withCoordinatorBus(on: servers, subjects: subjects, configuration: configuration) {
                        try await FleetCoordinator(on: $0).publish([])
                    }
                }
                group.addTask { try? await Task.sleep(for: .seconds(2)) }
                await group.next()
                group.cancelAll()
            }
        }.value
    }

    private func take<Value>(from coordinator: FleetCoordinator) async -> Value? {
        do {
            try await coordinator.run()
        } catch {
            if !Task.isCancelled { console.warn("the fleet does not help any more: \(Failure(error).message)") }
        }
        return nil
    }

    private func handOn<Value>(from coordinator: FleetCoordinator) async -> Value? {
        for await solution in coordinator.solutions {
            console.say("Worker \(solution.worker) found nonce \(solution.solution.nonce)")
            found.yield(solution.solution)
        }
        return nil
    }

    private func publish<Value>(by coordinator: FleetCoordinator) async -> Value? {
        for await puzzle in puzzles {
            do {
                isBusy.withLock { $0 = true }
                try await coordinator.publish([puzzle])
            } catch let error as FleetError where error.code == .superseded {
                // Told already, and the fleet is another's now.
                isBusy.withLock { $0 = false }
                break
            } catch {
                if !Task.isCancelled { console.warn("the fleet was not told of a block: \(Failure(error).message)") }
            }
        }
        return nil
    }

    /// Shows the workers with the search, as often as they report.
    private func tell<Value>(of coordinator: FleetCoordinator) async -> Value? {
        var dropped: Set<WorkerName> = []
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            let workers = await coordinator.workers
            let now = ContinuousClock.now
            let shown = workers.sorted { $0.key < $1.key }.map { SearchSnapshot.Worker($0.key, $0.value, at: now) }
            latest.withLock { $0 = shown.effort }
            session.show(shown)
            for (name, record) in workers where record.isDropped && dropped.insert(name).inserted {
                console.warn("worker \(name) was dropped: what it handed in is no seal")
            }
        }
        return nil
    }
}
