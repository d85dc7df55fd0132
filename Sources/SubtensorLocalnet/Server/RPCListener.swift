// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import SubstrateRPC

/// The listening socket and what becomes of each connection to it.
struct RPCListener: Sendable {
    /// What a new connection turned out to be.
    enum Accepted: Sendable {
        case webSocket(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>)
        /// The scheduled task cuts a client that does not get its request done in time.
        case http(NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>, deadline: Scheduled<Void>)
        case refused
    }

    /// A connection whose handshake is going on.
    private struct Incoming: Sendable {
        let channel: any Channel
        let accepted: EventLoopFuture<Accepted>
    }

    let port: Int
    private let channel: NIOAsyncChannel<Incoming, Never>
    private let dispatcher: CallDispatcher
    private let configuration: RPCServerConfiguration
    let connections: OpenConnections

    init(handler: any RPCHandler, configuration: RPCServerConfiguration) async throws(RPCServerError) {
        self.configuration = configuration
        dispatcher = CallDispatcher(handler: handler, configuration: configuration)
        let connections = OpenConnections(limit: configuration.maxConnections)
        self.connections = connections
        do {
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: configuration.host, port: configuration.port) { channel in
                    Self.accept(channel, among: connections, handler: handler, configuration: configuration)
                }
        } catch {
            throw RPCServerError(
                .cannotListen,
                "cannot listen on \(configuration.host):\(configuration.port): "
                    + "\((error as? IOError).map { systemErrorText($0.errnoCode) } ?? String(describing: error)); "
                    + "choose another port, or 0 for a free one")
        }
        port = channel.channel.localAddress?.port ?? configuration.port
    }

    /// Serves until the task is cancelled.
    func serve() async throws {
        // Those that were accepted too late for anybody to serve them.
        defer { connections.closeAll() }
        do {
            try await channel.executeThenClose { incoming in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in incoming {
                        group.addTask { await serve(connection) }
                    }
                }
            }
        } catch is CancellationError {
            return
        } catch {
            throw RPCServerError(.stopped, "the server on port \(port) stopped: \(error)")
        }
    }

    /// Failures of one connection, a handshake that never comes among them, concern nobody else.
    private func serve(_ connection: Incoming) async {
        let accepted = await withTaskCancellationHandler {
            try? await connection.accepted.get()
        } onCancel: {
            connection.channel.close(promise: nil)
        }
        switch accepted {
        case .webSocket(let channel):
            await WebSocketService(dispatcher: dispatcher, configuration: configuration).serve(channel)
        case .http(let channel, let deadline):
            await HTTPService(dispatcher: dispatcher, configuration: configuration).serve(channel, deadline: deadline)
        case .refused, nil: return
        }
    }

    /// Never fails: a failing initialiser would end the listening socket with it.
    private static func accept(
        _ channel: any Channel, among connections: OpenConnections, handler: any RPCHandler,
        configuration: RPCServerConfiguration
    ) -> EventLoopFuture<Incoming> {
        func announce(_ accepted: EventLoopFuture<Accepted>) -> EventLoopFuture<Incoming> {
            channel.eventLoop.makeSucceededFuture(Incoming(channel: channel, accepted: accepted))
        }
        let refused = channel.eventLoop.makeSucceededFuture(Accepted.refused)
        do {
            let admission = connections.enter(channel)
            guard admission != .closed else {
                channel.close(promise: nil)
                return announce(refused)
            }
            let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(configuration.handshakeTimeout)) {
                channel.close(promise: nil)
            }
            channel.closeFuture.whenComplete { _ in deadline.cancel() }
            guard admission == .served else {
                try channel.pipeline.syncOperations.addHandler(NoRoomHandler())
                return announce(refused)
            }
            channel.setOption(.tcpOption(.tcp_nodelay), value: 1).whenFailure { _ in channel.close(promise: nil) }
            let upgrade = NIOTypedHTTPServerUpgradeConfiguration<Accepted>(
                upgraders: [upgrader(handler: handler, configuration: configuration, deadline: deadline)],
                notUpgradingCompletionHandler: { channel in
                    channel.eventLoop.makeCompletedFuture {
                        .http(try NIOAsyncChannel(wrappingChannelSynchronously: channel), deadline: deadline)
                    }
                })
            let accepted = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
                configuration: .init(upgradeConfiguration: upgrade))
            try channel.pipeline.syncOperations.addHandler(ErrorCloser())
            accepted.whenFailure { _ in channel.close(promise: nil) }
            return announce(accepted)
        } catch {
            channel.close(promise: nil)
            return announce(refused)
        }
    }

    private static func upgrader(
        handler: any RPCHandler, configuration: RPCServerConfiguration, deadline: Scheduled<Void>
    ) -> NIOTypedWebSocketServerUpgrader<Accepted> {
        let policy = OriginPolicy(allowed: configuration.allowedOrigins)
        return NIOTypedWebSocketServerUpgrader(
            maxFrameSize: min(configuration.maxMessageSize, Int(UInt32.max)), enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, head in
                if let origin = policy.refused(head.headers) {
                    handler.didRefuse(origin: origin)
                    return forbid(origin, on: channel)
                }
                return channel.eventLoop.makeSucceededFuture([:])
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    deadline.cancel()
                    return .webSocket(try NIOAsyncChannel(wrappingChannelSynchronously: channel))
                }
            })
    }

    /// Answers 403; the handshake that fails with it closes the connection.
    private static func forbid(_ origin: String, on channel: any Channel) -> EventLoopFuture<HTTPHeaders?> {
        let words = channel.allocator.buffer(string: OriginPolicy.words(refusing: origin))
        let head = HTTPResponseHead(
            version: .http1_1, status: .forbidden,
            headers: [
                "Connection": "close", "Content-Length": String(words.readableBytes),
                "Content-Type": "text/plain; charset=utf-8",
            ])
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.write(HTTPServerResponsePart.body(.byteBuffer(words)), promise: nil)
        return channel.writeAndFlush(HTTPServerResponsePart.end(nil)).map { nil }
    }

    /// Closes a connection whose HTTP cannot be understood; NIO has answered 400 by then.
    private final class ErrorCloser: ChannelInboundHandler {
        typealias InboundIn = NIOAny

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.fireErrorCaught(error)
            context.close(promise: nil)
        }
    }
}
