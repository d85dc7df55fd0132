// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix

/// Sends one request after the other over one connection: the next when the last is answered, and no sooner than its rate
/// allows. What it does per request is so little that it takes little from a server on the same machine.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct Failed: Error { let answer: String }

    private let requests: [ByteBuffer]
    private let interval: TimeAmount?
    private let delay: TimeAmount
    private let done: EventLoopPromise<[Int64]>
    private var latencies: [Int64] = []
    private var received = ByteBuffer()
    private var due = NIODeadline.now()
    private var sent = NIODeadline.now()

    private init(
        _ requests: [ByteBuffer], _ interval: TimeAmount?, _ delay: TimeAmount, _ done: EventLoopPromise<[Int64]>
    ) {
        self.requests = requests
        self.interval = interval
        self.delay = delay
        self.done = done
        latencies.reserveCapacity(requests.count)
    }

    /// Sends all requests; returns how long each took, in nanoseconds: since it was due, where there is an interval.
    static func run(
        _ requests: [ByteBuffer], port: Int, every interval: Duration?, after delay: Duration,
        from source: String = "127.0.0.1"
    ) async throws -> [Int64] {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let done = loop.makePromise(of: [Int64].self)
        func amount(_ duration: Duration) -> TimeAmount { .nanoseconds(Int64(duration / .nanoseconds(1))) }
        let (interval, delay) = (interval.map(amount), amount(delay))
        let channel = try await ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(to: try SocketAddress(ipAddress: source, port: 0))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LoadConnection(requests, interval, delay, done))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        let latencies = try await done.futureResult.get()
        try await channel.close()
        return latencies
    }

    func channelActive(context: ChannelHandlerContext) {
        due = .now() + delay
        sendNext(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        received.writeBuffer(&part)
        guard let length = HTTPMessage.length(received) else { return }
        guard received.readableBytesView.starts(with: "HTTP/1.1 200".utf8) else {
            done.fail(Failed(answer: String(buffer: received)))
            return
        }
        received.moveReaderIndex(forwardBy: length)
        received.discardReadBytes()
        latencies.append((NIODeadline.now() - sent).nanoseconds)
        sendNext(context)
    }

    func channelInactive(context: ChannelHandlerContext) { done.fail(Failed(answer: "the server hung up")) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }

    private func sendNext(_ context: ChannelHandlerContext) {
        guard latencies.count < requests.count else { return done.succeed(latencies) }
        guard let interval else { return send(context) }
        due = due + interval
        if due <= .now() { return send(context) }
        let (this, bound) = (
            NIOLoopBound(self, eventLoop: context.eventLoop), NIOLoopBound(context, eventLoop: context.eventLoop)
        )
        context.eventLoop.scheduleTask(deadline: due) { this.value.send(bound.value) }
    }

    private func send(_ context: ChannelHandlerContext) {
        sent = interval == nil ? .now() : due
        context.writeAndFlush(wrapOutboundOut(requests[latencies.count]), promise: nil)
    }
}
