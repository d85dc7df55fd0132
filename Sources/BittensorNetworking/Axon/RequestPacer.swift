// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// Hands a connection's bytes on only as fast as its requests are answered.
///
/// Requests may be sent without waiting for answers. No more than a few of them are read ahead; the bytes of the others stay
/// here, one read's worth, and with the system. They go on in the next turn of the event loop, so that no connection takes
/// more than a few requests' time before others have theirs.
final class RequestPacer: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer

    /// Bytes handed on at a time: heads of a few requests, or a part of a body.
    private static let fewBytes = 2 << 10
    private static let manyBytes = 64 << 10
    /// Until the event loop has looked at the other connections.
    private static let turn = TimeAmount.milliseconds(1)

    private let mostOwedAnswers: Int
    private var owedAnswers = 0
    private var isInBody = false

    private var held = ByteBuffer()
    private var holdsRead = false
    private var holdsEnd = false
    private var context: ChannelHandlerContext?
    private var next: Scheduled<Void>?

    init(mostOwedAnswers: Int) { self.mostOwedAnswers = mostOwedAnswers }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { drop() }

    func channelInactive(context: ChannelHandlerContext) {
        drop()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if held.readableBytes == 0 { held = bytes } else { held.writeBuffer(&bytes) }
        handOn(context)
    }

    func read(context: ChannelHandlerContext) {
        if held.readableBytes == 0 { context.read() } else { holdsRead = true }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if held.readableBytes > 0, case ChannelEvent.inputClosed? = event as? ChannelEvent {
            holdsEnd = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: - What comes of the bytes

    func requestBegan() {
        owedAnswers += 1
        isInBody = true
    }

    func requestEnded() { isInBody = false }

    func answerEnded() {
        owedAnswers -= 1
        guard held.readableBytes > 0, next == nil, let context else { return }
        next = later(context, in: Self.turn) { $0.goOn($1) }
    }

    /// Nothing more is wanted: the connection is about to close.
    func drop() {
        held = ByteBuffer()
        next?.cancel()
        next = nil
        context = nil
    }

    private func goOn(_ context: ChannelHandlerContext) {
        next = nil
        handOn(context)
        context.fireChannelReadComplete()
        guard held.readableBytes == 0 else { return }
        if holdsEnd {
            holdsEnd = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if holdsRead {
            holdsRead = false
            context.read()
        }
    }

    private func handOn(_ context: ChannelHandlerContext) {
        while owedAnswers < mostOwedAnswers || isInBody {
            let count = min(held.readableBytes, isInBody ? Self.manyBytes : Self.fewBytes)
            guard count > 0, let part = held.readSlice(length: count) else { break }
            context.fireChannelRead(wrapInboundOut(part))
        }
        if held.readableBytes == 0 { held = ByteBuffer() }
    }
}
