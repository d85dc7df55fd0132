// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// Accepts connections a few at a time, so that those that are there have their turn however many come: the later its own
/// turn comes, the longer it waits for the next one, so that new connections take no more than half of the time. When there
/// are no files left for them, it waits instead of trying again at once.
final class AcceptPacer: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = any Channel

    /// Connections that are accepted in one turn: 2,000 a second when there is nothing else to do.
    static let atOnce: UInt = 2
    private static let turn = TimeAmount.milliseconds(1)
    /// Until a file may have been closed.
    private static let rest = TimeAmount.milliseconds(100)

    private var pause: TimeAmount?
    /// How late the last turn came.
    private var delay = TimeAmount.zero
    private var next: Scheduled<Void>?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if pause == nil { pause = max(Self.turn, delay) }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is IOError { pause = Self.rest } else { context.fireErrorCaught(error) }
    }

    func read(context: ChannelHandlerContext) {
        guard next == nil else { return }
        guard let pause else {
            context.read()
            return
        }
        self.pause = nil
        let turn = context.eventLoop.now + pause
        next = later(context, in: pause) { this, context in
            this.next = nil
            this.delay = context.eventLoop.now - turn
            context.read()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        next?.cancel()
        context.fireChannelInactive()
    }
}
