// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Watches one connection: cuts bodies that trickle, readers that stall, and what a refused caller still sends; lets those
/// send their body who wait to be told.
///
/// A head that does not arrive is the server's idle timeout's business.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let stallTimeout: TimeAmount
    private let slowestBody: Int
    private let connections: ConnectionCounter
    private var address: String?

    /// Requests whose body has not ended, and answers that are owed.
    private var openBodies = 0
    private var owedAnswers = 0
    private var receivedBytes = 0
    private var watch: Scheduled<Void>?
    private var stall: Scheduled<Void>?

    /// How much of a refused request is read on, so that the refusal arrives before the connection closes.
    private static let lingeringBytes = 1 << 20
    private var bytesSinceAnswer: Int?

    init(stallTimeout: Duration, slowestBody: Int, connections: ConnectionCounter) {
        self.stallTimeout = .nanoseconds(stallTimeout.nanoseconds)
        self.slowestBody = slowestBody
        self.connections = connections
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    private func begin(_ context: ChannelHandlerContext) {
        guard address == nil else { return }
        let address = context.remoteAddress?.ipAddress ?? ""
        guard connections.open(address) else {
            context.close(promise: nil)
            return
        }
        self.address = address
    }

    private func end() {
        watch?.cancel()
        stall?.cancel()
        if let address { connections.close(address) }
        address = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            openBodies += 1
            owedAnswers += 1
            // Some callers send a body only when told to. Behind other answers it would be taken for one of those.
            if owedAnswers == 1, head.headerFields[.expect]?.lowercased() == "100-continue" {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body(let buffer):
            receivedBytes += buffer.readableBytes
            if watch == nil { watchBody(context) }
            if let count = bytesSinceAnswer {
                bytesSinceAnswer = count + buffer.readableBytes
                if count > Self.lingeringBytes { cut(context) }
            }
        case .end:
            openBodies -= 1
            if openBodies == 0 {
                watch?.cancel()
                watch = nil
                bytesSinceAnswer = nil
            }
        }
        context.fireChannelRead(data)
        if openBodies > 0, watch == nil { watchBody(context) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            owedAnswers -= 1
            // Answered before the request was all there: it was refused.
            if owedAnswers == 0, openBodies > 0 { bytesSinceAnswer = 0 }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = nil
        if !context.channel.isWritable {
            let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
            let this = NIOLoopBound(self, eventLoop: context.eventLoop)
            stall = context.eventLoop.scheduleTask(in: stallTimeout) { this.value.cut(loopBound.value) }
        }
        context.fireChannelWritabilityChanged()
    }

    private func watchBody(_ context: ChannelHandlerContext) {
        receivedBytes = 0
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleTask(in: stallTimeout) { this.value.checkBody(loopBound.value) }
    }

    private func checkBody(_ context: ChannelHandlerContext) {
        watch = nil
        guard openBodies > 0 else { return }
        // A pipelined body waits for the answers before it: that is not its sender's fault.
        if receivedBytes < slowestBody, owedAnswers <= 1 {
            cut(context)
        } else {
            watchBody(context)
        }
    }

    private func cut(_ context: ChannelHandlerContext) {
        connections.metrics.connectionCut()
        context.close(promise: nil)
    }
}
