// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import SubstrateRPC
import TestBroker
import Testing

@testable import NATSClient

@Suite("A connection to a broker", .timeLimit(.minutes(1)))
struct ConnectionTests {
    /// Pings often enough for a test.
    private static var quick: NATSConfiguration {
        var configuration = NATSConfiguration()
        configuration.pingInterval = .milliseconds(100)
        configuration.backoff = RPCBackoff(base: .milliseconds(10), limit: .milliseconds(50))
        return configuration
    }

    @Test(
        "is given up when the server is frozen, and comes back with its subscriptions",
        .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func frozen() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers, configuration: Self.quick) { client in
            let subscription = try await client.subscribe(to: NATSSubject("a"))
            var states = client.states().makeAsyncIterator()
            #expect(await states.next() == .connected(server: broker.url))
            broker.freeze()
            let asked = await #expect(throws: NATSError.self) {
                try await client.request(NATSSubject("a"), payload: [], timeout: .seconds(20))
            }
            #expect(asked?.code == .silent)
            guard case .reconnecting(let reason)? = await states.next() else {
                return #expect(Bool(false), "nothing was noticed")
            }
            #expect(reason.contains("2 pings unanswered"))
            broker.thaw()
            // What is published meanwhile waits for the connection.
            try await client.publish([5], to: NATSSubject("a"))
            #expect(await states.next() == .connected(server: broker.url))
            var messages = subscription.makeAsyncIterator()
            var last: [UInt8]?
            while last != [5] { last = try await messages.next()?.payload }
            #expect(last == [5])
        }
    }

    @Test("is made anew when the server was restarted", .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func restarted() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers, configuration: Self.quick) { client in
            let subscription = try await client.subscribe(to: NATSSubject("a"))
            var states = client.states().makeAsyncIterator()
            #expect(await states.next() == .connected(server: broker.url))
            broker.kill()
            guard case .reconnecting? = await states.next() else { return #expect(Bool(false), "nothing was noticed") }
            let waiting = await #expect(throws: NATSError.self) {
                try await client.request(NATSSubject("a"), payload: [], timeout: .milliseconds(50))
            }
            #expect(waiting?.code == .timedOut)
            try broker.start()
            #expect(await states.next() == .connected(server: broker.url))
            try await client.publish([7], to: NATSSubject("a"))
            var messages = subscription.makeAsyncIterator()
            #expect(try await messages.next()?.payload == [7])
        }
    }

    @Test(
        "is made to the next server where the first does not answer", .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func nextServer() async throws {
        let (gone, broker) = (try Broker(), try Broker())
        gone.kill()
        try await withNATSConnection(to: NATSServer.list("\(gone.url),\(broker.url)")) { client in
            var states = client.states().makeAsyncIterator()
            #expect(await states.next() == .connected(server: broker.url))
        }
    }

    @Test("cannot be made where nobody listens")
    func nobody() async throws {
        let port = try await Stranger.with("") { $0 }
        let error = await #expect(throws: NATSError.self) {
            try await withNATSConnection(to: NATSServer.list("nats://127.0.0.1:\(port)")) { _ in }
        }
        #expect(error?.code == .cannotConnect)
        #expect(error?.reason.contains("Connection refused") == true, "\(error?.reason ?? "")")
    }

    @Test("needs a server's address")
    func noServer() async {
        await #expect(throws: NATSError(.invalidURL, "")) { try await withNATSConnection(to: []) { _ in } }
    }

    private static let old = #"INFO {"version":"2.8.4","headers":true,"max_payload":1048576}"# + "\r\n"
    private static let good = #"INFO {"version":"2.9.10","headers":true,"max_payload":1048576}"# + "\r\n"
    private static let secure =
        #"INFO {"version":"2.9.10","headers":true,"max_payload":1048576,"tls_required":true}"# + "\r\n"

    @Test(
        "is refused to what is no broker, or none that will do",
        arguments: [
            ("HTTP/1.1 400 Bad Request\r\n\r\n", NATSError.Code.notNATS, "HTTP/1.1 400"),
            ("PING\r\n", .notNATS, "INFO first"),
            ("\u{16}\u{3}\u{1}\n", .notNATS, "CR LF"), (old, .serverTooOld, "2.9 or newer"),
            ("-ERR 'maximum connections exceeded'\r\n", .refused, "maximum connections exceeded"),
            (good + "-ERR 'Authorization Violation'\r\n", .authenticationRefused, "no such user"),
            (good + "-ERR 'User Authentication Expired'\r\n", .authenticationRefused, "expired"),
            (good + "MSG a b c\r\n", .malformedReply, "other signs"),
            // Whatever stands before TLS might be anybody's.
            (secure + "+OK\r\n", .tlsFailure, "before TLS"),
        ])
    func strangers(text: String, code: NATSError.Code, words: String) async throws {
        let error = try await Stranger.with(text) { port in
            await #expect(throws: NATSError.self) {
                try await withNATSConnection(to: NATSServer.list("nats://127.0.0.1:\(port)")) { _ in }
            }
        }
        #expect(error?.code == code, "\(error?.reason ?? "")")
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
    }

    @Test("is waited for no longer than allowed, where nothing is said")
    func silence() async throws {
        var hasty = NATSConfiguration()
        hasty.connectTimeout = .milliseconds(50)
        let configuration = hasty
        for text in ["", Self.good] {
            let error = try await Stranger.with(text) { port in
                await #expect(throws: NATSError.self) {
                    try await withNATSConnection(
                        to: NATSServer.list("nats://127.0.0.1:\(port)"), configuration: configuration
                    ) { _ in }
                }
            }
            #expect(error?.code == .timedOut)
        }
    }

    @Test("ends when the server breaks the protocol later on")
    func laterViolation() async throws {
        try await Stranger.with(Self.good + "PONG\r\nPONG\r\nMSG a 1 99999999\r\n") { port in
            var configuration = NATSConfiguration()
            configuration.backoff = RPCBackoff(base: .seconds(100), limit: .seconds(100))
            try await withNATSConnection(to: NATSServer.list("nats://127.0.0.1:\(port)"), configuration: configuration)
            { client in
                for await case .reconnecting(let reason) in client.states() {
                    #expect(reason.contains("over the limit"), "\(reason)")
                    break
                }
            }
        }
    }
}

/// A server of TCP that says the same to everybody.
private enum Stranger {
    static func with<Value: Sendable>(_ text: String, _ body: @Sendable (Int) async throws -> Value) async throws
        -> Value
    {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Speaker(text))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        do {
            let value = try await body(port)
            try await server.close()
            return value
        } catch {
            try await server.close()
            throw error
        }
    }

    private final class Speaker: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let text: String

        init(_ text: String) { self.text = text }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
    }
}
