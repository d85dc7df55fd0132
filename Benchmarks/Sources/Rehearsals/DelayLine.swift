// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import SubstrateRPC

/// A line between clients and a node, over which every byte takes a while, however many are under way.
enum DelayLine {
    /// Runs a line to `node` for as long as `body` takes, which is told where it begins. No connection may outlive that.
    static func with<Value>(
        to node: RPCEndpoint, milliseconds: Int, isolation: isolated (any Actor)? = #isolation,
        _ body: (RPCEndpoint) async throws -> Value
    ) async throws -> Value {
        let delay = TimeAmount.milliseconds(Int64(milliseconds))
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { join($0, to: node, delay) }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(RPCEndpoint("ws://127.0.0.1:\(server.localAddress?.port ?? 0)")))
        } catch {
            result = .failure(error)
        }
        try await server.close()
        return try result.get()
    }

    private static func join(_ client: any Channel, to node: RPCEndpoint, _ delay: TimeAmount) -> EventLoopFuture<Void>
    {
        // Both ends on one event loop, whose tasks keep the order in which they are due.
        ClientBootstrap(group: client.eventLoop)
            .channelOption(.autoRead, value: false)
            .connect(host: node.host, port: node.port)
            .flatMap { node in
                client.eventLoop.makeCompletedFuture {
                    try client.pipeline.syncOperations.addHandler(DelayHandler(partner: node, delay))
                    try node.pipeline.syncOperations.addHandler(DelayHandler(partner: client, delay))
                    for end in [client, node] { end.setOption(.autoRead, value: true).whenFailure { _ in } }
                }
            }
    }
}

/// Passes what one end says on to the other after a while.
private final class DelayHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let partner: any Channel
    private let delay: TimeAmount

    init(partner: any Channel, _ delay: TimeAmount) {
        self.partner = partner
        self.delay = delay
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        context.eventLoop.scheduleTask(in: delay) { [partner] in partner.writeAndFlush(bytes, promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        context.eventLoop.scheduleTask(in: delay) { [partner] in partner.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
