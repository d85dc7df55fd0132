// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOEmbedded
import SubstrateKeys
import Testing

@testable import BittensorNetworking

@Suite("Strangers", .timeLimit(.minutes(1)))
struct StrangerTests {
    private static let clock = ManualClock()

    @Test("Who is refused without having proven anything gets one answer, and the connection closes")
    func refused() async throws {
        try await TestAxon.serve(clock: Self.clock.wall) { _, port in
            for request in [
                "POST /Nope HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
                "POST /IntSynapse HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
            ] {
                let connection = try await RawConnection(port: port)
                await connection.send(String(repeating: request, count: 100))
                let answers = await connection.readToEnd()
                #expect(answers.matches(of: #/HTTP\/1\.1 \d/#).count == 1)
                #expect(RawAnswer(answers).headers["connection"] == "close")
            }
        }
    }

    @Test("A proven caller who is refused may go on over the same connection")
    func proven() async throws {
        let blocked = try TestAxon.caller.get().accountID
        try await TestAxon.serve(clock: Self.clock.wall, blocking: blocked) { _, port in
            let connection = try await RawConnection(port: port)
            for (index, name) in ["GateSynapse", "IntSynapse"].enumerated() {
                await connection.send(try TestAxon.request(nonce: Self.clock.now + Int64(index), name: name))
                #expect(await connection.readAnswer().status == [403, 200][index])
            }
            await connection.close()
        }
    }

    @Test("When there are too many connections, a stranger makes room, and a proven caller does not")
    func room() async throws {
        try await TestAxon.serve(clock: Self.clock.wall) {
            $0.connections = 2
        } _: { axon, port in
            let proven = try await RawConnection(port: port)
            await proven.send(try TestAxon.request(nonce: Self.clock.now))
            #expect(await proven.readAnswer().status == 200)
            let stranger = try await RawConnection(port: port)
            await stranger.send("POST /IntSynapse HTTP/1.1\r\nHost: a\r\n")
            while axon.metrics.connections < 2 { await Task.yield() }
            let third = try await RawConnection(port: port)
            await third.send(try TestAxon.request(nonce: Self.clock.now + 1))
            #expect(await third.readAnswer().status == 200)
            #expect(await stranger.readToEnd() == "")
            await proven.send(try TestAxon.request(nonce: Self.clock.now + 2))
            #expect(await proven.readAnswer().status == 200)
            // Now both have proven who they are.
            let fourth = try await RawConnection(port: port)
            #expect(await fourth.readToEnd() == "")
            for connection in [proven, third] { await connection.close() }
        }
    }

    @Test("A connection that brings no head in time is closed long before it would count as idle")
    func firstHead() async throws {
        try await TestAxon.serve(clock: Self.clock.wall) {
            $0.firstHeadTimeout = .milliseconds(100)
            $0.idleTimeout = .seconds(600)
        } _: { _, port in
            for bytes in ["", "POST /IntSynapse HTTP/1.1\r\nHost: a\r\n"] {
                let connection = try await RawConnection(port: port)
                await connection.send(bytes)
                #expect(await connection.readToEnd() == "")
            }
        }
    }

    @Test(
        "Requests that do not name their host once are refused, except those of HTTP/1.0",
        arguments: [("", 400, "HTTP/1.1"), ("Host: a\r\nHost: b\r\n", 400, "HTTP/1.1"), ("", 200, "HTTP/1.0")])
    func host(_ lines: String, _ status: Int, _ version: String) async throws {
        try await TestAxon.serve(clock: Self.clock.wall) { _, port in
            let connection = try await RawConnection(port: port)
            let request = try TestAxon.request(nonce: Self.clock.now)
            await connection.send(
                request.replacing("Host: 127.0.0.1\r\n", with: lines).replacing("HTTP/1.1", with: version))
            #expect(await connection.readAnswer().status == status)
            await connection.close()
        }
    }

    @Test("A process that may open few files keeps fewer connections")
    func descriptors() {
        #expect([64, 128, 1024, 1 << 20].map(DescriptorLimit.connections) == [16, 64, 960, (1 << 20) - 64])
    }
}

@Suite("Open connections")
struct ConnectionTableTests {
    private static func table(limit: Int, perNetwork: Int) -> ConnectionTable {
        ConnectionTable(limit: limit, limitPerNetwork: perNetwork, metrics: AxonMetrics { [] })
    }

    private static func channel(_ address: String) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: address, port: 9)).wait()
        return channel
    }

    @Test("The oldest stranger goes, of the network with most of them")
    func displaced() throws {
        let table = Self.table(limit: 4, perNetwork: 3)
        let honest = try Self.channel("192.0.2.1")
        #expect(table.open(honest))
        let crowd = try (1...3).map { try Self.channel("2001:db8::\($0)") }
        for channel in crowd { #expect(table.open(channel)) }
        let next = try Self.channel("192.0.2.3")
        #expect(table.open(next))
        #expect(([honest] + crowd).map(\.isActive) == [true, false, true, true])
        #expect(table.metrics.connections == 4)
    }

    @Test("A network that has its share makes room among its own strangers, or gets none")
    func share() throws {
        let table = Self.table(limit: 100, perNetwork: 2)
        let channels = try ["2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:1::3", "2001:db8:0:2::1"].map(
            Self.channel)
        #expect(channels.map(table.open) == [true, true, true, true])
        #expect(channels.map(\.isActive) == [false, true, true, true])
        table.prove(channels[1])
        table.prove(channels[2])
        #expect(!table.open(try Self.channel("2001:db8:0:1::4")))
        table.close(channels[1])
        #expect(table.open(try Self.channel("2001:db8:0:1::4")))
        // It was displaced and does not count twice.
        table.close(channels[0])
        #expect(table.metrics.connections == 3)
    }

    @Test("An address counts as its owner's network")
    func networks() {
        #expect(PeerNetwork("2001:db8::1") == PeerNetwork("2001:db8:0:0:ffff::1"))
        #expect(PeerNetwork("2001:db8::1") != PeerNetwork("2001:db8:0:1::1"))
        #expect(PeerNetwork("192.0.2.1") == PeerNetwork("::ffff:192.0.2.1"))
        #expect(PeerNetwork("192.0.2.1") != PeerNetwork("192.0.2.2"))
        #expect(PeerNetwork(nil) == PeerNetwork("/tmp/socket"))
    }
}

@Suite("Pace of connections")
struct AcceptPacerTests {
    /// Notes when more may come.
    private final class Listener: ChannelOutboundHandler, RemovableChannelHandler {
        typealias OutboundIn = Never
        var reads = 0

        func read(context: ChannelHandlerContext) { reads += 1 }
    }

    @Test("After some connections, others have their turn first, and after a failure, files have time to be closed")
    func pace() throws {
        let (channel, listener) = (EmbeddedChannel(), Listener())
        try channel.pipeline.syncOperations.addHandlers([listener, AcceptPacer()])
        channel.read()
        channel.read()
        #expect(listener.reads == 2)
        for _ in 0..<3 { channel.pipeline.fireChannelRead(EmbeddedChannel()) }
        channel.read()
        #expect(listener.reads == 2)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(listener.reads == 3)
        channel.pipeline.fireErrorCaught(IOError(errnoCode: 24, reason: "no files"))
        channel.read()
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(99))
        #expect(listener.reads == 3)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(listener.reads == 4)
        try channel.throwIfErrorCaught()
        _ = try channel.finish(acceptAlreadyClosed: true)
    }
}

@Suite("Pace of requests")
struct RequestPacerTests {
    /// Takes every four bytes for a request, and notes them.
    private final class Reader: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer
        let pacer: RequestPacer
        var requests = 0
        var hasEnded = false

        init(_ pacer: RequestPacer) { self.pacer = pacer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            for _ in 0..<unwrapInboundIn(data).readableBytes / 4 {
                requests += 1
                pacer.requestBegan()
                pacer.requestEnded()
            }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) { hasEnded = true }
    }

    @Test("Requests are read no further ahead than a few, go on as they are answered, and then comes the end")
    func pace() throws {
        let channel = EmbeddedChannel()
        let pacer = RequestPacer(mostOwedAnswers: 2)
        let reader = Reader(pacer)
        try channel.pipeline.syncOperations.addHandlers([pacer, reader])
        try channel.writeInbound(ByteBuffer(repeating: 0, count: 5000))
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(reader.requests == 512)
        #expect(!reader.hasEnded)
        for _ in 0..<511 { pacer.answerEnded() }
        #expect(reader.requests == 512)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(reader.requests == 1024)
        for _ in 0..<512 { pacer.answerEnded() }
        #expect(!reader.hasEnded)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(reader.requests == 1250)
        #expect(reader.hasEnded)
        _ = try channel.finish()
    }
}
