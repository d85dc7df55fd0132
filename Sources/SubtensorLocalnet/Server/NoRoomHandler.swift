// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// Tells a client that there are too many connections, in the words of nodes of the Polkadot SDK, and lets it go.
///
/// What it sends is taken and not read: a socket that is closed with bytes unread takes its answer back.
final class NoRoomHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let words = "Too many connections. Please try again later."
    private static let answer = """
        HTTP/1.1 429 Too Many Requests\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Length: \(words.utf8.count)\r
        Connection: close\r
        \r
        \(words)
        """

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: Self.answer)), promise: nil)
        context.close(mode: .output, promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
