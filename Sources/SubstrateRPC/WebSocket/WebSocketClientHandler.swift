// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOWebSocket
import SubstratePrimitives

/// The last handler of the client's pipeline: frames in, messages to the session; pings, idle limit, goodbye.
final class WebSocketClientHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// The event that starts the closing handshake from this side.
    struct CloseRequest: Sendable {
        var code = WebSocketErrorCode.normalClosure
    }

    /// Slower than this, in bytes a second, nothing is worth waiting for: metadata would take longer than a request may.
    private static let usefulRate: Int64 = 16 << 10

    private let session: WebSocketSession
    private let meter: ArrivalMeter
    private var assembler: MessageAssembler
    /// When the last whole frame had arrived, and how many bytes had by then.
    private var lastFrame = NIODeadline.now()
    private var bytesAtLastFrame = 0
    private var pingTimer: Scheduled<Void>?
    private var closeTimer: Scheduled<Void>?
    private var isClosing = false

    init(session: WebSocketSession, meter: ArrivalMeter) {
        self.session = session
        self.meter = meter
        assembler = MessageAssembler(role: .client, maxMessageSize: session.configuration.maxMessageSize)
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        lastFrame = .now()
        schedulePing(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        pingTimer?.cancel()
        closeTimer?.cancel()
        session.fail(.closed(session.endpoint, nil))
    }

    func channelInactive(context: ChannelHandlerContext) {
        session.fail(.closed(session.endpoint, nil))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        session.fail(.established(session.endpoint, error))
        context.close(promise: nil)
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastFrame = .now()
        bytesAtLastFrame = meter.bytes
        guard !isClosing || unwrapInboundIn(data).opcode == .connectionClose else { return }
        do throws(MessageAssembler.Violation) {
            switch try assembler.take(unwrapInboundIn(data)) {
            case .text(let message): session.receive(message)
            case .ping(let payload):
                // A peer that asks without reading the answers must not fill our memory with them.
                if context.channel.isWritable { send(.pong, payload, context) }
            case .close(let code, let reason): peerCloses(code: code, reason: reason, context)
            case .pong, nil: break
            }
        } catch {
            session.fail(
                RPCError(
                    error.code == .messageTooLarge ? .tooLarge : .malformedReply,
                    "\(session.endpoint) sent \(error.reason); the connection was closed"))
            beginClose(error.code, context)
        }
    }

    // MARK: Closing

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let request = event as? CloseRequest else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        beginClose(request.code, context)
        promise?.succeed()
    }

    private func beginClose(_ code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        pingTimer?.cancel()
        var payload = context.channel.allocator.buffer(capacity: 2)
        payload.write(webSocketErrorCode: code)
        send(.connectionClose, payload, context)
        let channel = context.channel
        closeTimer = context.eventLoop.scheduleTask(in: TimeAmount(session.configuration.closeTimeout)) {
            channel.close(promise: nil)
        }
    }

    private func peerCloses(code: UInt16?, reason: String, _ context: ChannelHandlerContext) {
        if !isClosing {
            let words = [code.map { "code \($0)" }, reason.isEmpty ? nil : reason].compactMap(\.self)
            session.fail(.closed(session.endpoint, "by the node" + words.map { ", \($0)" }.joined()))
            isClosing = true
            var payload = context.channel.allocator.buffer(capacity: 2)
            payload.write(webSocketErrorCode: .normalClosure)
            send(.connectionClose, payload, context)
        }
        context.close(promise: nil)
    }

    // MARK: Pings

    private func schedulePing(_ context: ChannelHandlerContext) {
        pingTimer = context.eventLoop.assumeIsolated().scheduleTask(
            in: TimeAmount(session.configuration.pingInterval)
        ) {
            self.checkPeer(context)
        }
    }

    private func checkPeer(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        let limit = session.configuration.idleLimit
        let silence = NIODeadline.now() - lastFrame
        guard silence < TimeAmount(limit) || isReceivingUsefully(for: silence) else {
            session.fail(
                RPCError(
                    .silent,
                    "\(session.endpoint) was silent for \(limit.shortText) and was given up; connect again to go on"))
            context.close(promise: nil)
            return
        }
        send(.ping, context.channel.allocator.buffer(capacity: 0), context)
        schedulePing(context)
    }

    /// Whether one large frame is arriving, and not one byte now and then.
    private func isReceivingUsefully(for time: TimeAmount) -> Bool {
        Int64(meter.bytes - bytesAtLastFrame) > time.nanoseconds / 1_000_000 * Self.usefulRate / 1000
    }

    private func send(_ opcode: WebSocketOpcode, _ payload: ByteBuffer, _ context: ChannelHandlerContext) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: payload)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }
}
