// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NATSClient
import SubstrateRPC
import Synchronization
import TestBroker
import Testing

@testable import MiningFleet

@Suite("A fleet", .timeLimit(.minutes(1)))
struct FleetTests {
    /// Runs a coordinator and a worker until `body` is done.
    static func fleet(
        coordinator bus: any WorkBus, worker workerBus: any WorkBus, name: String = "ann",
        options change: (inout FleetWorker.Options) -> Void = { _ in },
        _ body: @escaping @Sendable (FleetCoordinator) async throws -> Void
    ) async throws {
        let coordinator = FleetCoordinator(on: bus) { 10 }
        var options = FleetWorker.Options()
        options.solver.threads = 1
        options.solver.updateInterval = 64
        options.reportInterval = .milliseconds(20)
        options.retryInterval = .milliseconds(10)
        change(&options)
        let worker = FleetWorker(try WorkerName(name), on: workerBus, options: options)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await coordinator.run() }
            group.addTask { try await worker.run() }
            group.addTask { try await body(coordinator) }
            // Neither of the first two ends by itself, but with an error.
            try await group.next()
            group.cancelAll()
        }
    }

    static func expectSolutions(_ coordinator: FleetCoordinator) async throws {
        let (first, second) = (try samplePuzzle(1, difficulty: 2000), try samplePuzzle(2, difficulty: 2000))
        var solutions = coordinator.solutions.makeAsyncIterator()
        let epoch = try await coordinator.publish([first])
        let solution = try #require(await solutions.next())
        #expect(solution.puzzle == first)
        #expect(solution.worker.description == "ann")
        #expect(solution.solution.puzzle == first.puzzle)
        #expect(try await coordinator.publish([second]) == epoch + 1)
        while let solution = await solutions.next() {
            if solution.puzzle == second { break }
            #expect(solution.puzzle == first)
        }
        while await coordinator.workers.values.first?.report?.epoch != epoch + 1 { await Task.yield() }
        let record = try #require(await coordinator.workers[WorkerName("ann")])
        #expect(record.good >= 2 && record.bad == 0 && !record.isDropped)
        #expect(record.report?.devices.map(\.name) == ["cpu"])
    }

    @Test("finds what it is asked for, within one program")
    func inMemory() async throws {
        let bus = InMemoryWorkBus()
        try await Self.fleet(coordinator: bus, worker: bus) { try await Self.expectSolutions($0) }
    }

    @Test("goes on with a puzzle until it has expired, and then rests until there is another")
    func expiry() async throws {
        let bus = InMemoryWorkBus()
        let (notices, feed) = AsyncStream.makeStream(of: FleetNotice.self)
        try await Self.fleet(coordinator: bus, worker: bus) {
            $0.clock = ImmediateClock()
            $0.onNotice = { notice in if case .handedIn = notice {} else { feed.yield(notice) } }
        } _: { coordinator in
            let (first, second) = (try samplePuzzle(1, difficulty: .max), try samplePuzzle(2, difficulty: .max))
            var seen = notices.makeAsyncIterator()
            let epoch = try await coordinator.publish([first])
            #expect(await seen.next() == .working(first, epoch: epoch))
            #expect(await seen.next() == .resting(.expired))
            try await coordinator.publish([])
            #expect(await seen.next() == .resting(.noWork))
            try await coordinator.publish([second])
            #expect(await seen.next() == .working(second, epoch: epoch + 2))
        }
    }

    @Test("hands in once more what the bus did not take")
    func retries() async throws {
        let bus = InMemoryWorkBus()
        let failing = FailingBus(bus, failures: 3)
        try await Self.fleet(coordinator: bus, worker: failing) { try await Self.expectSolutions($0) }
        #expect(failing.failures == 0)
    }

    @Test("ends for a coordinator when another begins")
    func superseded() async throws {
        let bus = InMemoryWorkBus()
        let first = FleetCoordinator(on: bus) { 10 }
        try await first.publish([try samplePuzzle(1)])
        let run = Task { try await first.run() }
        try await FleetCoordinator(on: bus) { 10 }.publish([try samplePuzzle(2)])
        let error = await #expect(throws: FleetError.self) { try await run.value }
        #expect(error?.code == .superseded)
        await #expect(throws: FleetError(.superseded, "")) { try await first.publish([]) }
        #expect(try await bus.currentJob()?.puzzles == [samplePuzzle(2)])
    }

    // MARK: Over a broker

    @Test("finds what it is asked for, over a broker", .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func broker() async throws {
        let broker = try Broker()
        let subjects = try FleetSubjects()
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { bus in
            try await withWorkerBus(on: broker.servers, as: WorkerName("ann"), subjects: subjects) { workerBus in
                try await Self.fleet(coordinator: bus, worker: workerBus) { try await Self.expectSolutions($0) }
            }
        }
    }

    @Test(
        "goes on after the broker was restarted and has forgotten all",
        .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func restarted() async throws {
        let broker = try Broker()
        let subjects = try FleetSubjects()
        var quick = NATSConfiguration()
        quick.backoff = RPCBackoff(base: .milliseconds(10), limit: .milliseconds(50))
        quick.pingInterval = .milliseconds(100)
        let configuration = quick
        try await withCoordinatorBus(on: broker.servers, subjects: subjects, configuration: configuration) { bus in
            try await withWorkerBus(
                on: broker.servers, as: WorkerName("ann"), subjects: subjects, configuration: configuration
            ) { workerBus in
                try await Self.fleet(coordinator: bus, worker: workerBus) { coordinator in
                    var solutions = coordinator.solutions.makeAsyncIterator()
                    let puzzle = try samplePuzzle(1, difficulty: 20_000)
                    try await coordinator.publish([puzzle])
                    #expect(await solutions.next()?.puzzle == puzzle)
                    broker.kill()
                    try broker.start()
                    // The job is there again, for workers that come now.
                    while try await bus.currentJob() == nil { await Task.yield() }
                    // And what is found now arrives.
                    let next = try samplePuzzle(2, difficulty: 20_000)
                    try await coordinator.publish([next])
                    while let solution = await solutions.next(), solution.puzzle != next {}
                    #expect(await coordinator.workers[try WorkerName("ann")]?.bad == 0)
                }
            }
        }
    }

    @Test(
        "lets workers do what they must, each under its own name, and nothing else",
        .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func permissions() async throws {
        let subjects = try FleetSubjects()
        let (ann, bob) = (try WorkerName("ann"), try WorkerName("bob"))
        func list(_ words: [String]) -> String { "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
        let users = [ann, bob].map { name in
            let (publish, subscribe) = subjects.permissions(of: name)
            return
                "{ user: \(name), password: w, permissions: { publish: \(list(publish)), subscribe: \(list(subscribe)) } }"
        }
        let broker = try Broker(
            "authorization { users: [ { user: coordinator, password: c }\n\(users.joined(separator: "\n")) ] }")
        try await withCoordinatorBus(on: broker.servers(as: "coordinator:c"), subjects: subjects) { bus in
            try await withWorkerBus(on: broker.servers(as: "ann:w"), as: ann, subjects: subjects) { workerBus in
                try await Self.fleet(coordinator: bus, worker: workerBus) { try await Self.expectSolutions($0) }
                let job = try FleetJob(epoch: 99, puzzles: [])
                let publishing = await #expect(throws: FleetError.self) { try await workerBus.publish(job) }
                #expect(publishing?.cause?.code == .permissionDenied)
                let other = await #expect(throws: FleetError.self) {
                    try await workerBus.submit(FleetResult(epoch: 1, puzzle: "p", nonce: 1), by: bob)
                }
                #expect(other?.cause?.code == .permissionDenied)
                let listening = await #expect(throws: FleetError.self) { _ = try await workerBus.reports() }
                #expect(listening?.cause?.code == .permissionDenied)
            }
        }
    }

    @Test(
        "takes each result once, however often it was handed in, also what was handed in while no coordinator was there",
        .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func once() async throws {
        let broker = try Broker()
        let subjects = try FleetSubjects()
        let name = try WorkerName("ann")
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { _ in }
        try await withWorkerBus(on: broker.servers, as: name, subjects: subjects) { bus in
            for nonce in [UInt64(1), 1, 2, 1] {
                try await bus.submit(FleetResult(epoch: 1, puzzle: "p", nonce: nonce), by: name)
            }
            try await bus.connection.publish(Array("{}".utf8), to: NATSSubject(subjects.results(of: name)))
            try await bus.connection.flush()
        }
        try await withCoordinatorBus(on: broker.servers, subjects: subjects) { bus in
            var nonces: [UInt64?] = []
            for try await submission in try await bus.submissions() {
                #expect(submission.worker == name)
                nonces.append((try? submission.result.get())?.nonce)
                if nonces.count == 3 { break }
            }
            #expect(nonces == [1, 2, nil])
        }
    }

    @Test("begins with a higher number than the last coordinator's")
    func epochs() async throws {
        let bus = InMemoryWorkBus()
        try await bus.publish(FleetJob(epoch: 70, puzzles: []))
        let later = FleetCoordinator(on: bus) { 10 }
        #expect(try await later.publish([]) == 71)
        #expect(try await later.publish([]) == 72)
        let clocked = FleetCoordinator(on: bus) { 1000 }
        #expect(try await clocked.publish([]) == 1001)
    }
}

/// A clock on which no wait takes any time.
private struct ImmediateClock: Clock {
    var now: ContinuousClock.Instant { .now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        await Task.yield()
    }
}

/// A bus that takes results only when it has refused some.
private final class FailingBus: WorkBus {
    private let bus: any WorkBus
    private let left: Mutex<Int>

    init(_ bus: any WorkBus, failures: Int) {
        self.bus = bus
        left = Mutex(failures)
    }

    var failures: Int { left.withLock(\.self) }

    func submit(_ result: FleetResult, by worker: WorkerName) async throws(FleetError) {
        let fails = left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
        if fails { throw FleetError(.bus, "out of order") }
        try await bus.submit(result, by: worker)
    }

    func publish(_ job: FleetJob) async throws(FleetError) { try await bus.publish(job) }
    func currentJob() async throws(FleetError) -> FleetJob? { try await bus.currentJob() }
    func submissions() async throws(FleetError) -> any AsyncSequence<FleetSubmission, any Error> & Sendable {
        try await bus.submissions()
    }
    func reports() async throws(FleetError) -> any AsyncSequence<(WorkerName, FleetReport), any Error> & Sendable {
        try await bus.reports()
    }
    func jobs() async throws(FleetError) -> any AsyncSequence<FleetJob, any Error> & Sendable { try await bus.jobs() }
    func report(_ report: FleetReport, by worker: WorkerName) async throws(FleetError) {
        try await bus.report(report, by: worker)
    }
}
