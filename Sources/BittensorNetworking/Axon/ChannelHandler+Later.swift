// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

extension ChannelHandler where Self: SendableMetatype {
    /// Does something with this handler later, on its own event loop.
    func later(
        _ context: ChannelHandlerContext, in time: TimeAmount, _ body: @escaping (Self, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        let bound = NIOLoopBound((self, context, body), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: time) {
            let (this, context, body) = bound.value
            body(this, context)
        }
    }
}
