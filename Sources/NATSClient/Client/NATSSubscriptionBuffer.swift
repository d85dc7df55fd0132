// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// The bounded queue between a connection and the reader of one subscription.
final class NATSSubscriptionBuffer: Sendable {
    /// What a reader gets.
    enum Delivery: Sendable {
        case message(NATSMessage)
        /// The subscription was begun on a connection: what was published before may have been missed.
        case began
    }

    /// What one subscription keeps in memory at most, besides the newest message.
    static let mostBytes = 16 << 20

    private let buffering: NATSSubscription.Buffering
    private let queue = DeliveryQueue<Delivery, NATSError>()

    init(buffering: NATSSubscription.Buffering) { self.buffering = buffering }

    /// What happens, once, when the subscription ends for whatever reason.
    func whenEnded(_ body: @escaping @Sendable () -> Void) { queue.whenEnded(body) }

    /// Messages that found no room.
    var dropped: UInt64 { queue.withBacklog { $0.dropped } }

    /// Why it ended, where it ended by an error.
    var failure: NATSError? { queue.failure }

    func yield(_ delivery: Delivery) {
        let size = if case .message(let message) = delivery { message.size } else { 0 }
        _ = queue.yield(delivery) { backlog in
            while backlog.count >= buffering.capacity || backlog.count > 0 && backlog.weight + size > Self.mostBytes {
                guard case .newest = buffering else {
                    backlog.drop(oldest: false)
                    return false
                }
                backlog.drop(oldest: true)
            }
            backlog.append(delivery, weight: size)
            return true
        }
    }

    /// Forgets the messages up to the last one of the same payload, where one waits: it is known already.
    func forget(through payload: [UInt8]) {
        queue.withBacklog { backlog in
            var known = 0
            for (place, delivery) in backlog.elements.enumerated() {
                guard case .message(let message) = delivery else { break }
                if message.payload == payload { known = place + 1 }
            }
            for _ in 0..<known { backlog.popFirst() }
        }
    }

    /// Nothing more comes; what has come can still be read.
    func finish(throwing error: NATSError?) { queue.finish(throwing: error) }

    /// Ends the subscription and forgets what has not been read.
    func discard() { queue.discard() }

    func next(isolation: isolated (any Actor)?) async throws(NATSError) -> Delivery? {
        try await queue.next(isolation: isolation) { NATSError(.cancelled, "reading a subscription was cancelled") }
    }
}
