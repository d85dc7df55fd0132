// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The notifications of one subscription, in the order in which the node sent them.
///
/// Iteration ends with an error when the connection ends or the node ends the subscription, and when the task is
/// cancelled. The node is told to stop when the last copy of the subscription and of its iterators is gone, when
/// ``cancel()`` is called, or when the reading task is cancelled. Every element goes to one reader only.
public struct RPCSubscription: AsyncSequence, Sendable {
    public typealias Element = JSONValue
    public typealias Failure = RPCError

    /// What happens to notifications that arrive faster than they are read. There is no unbounded choice.
    public enum Buffering: Hashable, Sendable {
        /// Keeps the newest so many and silently drops older ones: for heads, prices, statistics.
        case newest(Int)
        /// Keeps so many and fails with ``RPCError/Code/subscriptionOverflow`` when one more arrives: for the life of
        /// a transaction, where no step may be missed.
        case oldest(Int)

        /// The most notifications that any subscription keeps.
        public static let maxCapacity = 1 << 16

        var capacity: Int {
            switch self {
            case .newest(let count), .oldest(let count): Swift.min(Swift.max(count, 1), Self.maxCapacity)
            }
        }
    }

    /// The writing end of a subscription, for those who implement an ``RPCConnection``.
    public struct Feed: Sendable {
        let buffer: SubscriptionBuffer

        /// Hands over one notification; nothing happens once the subscription has ended.
        ///
        /// Returns whether the subscription is still wanted.
        @discardableResult
        public func yield(_ value: JSONValue) -> Bool { buffer.yield(value) }

        /// Ends the subscription: what is buffered is still read, then the error is thrown, or iteration just ends.
        public func finish(throwing error: RPCError?) { buffer.finish(throwing: error) }
    }

    private let owner: Owner

    /// A subscription and the feed that fills it.
    ///
    /// - Parameter onEnd: called once, on any thread, when the subscription ends for whatever reason.
    public static func make(
        buffering: Buffering, onEnd: @escaping @Sendable () -> Void = {}
    ) -> (subscription: RPCSubscription, feed: Feed) {
        let buffer = SubscriptionBuffer(buffering: buffering, onEnd: onEnd)
        return (RPCSubscription(owner: Owner(buffer: buffer)), Feed(buffer: buffer))
    }

    private init(owner: Owner) { self.owner = owner }

    /// Ends the subscription now; whoever is reading sees the end of the sequence.
    public func cancel() { owner.buffer.discard() }

    public func makeAsyncIterator() -> Iterator { Iterator(owner: owner) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let owner: Owner

        /// The next notification; nil when the subscription was ended by ``RPCSubscription/cancel()``.
        public func next(isolation: isolated (any Actor)? = #isolation) async throws(RPCError) -> JSONValue? {
            try await owner.buffer.next(isolation: isolation)
        }
    }

    /// Shared by the subscription and its iterators, so that its end means that nobody can read any more.
    fileprivate final class Owner: Sendable {
        let buffer: SubscriptionBuffer

        init(buffer: SubscriptionBuffer) { self.buffer = buffer }

        deinit { buffer.discard() }
    }
}
