// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// What both directions of one connection have in common: its fate, and whether it has struck.
final class DamageDone {
    let fate: Fate
    private let report: SoakReport
    private(set) var hasBegun = false
    private var random: SeededGenerator

    init(fate: Fate, seed: UInt64, report: SoakReport) {
        self.fate = fate
        self.report = report
        random = SeededGenerator(seed: seed)
    }

    /// Strikes at its time. Whatever it does, the connection ends some seconds later, so that another fate has its turn.
    func begin(on eventLoop: any EventLoop, ends: [any Channel]) {
        guard fate.fault != .none else { return }
        let strike = eventLoop.assumeIsolated().scheduleTask(in: fate.begin) { [self] in
            hasBegun = true
            report.note { $0.faults[fate.fault, default: 0] += 1 }
        }
        let isCut = fate.fault == .cut
        let end = eventLoop.scheduleTask(in: isCut ? fate.begin : fate.begin + .seconds(4)) {
            for end in ends { end.close(promise: nil) }
        }
        for channel in ends {
            channel.closeFuture.whenComplete { _ in
                strike.cancel()
                end.cancel()
            }
        }
    }

    /// Flips the top bit of one byte: no JSON text and no frame is the same afterwards, and none is another valid one.
    func damage(_ bytes: inout ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        let index = bytes.readerIndex + Int.random(in: 0..<bytes.readableBytes, using: &random)
        guard let byte = bytes.getInteger(at: index, as: UInt8.self) else { return }
        bytes.setInteger(byte ^ 0x80, at: index)
    }

    func delay() -> TimeAmount { .nanoseconds(.random(in: 0...fate.delay.nanoseconds, using: &random)) }
}

/// Passes what one end says on to the other, harmed as its fate wants.
final class HarmHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let partner: any Channel
    private let damage: DamageDone
    private var waiting = ByteBuffer()
    private var isTrickling = false
    private var nextDeparture = NIODeadline.uptimeNanoseconds(0)

    init(partner: any Channel, damage: DamageDone) {
        self.partner = partner
        self.damage = damage
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        guard damage.hasBegun else { return send(bytes, context) }
        switch damage.fate.fault {
        case .none, .refused, .cut: send(bytes, context)
        case .silenced: return
        case .damaged:
            damage.damage(&bytes)
            send(bytes, context)
        case .delayed: send(bytes, context, after: damage.delay())
        case .trickled:
            waiting.writeBuffer(&bytes)
            trickle(context)
        }
    }

    /// One byte now and then: the peer lives, and is of no use.
    private func trickle(_ context: ChannelHandlerContext) {
        guard !isTrickling else { return }
        isTrickling = true
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(20)) { [self] in
            isTrickling = false
            guard let byte = waiting.readSlice(length: 1) else { return }
            waiting.discardReadBytes()
            partner.writeAndFlush(byte, promise: nil)
            if context.channel.isActive { trickle(context) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) { partner.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Never overtakes what was sent before.
    private func send(_ bytes: ByteBuffer, _ context: ChannelHandlerContext, after delay: TimeAmount = .zero) {
        let departure = max(.now() + delay, nextDeparture)
        nextDeparture = departure
        guard departure > .now() else { return partner.writeAndFlush(bytes, promise: nil) }
        context.eventLoop.scheduleTask(deadline: departure) { [partner] in
            partner.writeAndFlush(bytes, promise: nil)
        }
    }
}
