import NIOCore
import NIOPosix

/// A server that answers every request with given bytes, and does to its connection what a test wants.
enum StubServer {
    enum Ending: Sendable { case keepOpen, close }

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

        init(answer: @escaping @Sendable (String) -> ([UInt8], Ending)) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            guard received.hasSuffix("}") else { return }
            let line = received.split(separator: "\r\n").first.map { String($0) } ?? ""
            received = ""
            let (bytes, ending) = answer(line)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            if ending != .keepOpen { context.close(promise: nil) }
        }
    }
}
