// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ConformanceSynapses
import Logging
import NIOPosix
import ServiceLifecycle
import SubstrateKeys
import SubstratePrimitives
import Synchronization
import Testing

@testable import BittensorNetworking

@Suite("Limits", .timeLimit(.minutes(1)))
struct LimitTests {
    /// An axon with the one route that `attach` adds, while `body` runs.
    private static func serve<Result: Sendable>(
        _ change: (inout AxonConfiguration) -> Void = { _ in }, attach: (inout Axon) throws -> Void,
        _ body: @Sendable (Axon, Int) async throws -> Result
    ) async throws -> Result {
        var configuration = AxonConfiguration()
        configuration.host = "127.0.0.1"
        configuration.port = 0
        change(&configuration)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var axon = try Axon(
            hotkey: try TestAxon.key.get().accountID, configuration: configuration, logger: logger,
            clock: ManualClock().wall)
        try attach(&axon)
        let running = axon
        return try await running.serve { ports in try await body(running, ports.calls) }
    }

    private static let nonce = ManualClock().now

    private static func send(_ port: Int, _ index: Int64, name: String = "IntSynapse") async throws -> RawConnection {
        let connection = try await RawConnection(port: port)
        await connection.send(try TestAxon.request(nonce: nonce + index, uuid: "\(index)", name: name))
        return connection
    }

    @Test("A body without a length is cut off where it becomes too long")
    func endlessBody() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) {
            $0.longestBody = 1 << 16
        } _: { axon, port in
            let connection = try await RawConnection(port: port)
            let head = try TestAxon.request(nonce: clock.now, body: "", length: "Transfer-Encoding: chunked")
            let chunk = "4000\r\n" + String(repeating: " ", count: 0x4000) + "\r\n"
            await connection.send(head + String(repeating: chunk, count: 8))
            #expect(await connection.readAnswer().status == 413)
            await connection.close()
            #expect(axon.metrics.refusals["bodyTooLarge"] == 1)
        }
    }

    @Test("Bodies beyond what all of them may take are told to come later")
    func bodiesInFlight() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) {
            $0.bodiesInFlight = 1000
        } _: { axon, port in
            let connection = try await RawConnection(port: port)
            let body = #"{"input": 1, "more": "\#(String(repeating: "x", count: 2000))"}"#
            await connection.send(try TestAxon.request(nonce: clock.now, body: body))
            #expect(await connection.readAnswer().status == 503)
            await connection.send(try TestAxon.request(nonce: clock.now + 1))
            #expect(await connection.readAnswer().status == 200)
            await connection.close()
        }
    }

    @Test("Connections beyond those of one address are closed, and the others served")
    func connectionsPerAddress() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) {
            $0.connectionsPerAddress = 2
        } _: { axon, port in
            var kept: [RawConnection] = []
            for index in 0..<2 {
                let connection = try await RawConnection(port: port)
                await connection.send(try TestAxon.request(nonce: clock.now + Int64(index)))
                #expect(await connection.readAnswer().status == 200)
                kept.append(connection)
            }
            let third = try await RawConnection(port: port)
            #expect(await third.readToEnd() == "")
            await kept[0].send(try TestAxon.request(nonce: clock.now + 2))
            #expect(await kept[0].readAnswer().status == 200)
            #expect(axon.metrics.connections == 2)
            for connection in kept { await connection.close() }
        }
    }

    @Test("Who does not read an answer is cut")
    func stalledReader() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) {
            $0.stallTimeout = .milliseconds(100)
        } _: { axon, port in
            let connection = try await RawConnection(port: port, reads: false)
            await connection.send(
                try TestAxon.request(nonce: clock.now, name: "BlobSynapse", body: #"{"size": 33554432}"#))
            while !axon.metrics.prometheusText.contains("axon_connections_cut_total 1\n") { await Task.yield() }
            await connection.close()
            #expect(axon.metrics.requests["BlobSynapse"]?[200] == 1)
        }
    }

    @Test("Answers that wait for slow readers have a bound together, and short ones are sent all the same")
    func answersInFlight() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) {
            $0.answersInFlight = 40 << 20
        } _: { axon, port in
            let slow = try await RawConnection(port: port, reads: false)
            await slow.send(try TestAxon.request(nonce: clock.now, name: "BlobSynapse", body: #"{"size": 33554432}"#))
            while axon.metrics.requests["BlobSynapse"]?[200] == nil { await Task.yield() }
            let other = try await RawConnection(port: port)
            await other.send(
                try TestAxon.request(nonce: clock.now + 1, name: "BlobSynapse", body: #"{"size": 16777216}"#))
            #expect(await other.readAnswer().status == 503)
            await other.send(try TestAxon.request(nonce: clock.now + 2))
            #expect(await other.readAnswer().status == 200)
            await slow.close()
            // The room is there again as soon as the axon has noticed.
            while axon.metrics.connections > 1 { await Task.yield() }
            var status = 0
            for index in 3..<1_000 as Range<Int64> where status != 200 {
                await other.send(
                    try TestAxon.request(
                        nonce: clock.now + index, name: "BlobSynapse", body: #"{"size": 16777216}"#))
                status = await other.readAnswer().status
            }
            #expect(status == 200)
            await other.close()
        }
    }

    @Test("A call at work is finished before a graceful shutdown")
    func gracefulShutdown() async throws {
        let (started, continuation) = AsyncStream.makeStream(of: Void.self)
        let connection = try await Self.serve(attach: { axon in
            try axon.attach(IntSynapse.self) { message, _ in
                continuation.yield()
                try await ServiceLifecycle.gracefulShutdown()
                return message
            }
        }) { _, port in
            let connection = try await Self.send(port, 0)
            for await _ in started { break }
            return connection
        }
        #expect(await connection.readAnswer().status == 200)
        await connection.close()
    }

    @Test("Who finds all places taken is told, and other routes go on")
    func fullShare() async throws {
        let (started, continuation) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        try await Self.serve(attach: { axon in
            try axon.attach(IntSynapse.self, share: HandlerShare(running: 1, waiting: 0)) { message, _ in
                continuation.yield()
                for await _ in released { break }
                return message
            }
        }) { axon, port in
            let first = try await Self.send(port, 0)
            for await _ in started { break }
            let second = try await Self.send(port, 1)
            #expect(await second.readAnswer().status == 503)
            let ping = try await Self.send(port, 2, name: "Synapse")
            #expect(await ping.readAnswer().status == 200)
            release.yield()
            #expect(await first.readAnswer().status == 200)
            for connection in [first, second, ping] { await connection.close() }
            #expect(axon.metrics.refusals["busy"] == 1)
        }
    }

    @Test(
        "What a route's functions do holds up no connection: they run elsewhere",
        arguments: [nil, Duration.seconds(60)])
    func threads(_ handlerTimeout: Duration?) async throws {
        let onEventLoop = Mutex<[Bool]>([])
        @Sendable func note() {
            onEventLoop.withLock { $0.append(MultiThreadedEventLoopGroup.currentEventLoop != nil) }
        }
        try await Self.serve(
            { $0.handlerTimeout = handlerTimeout },
            attach: { axon in
                try axon.attach(
                    IntSynapse.self,
                    blacklist: { _ in
                        note()
                        return .allowed
                    },
                    priority: { _ in
                        note()
                        return 1
                    },
                    verify: { _ in note() }
                ) { message, _ in
                    note()
                    return message
                }
            }
        ) { _, port in
            let connection = try await Self.send(port, 0)
            #expect(await connection.readAnswer().status == 200)
            await connection.close()
        }
        #expect(onEventLoop.withLock { $0 } == [false, false, false, false])
    }

    /// A text that notes on which threads it is read and written.
    private struct NotedText: SynapseValue {
        static let onEventLoop = Mutex<[Bool]>([])
        var text = ""

        init() {}
        init(json: PythonJSON) throws(NetworkingError) {
            Self.note()
            text = try String(json: json)
        }
        var json: PythonJSON {
            Self.note()
            return text.json
        }
        var emptyForm: PythonJSON? { "" }

        private static func note() {
            onEventLoop.withLock { $0.append(MultiThreadedEventLoopGroup.currentEventLoop != nil) }
        }
    }

    private struct NotedSynapse: Synapse {
        var content = NotedText()
        static let fields: [SynapseField<Self>] = [.field("content", \.content)]
    }

    @Test("Long bodies are read and answers written elsewhere too")
    func longBodies() async throws {
        try await Self.serve(attach: { try $0.attach(NotedSynapse.self) { message, _ in message } }) { _, port in
            let connection = try await RawConnection(port: port)
            let body = #"{"content": "\#(String(repeating: "x", count: 100_000))"}"#
            await connection.send(try TestAxon.request(nonce: Self.nonce, name: "NotedSynapse", body: body))
            #expect(await connection.readAnswer().status == 200)
            await connection.close()
        }
        #expect(NotedText.onEventLoop.withLock { $0 } == [false, false])
    }

    @Test("A stream ends when its caller is gone")
    func abandonedStream() async throws {
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        try await Self.serve(attach: { axon in
            try axon.attachStream(StreamSynapse.self) { _, _, writer in
                defer { continuation.yield() }
                while true { try await writer.write(String(repeating: "x", count: 1000)) }
            }
        }) { _, port in
            let connection = try await RawConnection(port: port)
            await connection.send(
                try TestAxon.request(nonce: Self.nonce, name: "StreamSynapse", body: #"{"prompt": "p"}"#))
            _ = await connection.read { $0.contains("xxx") }
            await connection.close()
            for await _ in ended { break }
        }
    }

    @Test("An answer beyond the limit is not read")
    func longAnswer() async throws {
        let body = #"{"output": 2, "more": "\#(String(repeating: "x", count: 10_000))"}"#
        let answer =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let message = try await StubServer.serve({ _ in ([UInt8](answer.utf8), .keepOpen) }) { port in
            var configuration = DendriteConfiguration()
            configuration.longestAnswer = 1000
            let target = try TestAxon.target(port)
            return try await Dendrite.with(try TestAxon.caller.get(), configuration: configuration) {
                await $0.call(IntSynapse(), target).message()
            }
        }
        #expect(message.dendrite.statusCode == 422)
        #expect(message.output == nil)
    }
}
