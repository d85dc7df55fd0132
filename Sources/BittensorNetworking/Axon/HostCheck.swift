// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1

/// Refuses requests that do not name their host once, as RFC 9112 (section 3.2) wants it: they are answered 400.
final class HostCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isRefused, case .head(let head) = unwrapInboundIn(data) {
            let count = head.headers["host"].count
            isRefused = count > 1 || count == 0 && head.version != .http1_0
            if isRefused { context.fireErrorCaught(HTTPParserError.invalidHeaderToken) }
        }
        // What follows would be read as another request.
        if !isRefused { context.fireChannelRead(data) }
    }
}
