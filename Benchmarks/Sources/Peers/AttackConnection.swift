// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import Synchronization

/// One connection of an attacker, which is opened anew as soon as it is closed.
final class AttackConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How often connections were opened.
    static let count = Atomic(0)

    private let kind: AttackKind
    private let opening: ByteBuffer

    private init(_ kind: AttackKind) {
        self.kind = kind
        opening = ByteBuffer(string: kind.opening)
    }

    /// Attacks from an address of this machine until the process ends.
    static func keepUp(_ kind: AttackKind, from source: SocketAddress, port: Int) {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        count.add(1, ordering: .relaxed)
        ClientBootstrap(group: loop)
            .channelOption(.socketOption(.so_reuseaddr), value: 1)
            .channelOption(.socketOption(.so_rcvbuf), value: kind == .slowReaders ? 1 : 65_536)
            .channelOption(.autoRead, value: false)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1))
            .channelOption(.maxMessagesPerRead, value: 1)
            .bind(to: source)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AttackConnection(kind))
                }
            }
            .connect(host: source.protocol == .inet6 ? "::1" : "127.0.0.1", port: port)
            .flatMap(\.closeFuture)
            .whenComplete { result in
                // Without a connection, the machine has no port left: a moment later it has.
                var pause = TimeAmount.zero
                if case .failure = result { pause = .milliseconds(1) }
                loop.scheduleTask(in: pause) { keepUp(kind, from: source, port: port) }
            }
    }

    func channelActive(context: ChannelHandlerContext) {
        send(context)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        switch kind {
        case .slowReaders:
            // Five bytes; whether the server still waits for the rest, it does not see.
            for second in 1...5 as ClosedRange<Int64> {
                context.eventLoop.scheduleTask(in: .seconds(second)) { bound.value.read() }
            }
            context.eventLoop.scheduleTask(in: .seconds(6)) { bound.value.close(promise: nil) }
        case .pipelining, .halfHeads, .idle, .forged:
            // Without a read the end of the connection goes unnoticed; what comes is one byte of an answer.
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if kind.isEndless, context.channel.isWritable { send(context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // An answer: the server has had enough.
        if kind == .pipelining || kind == .forged { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func send(_ context: ChannelHandlerContext) {
        guard opening.readableBytes > 0 else { return }
        repeat {
            context.write(wrapOutboundOut(opening), promise: nil)
        } while kind.isEndless && context.channel.isWritable
        context.flush()
    }
}
