// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// Accepts connections a few at a time, so that those that are there have their turn however many come; and waits when there
/// are no files left for them, instead of trying again at once.
final class AcceptPacer: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = any Channel

    /// Connections that are accepted in one turn: some 4,000 a second, which takes most of a core.
    static let atOnce: UInt = 4
    private static let turn = TimeAmount.milliseconds(1)
    /// Until a file may have been closed.
    private static let rest = TimeAmount.milliseconds(100)

    private var pause: TimeAmount?
    private var next: Scheduled<Void>?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if pause == nil { pause = Self.turn }
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
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        next = context.eventLoop.scheduleTask(in: pause) {
            let (this, context) = bound.value
            this.next = nil
            context.read()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        next?.cancel()
        context.fireChannelInactive()
    }
}
