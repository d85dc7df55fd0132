// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where a connection puts the notifications of one subscription.
protocol SubscriptionSink: Sendable {
    /// Takes one notification. Returns whether the subscription is still wanted.
    @discardableResult
    func yield(_ value: JSONValue) -> Bool
    /// Nothing more comes: the node ended the subscription, or the connection did.
    func finish(throwing error: RPCError?)
    /// Whether notifications may be left out without a word.
    var mayDrop: Bool { get }
    /// What a reader is told who fell behind by more than the capacity.
    var overflowError: RPCError { get }
}

/// The bounded queue between a connection and the readers of one subscription.
final class SubscriptionBuffer: SubscriptionSink {
    private let buffering: RPCSubscription.Buffering
    private let queue = DeliveryQueue<JSONValue, RPCError>()

    init(buffering: RPCSubscription.Buffering, onEnd: @escaping @Sendable () -> Void) {
        self.buffering = buffering
        queue.whenEnded(onEnd)
    }

    func yield(_ value: JSONValue) -> Bool {
        let outcome = queue.yield(value) { backlog in
            if backlog.count >= buffering.capacity {
                guard mayDrop else { return false }
                backlog.drop(oldest: true)
            }
            backlog.append(value)
            return true
        }
        if case .refused = outcome { finish(throwing: overflowError) }
        if case .taken = outcome { return true }
        return false
    }

    var overflowError: RPCError {
        RPCError(
            .subscriptionOverflow,
            "a subscription was read too slowly: more than \(buffering.capacity) notifications waited; "
                + "read faster or allow more")
    }

    var mayDrop: Bool { if case .newest = buffering { true } else { false } }

    var hasEnded: Bool { queue.hasEnded }

    func finish(throwing error: RPCError?) { queue.finish(throwing: error) }

    /// Ends the subscription and forgets what has not been read.
    func discard() { queue.discard() }

    func next(isolation: isolated (any Actor)?) async throws(RPCError) -> JSONValue? {
        try await queue.next(isolation: isolation) { RPCError(.cancelled, "reading a subscription was cancelled") }
    }
}
