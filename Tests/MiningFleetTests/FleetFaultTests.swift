// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NATSClient
import SubstrateRPC
import Synchronization
import TestBroker
import Testing

@testable import MiningFleet

/// What befalls machines and networks, with a real broker.
@Suite("A fleet in trouble", .serialized, .enabled(if: Broker.isThere, "\(Broker.missing)"), .timeLimit(.minutes(1)))
struct FleetFaultTests {
    private let ann: WorkerName
    private let bob: WorkerName
    private let subjects: FleetSubjects

    init() throws {
        ann = try WorkerName("ann")
        bob = try WorkerName("bob")
        subjects = try FleetSubjects()
    }

    /// Notices within a moment what takes three seconds otherwise.
    private static var quick: NATSConfiguration {
        var configuration = NATSConfiguration()
        configuration.backoff = RPCBackoff(base: .milliseconds(10), limit: .milliseconds(50))
        configuration.pingInterval = .milliseconds(100)
        configuration.connectTimeout = .milliseconds(500)
        return configuration
    }

    /// Runs a coordinator on a connection of its own until `body` is done, and then ends it without a word to its workers.
    private func coordinator<Value: Sendable>(
        on broker: Broker, _ body: @escaping @Sendable (FleetCoordinator) async throws -> Value
    ) async throws -> Value {
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { bus in
            let coordinator = FleetCoordinator(on: bus) { 10 }
            return try await withThrowingTaskGroup(of: Value?.self, returning: Value.self) { group in
                group.addTask {
                    try await coordinator.run()
                    return nil
                }
                group.addTask { try await body(coordinator) }
                defer { group.cancelAll() }
                for try await case let value? in group { return value }
                throw CancellationError()
            }
        }
    }

    @Test("has another coordinator when the first one is gone: what was found meanwhile arrives, and each seal once")
    func secondCoordinator() async throws {
        let broker = try Broker()
        let puzzle = try samplePuzzle(1, difficulty: 5_000)
        // Makes bucket and stream.
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { _ in }
        let (found, feed) = AsyncStream.makeStream(of: UInt64.self)
        try await withWorkerBus(on: broker.servers, as: ann, subjects: subjects) { [ann] bus in
            var options = FleetWorker.Options()
            options.solver.threads = 1
            options.reportInterval = .milliseconds(20)
            options.onNotice = { if case .handedIn(let result) = $0 { feed.yield(result.nonce) } }
            let worker = FleetWorker(ann, on: bus, options: options)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await worker.run() }
                group.addTask {
                    let epoch = try await self.coordinator(on: broker) { coordinator in
                        let epoch = try await coordinator.publish([puzzle])
                        for await _ in coordinator.solutions { break }
                        return epoch
                    }
                    // Nobody takes it, and the broker keeps it.
                    var waiting: [UInt64] = []
                    for await nonce in found {
                        waiting.append(nonce)
                        if waiting.count == 8 { break }
                    }
                    let missed = waiting.suffix(4)
                    try await self.coordinator(on: broker) { coordinator in
                        #expect(try await coordinator.publish([puzzle]) == epoch + 1)
                        var taken: Set<UInt64> = []
                        for await solution in coordinator.solutions {
                            #expect(taken.insert(solution.solution.nonce).inserted)
                            if taken.isSuperset(of: missed) { break }
                        }
                        let record = try #require(await coordinator.workers[ann])
                        #expect(record.bad == 0 && !record.isDropped)
                    }
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    @Test(
        "goes on when the cable was pulled between it and the broker, and put in again",
        .enabled(if: TestNetwork.isThere, "\(TestNetwork.missing)"))
    func cutNetwork() async throws {
        let network = try TestNetwork()
        let broker = try Broker(in: network)
        let (first, second) = (try samplePuzzle(1, difficulty: 20_000), try samplePuzzle(2, difficulty: 20_000))
        try await withCoordinatorBus(on: broker.servers, subjects: subjects, configuration: Self.quick) { bus in
            try await withWorkerBus(on: broker.servers, as: ann, subjects: subjects, configuration: Self.quick) {
                mine in
                let reports = Mutex<FleetReport?>(nil)
                try await FleetTests.fleet(coordinator: bus, worker: mine) {
                    $0.onReport = { report in reports.withLock { $0 = report } }
                } _: { coordinator in
                    var solutions = coordinator.solutions.makeAsyncIterator()
                    var states = mine.connection.states().makeAsyncIterator()
                    #expect(await states.next() == .connected(server: broker.url))
                    try await coordinator.publish([first])
                    #expect(await solutions.next()?.puzzle == first)
                    try network.cut()
                    guard case .reconnecting? = await states.next() else {
                        return #expect(Bool(false), "nothing was noticed")
                    }
                    // It searches on.
                    let hashes = reports.withLock { $0?.hashes ?? 0 }
                    while reports.withLock({ $0?.hashes ?? 0 }) <= hashes { await Task.yield() }
                    try network.mend()
                    while await states.next() != .connected(server: broker.url) {}
                    try await coordinator.publish([second])
                    while let solution = await solutions.next(), solution.puzzle != second {}
                    #expect(await coordinator.workers.values.first?.bad == 0)
                }
            }
        }
    }

    @Test("is not held up by a worker that does not read: the broker drops it")
    func slowConsumer() async throws {
        let broker = try Broker("max_payload: 65536\nmax_pending: 65536\nwrite_deadline: \"200ms\"")
        let deaf = try DeafClient(of: broker)
        let puzzles = try (0..<64).map { try samplePuzzle(UInt8($0), difficulty: .max) }
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { bus in
            try await withWorkerBus(on: broker.servers, as: ann, subjects: subjects) { workerBus in
                try await FleetTests.fleet(coordinator: bus, worker: workerBus) { coordinator in
                    for _ in 0..<600 { try await coordinator.publish(puzzles) }
                    try await FleetTests.expectSolutions(coordinator)
                }
            }
        }
        #expect(deaf.isDropped())
    }

    @Test(
        "needs no room on the broker's disk", .enabled(if: FullDisk.isThere, "\(FullDisk.missing)"))
    func fullDisk() async throws {
        let disk = try FullDisk()
        let broker = try Broker(store: disk.path)
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { bus in
            try await withWorkerBus(on: broker.servers, as: ann, subjects: subjects) { workerBus in
                try await FleetTests.fleet(coordinator: bus, worker: workerBus) {
                    try await FleetTests.expectSolutions($0)
                }
            }
        }
        broker.kill()
    }

    @Test("takes the others' results, however much one worker hands in")
    func flooding() async throws {
        let broker = try Broker()
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { _ in }
        try await withWorkerBus(on: broker.servers, as: bob, subjects: subjects) { [bob] bus in
            try await bus.submit(FleetResult(epoch: 1, puzzle: "p", nonce: 7), by: bob)
        }
        try await withWorkerBus(on: broker.servers, as: ann, subjects: subjects) { [ann, subjects] bus in
            let subject = try NATSSubject(subjects.results(of: ann))
            for nonce in UInt64(0)..<5_000 {
                let result = FleetResult(epoch: 1, puzzle: "p", nonce: nonce)
                try await bus.connection.publish(result.wire, to: subject)
            }
            let large = await #expect(throws: FleetError.self) {
                let result = FleetResult(epoch: 1, puzzle: String(repeating: "p", count: 2_000), nonce: 0)
                try await bus.submit(result, by: ann)
            }
            #expect(large?.cause?.reason.contains("maximum") == true, "\(String(describing: large))")
        }
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { [ann, bob] bus in
            var counts: [WorkerName: Int] = [:]
            for try await submission in try await bus.submissions() {
                counts[submission.worker, default: 0] += 1
                if counts[ann] ?? 0 >= 32, counts[bob] != nil { break }
            }
            #expect(counts == [ann: 32, bob: 1])
        }
    }

    @Test("takes the job of a coordinator whose clock is behind, from a broker that has forgotten all")
    func clockBehind() async throws {
        let bus = InMemoryWorkBus()
        let (notices, feed) = AsyncStream.makeStream(of: FleetNotice.self)
        let (first, second) = (try samplePuzzle(1, difficulty: .max), try samplePuzzle(2, difficulty: .max))
        var options = FleetWorker.Options()
        options.solver.threads = 1
        options.onNotice = { feed.yield($0) }
        let worker = FleetWorker(ann, on: bus, options: options)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            group.addTask {
                var seen = notices.makeAsyncIterator()
                let ahead = FleetCoordinator(on: bus) { 1_000_000 }
                try await ahead.publish([first])
                #expect(await seen.next() == .working(first, epoch: 1_000_001))
                try await ahead.publish([])
                #expect(await seen.next() == .resting(.noWork))
                try await bus.publish(FleetJob(epoch: 5, puzzles: [second]))
                #expect(await seen.next() == .working(second, epoch: 5))
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
