// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ConformanceSynapses
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import BittensorNetworking

@Suite("Deadlines", .timeLimit(.minutes(1)))
struct DeadlineTests {
    /// A function that does not heed its cancellation: it ends when it is let go.
    private final class Stubborn: Sendable {
        private let isLetGo = Atomic(false)
        let hasStarted = Atomic(false)

        func run() async {
            hasStarted.store(true, ordering: .relaxed)
            while !isLetGo.load(ordering: .relaxed) { await Task.yield() }
        }

        func started() async { while !hasStarted.load(ordering: .relaxed) { await Task.yield() } }
        func letGo() { isLetGo.store(true, ordering: .relaxed) }
    }

    @Test("Who waits for a function goes on when its time is over, and the function counts until it ends")
    func abandoned() async throws {
        let loop = NIOAsyncTestingEventLoop()
        let deadlines = FunctionDeadlines(limit: .seconds(10), on: loop)
        let crowd = AbandonedFunctions(limit: 1)
        let stubborn = Stubborn()
        let call = Task { try await deadlines.run(crowd) { await stubborn.run() } }
        await stubborn.started()
        await loop.advanceTime(by: .seconds(9))
        #expect(crowd.count == 0)
        await loop.advanceTime(by: .seconds(1))
        await #expect(throws: FunctionDeadlines.Exceeded.self) { try await call.value }
        #expect(crowd.count == 1)
        // There is room for no other.
        let refusal = await #expect(throws: CallRefusal.self) {
            try await deadlines.run(crowd) { Issue.record("it ran") }
        }
        #expect(refusal?.status == 503)
        stubborn.letGo()
        while crowd.count > 0 { await Task.yield() }
        #expect(try await deadlines.run(crowd) { 7 } == 7)
        await loop.shutdownGracefully()
    }

    @Test("Whoever stops waiting goes on at once too")
    func cancelled() async throws {
        let loop = NIOAsyncTestingEventLoop()
        let deadlines = FunctionDeadlines(limit: .seconds(10), on: loop)
        let (crowd, stubborn) = (AbandonedFunctions(limit: 9), Stubborn())
        let call = Task { try await deadlines.run(crowd) { await stubborn.run() } }
        await stubborn.started()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        stubborn.letGo()
        while crowd.count > 0 { await Task.yield() }
        await loop.shutdownGracefully()
    }

    /// Which function of a route hangs, and how its caller is told.
    enum Place: CaseIterable {
        case verify, blacklist, priority, handler

        var status: Int {
            switch self {
            case .verify: 401
            case .blacklist: 500
            case .priority, .handler: 408
            }
        }
    }

    @Test(
        "Wherever a function hangs and does not heed its cancellation, its caller is told, and the place is free again",
        arguments: Place.allCases)
    func hanging(_ place: Place) async throws {
        let (clock, stubborn) = (ManualClock(), Stubborn())
        let calls = Atomic(0)
        /// Only the first call hangs.
        @Sendable func hang(_ here: Place) async {
            guard here == place, calls.add(1, ordering: .relaxed).oldValue == 0 else { return }
            await stubborn.run()
        }
        var configuration = AxonConfiguration()
        (configuration.host, configuration.port) = ("127.0.0.1", 0)
        (configuration.checkTimeout, configuration.handlerTimeout) = (.seconds(10), .seconds(10))
        configuration.share = HandlerShare(running: 1, waiting: 0, abandoned: 2)
        let loop = NIOAsyncTestingEventLoop()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var axon = try Axon(
            hotkey: try TestAxon.key.get().accountID, configuration: configuration, logger: logger, clock: clock.wall,
            timers: loop)
        try axon.attach(
            IntSynapse.self,
            blacklist: { _ in
                await hang(.blacklist)
                return .allowed
            },
            priority: { _ in
                await hang(.priority)
                return 0
            },
            verify: { _ in await hang(.verify) }
        ) { message, _ in
            await hang(.handler)
            return message
        }
        let running = axon
        try await running.serve { ports in
            for (index, status) in [place.status, 200].enumerated() {
                let connection = try await RawConnection(port: ports.calls)
                await connection.send(try TestAxon.request(nonce: clock.now + Int64(index)))
                if index == 0 {
                    await stubborn.started()
                }
                // The deadline may be set a moment after the function has started.
                let time = Task { while index == 0, !Task.isCancelled { await loop.advanceTime(by: .seconds(10)) } }
                #expect(await connection.readAnswer().status == status)
                time.cancel()
                await connection.close()
            }
            #expect(running.metrics.prometheusText.contains("axon_functions_abandoned{share=\"axon\"} 1\n"))
            #expect(running.metrics.refusals[place == .handler ? "handlerTimeout" : "checkTimeout"] == 1)
            stubborn.letGo()
        }
        await loop.shutdownGracefully()
    }
}
