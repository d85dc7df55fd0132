// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Watches one connection: counts it, cuts heads that do not come, bodies that trickle, readers that stall and what a refused
/// caller still sends; closes behind an answer that says so; lets those send their body who wait to be told.
///
/// A request goes on when the one before it is answered, so that nothing is done for those behind the last answer.
///
/// A later head that does not arrive is the server's idle timeout's business.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: Limits
    private let connections: ConnectionTable
    private var pacer: RequestPacer?
    private var isCounted = false

    /// Requests whose body has not ended, and answers that are owed.
    private var openBodies = 0
    private var owedAnswers = 0
    private var receivedBytes = 0
    private var closesBehindAnswer = false
    private var firstHead: Scheduled<Void>?
    private var watch: Scheduled<Void>?
    private var stall: Scheduled<Void>?

    /// What came behind the request that is being answered.
    private var waiting = CircularBuffer<HTTPRequestPart>()
    private var isAnswering = false
    private var holdsRead = false
    private var holdsEnd = false

    /// How much of a refused request is read on, so that the refusal arrives before the connection closes.
    private static let lingeringBytes = 1 << 20
    private var bytesSinceAnswer: Int?

    /// What a connection may do.
    struct Limits {
        /// How long it may take to bring its first head.
        let firstHead: TimeAmount
        /// How often progress is looked for.
        let stall: TimeAmount
        /// Bytes of a body and of an answer that count as progress.
        let slowest: Int
    }

    init(limits: Limits, connections: ConnectionTable) {
        self.limits = limits
        self.connections = connections
    }

    func handlerAdded(context: ChannelHandlerContext) {
        pacer = try? context.pipeline.syncOperations.handler(type: RequestPacer.self)
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(context) }

    private func begin(_ context: ChannelHandlerContext) {
        guard !isCounted else { return }
        guard connections.open(context.channel) else {
            context.close(promise: nil)
            return
        }
        isCounted = true
        firstHead = later(context, in: limits.firstHead) { $0.cut($1) }
    }

    private func end(_ context: ChannelHandlerContext) {
        for task in [firstHead, watch, stall] { task?.cancel() }
        waiting.removeAll()
        pacer = nil
        if isCounted { connections.close(context.channel) }
        isCounted = false
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            firstHead?.cancel()
            firstHead = nil
            openBodies += 1
            owedAnswers += 1
            pacer?.requestBegan()
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
            pacer?.requestEnded()
            if openBodies == 0 {
                watch?.cancel()
                watch = nil
                if closesBehindAnswer, bytesSinceAnswer != nil { context.close(promise: nil) }
                bytesSinceAnswer = nil
            }
        }
        if openBodies > 0, watch == nil { watchBody(context) }
        let part = unwrapInboundIn(data)
        if !waiting.isEmpty || isAnswering && part.isHead { waiting.append(part) } else { handOn(part, context) }
    }

    private func handOn(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        if part.isHead { isAnswering = true }
        context.fireChannelRead(wrapInboundOut(part))
    }

    /// The next request, as far as it is there.
    private func handOnNext(_ context: ChannelHandlerContext) {
        while let part = waiting.first {
            if isAnswering, part.isHead { break }
            waiting.removeFirst()
            handOn(part, context)
        }
        context.fireChannelReadComplete()
        guard waiting.isEmpty else { return }
        if holdsEnd {
            holdsEnd = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if holdsRead {
            holdsRead = false
            context.read()
        }
    }

    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty { context.read() } else { holdsRead = true }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if !waiting.isEmpty, case ChannelEvent.inputClosed? = event as? ChannelEvent {
            holdsEnd = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.headerFields[.connection]?.lowercased() == "close" { closesBehindAnswer = true }
        case .body: break
        case .end:
            owedAnswers -= 1
            pacer?.answerEnded()
            // Answered before the request was all there: it was refused.
            if owedAnswers == 0, openBodies > 0 { bytesSinceAnswer = 0 }
            isAnswering = false
            if closesBehindAnswer, openBodies == 0 || owedAnswers > 0 { return close(context, behind: data, promise) }
            if !waiting.isEmpty { _ = later(context, in: .zero) { $0.handOnNext($1) } }
        }
        context.write(data, promise: promise)
    }

    /// Writes the end of the last answer, and closes when it is on its way. What the caller sent meanwhile is not read.
    private func close(_ context: ChannelHandlerContext, behind data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        let written = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        pacer?.drop()
        waiting.removeAll()
        written.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
        context.writeAndFlush(data, promise: written)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = nil
        if !context.channel.isWritable { watchReader(context) }
        context.fireChannelWritabilityChanged()
    }

    /// Looks again later how much the other side has taken.
    private func watchReader(_ context: ChannelHandlerContext) {
        let waiting = Self.unsentBytes(context)
        stall = later(context, in: limits.stall) { this, context in
            this.stall = nil
            if waiting - Self.unsentBytes(context) < this.limits.slowest {
                this.cut(context)
            } else {
                this.watchReader(context)
            }
        }
    }

    private static func unsentBytes(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func watchBody(_ context: ChannelHandlerContext) {
        receivedBytes = 0
        watch = later(context, in: limits.stall) { $0.checkBody($1) }
    }

    private func checkBody(_ context: ChannelHandlerContext) {
        watch = nil
        guard openBodies > 0 else { return }
        // A pipelined body waits for the answers before it: that is not its sender's fault.
        if receivedBytes < limits.slowest, owedAnswers <= 1 {
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

extension HTTPRequestPart {
    fileprivate var isHead: Bool { if case .head = self { true } else { false } }
}
