// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import Synchronization

/// A proxy for HTTP and SOCKS 5 that connects everybody to one port of this machine, whatever they ask for.
enum TunnelServer {
    /// - Parameter body: is given the port, and what tells which node was asked for last.
    static func with(to port: Int, _ body: (Int, @escaping @Sendable () -> String) async throws -> Void) async throws {
        let asked = Mutex("")
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: false)
            .childChannelInitializer { channel in
                channel.pipeline.addHandler(
                    Greeter(port: port) { target in asked.withLock { $0 = target } })
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(channel.localAddress?.port ?? 0) { asked.withLock { $0 } }
        } catch {
            try? await channel.close()
            throw error
        }
        try await channel.close()
    }

    /// Listens to the words of one who wants through, then hands on whatever comes.
    private final class Greeter: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let port: Int
        private let ask: @Sendable (String) -> Void
        private let node = Mutex<(any Channel)?>(nil)

        init(port: Int, ask: @escaping @Sendable (String) -> Void) {
            self.port = port
            self.ask = ask
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            if let node = node.withLock({ $0 }) {
                node.writeAndFlush(buffer, promise: nil)
                return
            }
            let bytes = Array(buffer.readableBytesView)
            let channel = context.channel
            if bytes.first == 5, bytes.count > 4 {
                let length = Int(bytes[4])
                let target = String(decoding: bytes[5..<5 + length], as: UTF8.self)
                ask("\(target):\(Int(bytes[5 + length]) << 8 | Int(bytes[6 + length]))")
                open(channel, saying: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
            } else if bytes.first == 5 {
                channel.writeAndFlush(ByteBuffer(bytes: [5, 0]), promise: nil)
            } else {
                ask(String(String(buffer: buffer).split(separator: " ")[1]))
                open(channel, saying: Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
            }
        }

        func channelInactive(context: ChannelHandlerContext) { node.withLock { $0 }?.close(promise: nil) }

        private func open(_ client: any Channel, saying words: [UInt8]) {
            ClientBootstrap(group: client.eventLoop)
                .channelInitializer { $0.pipeline.addHandler(HandOn(to: client)) }
                .connect(host: "127.0.0.1", port: port)
                .whenSuccess { [self] channel in
                    node.withLock { $0 = channel }
                    client.writeAndFlush(ByteBuffer(bytes: words), promise: nil)
                }
        }
    }

    private final class HandOn: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let channel: any Channel

        init(to channel: any Channel) { self.channel = channel }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            channel.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { channel.close(promise: nil) }
    }
}
