// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import NIOCore
import NIOPosix

/// Answers every request with the same bytes: a server whose cost hides nobody's, for dendrites and for the load itself.
struct StubCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stub")

    func run() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(StubHandler()) }
            }
            .bind(host: "0.0.0.0", port: 0).get()
        print(#"{"ready": true, "port": \#(server.localAddress?.port ?? 0)}"#)
        fflushStandardOutput()
        try await server.closeFuture.get()
    }
}

private final class StubHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let answer: ByteBuffer = {
        let body = """
            {"name":"IntSynapse","timeout":60.0,"total_size":0,"header_size":0,"dendrite":{"status_code":null,\
            "status_message":null},"axon":{"status_code":200,"status_message":"Success","process_time":0.001},\
            "computed_body_hash":"","input":1,"output":2}
            """
        let head = """
            HTTP/1.1 200 OK\r
            name: IntSynapse\r
            bt_header_axon_status_code: 200\r
            bt_header_axon_status_message: Success\r
            bt_header_axon_process_time: 0.001\r
            content-type: application/json\r
            content-length: \(body.utf8.count)\r
            \r

            """
        return ByteBuffer(string: head + body)
    }()

    private var received = ByteBuffer()

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        received.writeBuffer(&part)
        while let length = HTTPMessage.length(received) {
            received.moveReaderIndex(forwardBy: length)
            received.discardReadBytes()
            context.writeAndFlush(wrapOutboundOut(Self.answer), promise: nil)
        }
    }
}
