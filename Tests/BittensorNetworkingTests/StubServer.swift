// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A server that answers every request with given bytes, and does to its connection what a test wants.
enum StubServer {
    enum Ending: Sendable {
        case keepOpen, close
        /// Closes without the usual goodbye.
        case reset
        /// Sends a blank now and then, for ever.
        case drip
    }

    /// Serves `answer` for any request line while `body` runs with the port.
    static func serve<Result: Sendable>(
        _ answer: @escaping @Sendable (String) -> ([UInt8], Ending), _ body: (Int) async throws -> Result
    ) async throws -> Result {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(server.localAddress?.port ?? 0)
            try await server.close()
            return result
        } catch {
            try? await server.close()
            throw error
        }
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        let answer: @Sendable (String) -> ([UInt8], Ending)
        var received = ""
        var dripping: RepeatedTask?

        init(answer: @escaping @Sendable (String) -> ([UInt8], Ending)) { self.answer = answer }

        func channelInactive(context: ChannelHandlerContext) { dripping?.cancel() }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            guard received.hasSuffix("}") else { return }
            let line = received.split(separator: "\r\n").first.map { String($0) } ?? ""
            received = ""
            let (bytes, ending) = answer(line)
            if !bytes.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil) }
            switch ending {
            case .keepOpen: break
            case .close: context.close(promise: nil)
            case .reset: reset(context)
            case .drip: drip(context)
            }
        }

        private func reset(_ context: ChannelHandlerContext) {
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            let options = context.channel as? any SocketOptionProvider
            options?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in bound.value.close(promise: nil) }
        }

        private func drip(_ context: ChannelHandlerContext) {
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            dripping = context.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { _ in
                bound.value.writeAndFlush(NIOAny(ByteBuffer(string: " ")), promise: nil)
            }
        }
    }
}
