// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import SubstrateRPC
import Synchronization

/// A server for the client's tests that says whatever a test wants, right or wrong.
struct ScriptedNode: Sendable {
    /// The sending side of one connection.
    struct Peer: Sendable {
        let channel: any Channel

        func send(_ frame: WebSocketFrame) { channel.writeAndFlush(frame, promise: nil) }

        func send(_ text: String) { send(WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text))) }

        func send(_ value: JSONValue) { send(value.description) }

        func reply(to call: JSONValue, _ result: JSONValue) {
            send(["jsonrpc": "2.0", "id": call["id"] ?? .null, "result": result])
        }

        func notify(_ subscription: String, _ value: JSONValue) {
            send(["jsonrpc": "2.0", "method": "n", "params": ["subscription": .string(subscription), "result": value]])
        }

        /// Writes bytes that are no frame, in the order of the frames.
        func sendRaw(_ bytes: [UInt8]) {
            channel.eventLoop.execute {
                guard
                    let encoder = try? channel.pipeline.syncOperations.context(handlerType: WebSocketFrameEncoder.self)
                else { return }
                encoder.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
            }
        }

        func cut() { channel.close(promise: nil) }
    }

    /// What arrives, in order: calls, control frames, the end of the connection.
    enum Event: Sendable {
        case call(JSONValue)
        case control(WebSocketOpcode)
        case end
    }

    typealias OnCall = @Sendable (JSONValue, Peer) -> Void

    let endpoint: RPCEndpoint
    /// Everything that arrives on every connection.
    let events: AsyncStream<Event>

    /// Runs a WebSocket server for as long as `body` takes.
    @discardableResult
    static func with<Value>(
        tls: NIOSSLContext? = nil, answersGoodbye: Bool = true, onCall: @escaping OnCall,
        _ body: (ScriptedNode) async throws -> Value
    ) async throws -> Value {
        let (events, feed) = AsyncStream.makeStream(of: Event.self)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
                        maxFrameSize: 1 << 24,
                        shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
                        upgradePipelineHandler: { channel, _ in
                            channel.eventLoop.makeCompletedFuture {
                                try channel.pipeline.syncOperations.addHandler(
                                    FrameHandler(answersGoodbye: answersGoodbye, onCall: onCall, feed: feed))
                            }
                        })
                    _ = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
                        configuration: .init(
                            upgradeConfiguration: .init(upgraders: [upgrader]) {
                                $0.eventLoop.makeSucceededVoidFuture()
                            }))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let scheme = tls == nil ? "ws" : "wss"
        return try await closing(channel) { port in
            try await body(ScriptedNode(endpoint: RPCEndpoint("\(scheme)://localhost:\(port)"), events: events))
        }
    }

    /// Runs a server that sends `bytes` to everyone after the first bytes that it receives, and perhaps closes.
    @discardableResult
    static func withRawServer<Value>(
        sending bytes: String?, thenCloses: Bool, _ body: (RPCEndpoint) async throws -> Value
    ) async throws -> Value {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.addHandler(RawHandler(bytes: bytes, thenCloses: thenCloses))
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return try await closing(channel) { port in try await body(RPCEndpoint("ws://127.0.0.1:\(port)")) }
    }

    /// Runs a server that sends `bytes` to everyone, and returns what it was told first.
    static func hearing(_ bytes: String, _ body: (RPCEndpoint) async throws -> Void) async throws -> String {
        let heard = Mutex("")
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.addHandler(
                    RawHandler(bytes: bytes, thenCloses: false) { text in heard.withLock { $0 += text } })
            }
            .bind(host: "127.0.0.1", port: 0).get()
        try await closing(channel) { port in try await body(RPCEndpoint("ws://127.0.0.1:\(port)")) }
        return heard.withLock { $0 }
    }

    /// A port on which nobody listens.
    static func unusedPort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        defer { channel.close(promise: nil) }
        return try await closing(channel) { $0 }
    }

    private static func closing<Value>(
        _ channel: any Channel, _ body: (Int) async throws -> Value
    ) async throws -> Value {
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(channel.localAddress?.port ?? 0))
        } catch {
            result = .failure(error)
        }
        // A test may have closed it.
        try? await channel.close()
        return try result.get()
    }

    private final class FrameHandler: ChannelInboundHandler {
        typealias InboundIn = WebSocketFrame
        typealias OutboundOut = WebSocketFrame

        private let answersGoodbye: Bool
        private let onCall: OnCall
        private let feed: AsyncStream<Event>.Continuation

        init(answersGoodbye: Bool, onCall: @escaping OnCall, feed: AsyncStream<Event>.Continuation) {
            self.answersGoodbye = answersGoodbye
            self.onCall = onCall
            self.feed = feed
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let frame = unwrapInboundIn(data)
            guard frame.opcode == .text else {
                feed.yield(.control(frame.opcode))
                if frame.opcode == .connectionClose, answersGoodbye {
                    context.writeAndFlush(
                        wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)),
                        promise: nil)
                }
                return
            }
            guard let call = try? JSONValue(parsing: frame.unmaskedData.readableBytesView) else { return }
            feed.yield(.call(call))
            onCall(call, Peer(channel: context.channel))
        }

        func channelInactive(context: ChannelHandlerContext) { feed.yield(.end) }
    }

    private final class RawHandler: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let bytes: String?
        private let thenCloses: Bool
        private let hear: @Sendable (String) -> Void

        init(bytes: String?, thenCloses: Bool, hear: @escaping @Sendable (String) -> Void = { _ in }) {
            self.bytes = bytes
            self.thenCloses = thenCloses
            self.hear = hear
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            hear(String(buffer: unwrapInboundIn(data)))
            if let bytes { context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: bytes)), promise: nil) }
            if thenCloses { context.close(promise: nil) }
        }
    }
}
