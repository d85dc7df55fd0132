// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The messages of one subscription, in the order in which the server sent them.
///
/// It outlives connections: it begins anew on each, and what is published in between is missed. Iteration ends with an error when the
/// client is closed, when the user may not listen there, and when the task is cancelled. The server is told to stop when the last copy
/// of the subscription and of its iterators is gone, or when ``cancel()`` is called. Every message goes to one reader only.
public struct NATSSubscription: AsyncSequence, Sendable {
    public typealias Element = NATSMessage
    public typealias Failure = NATSError

    /// What happens to messages that arrive faster than they are read. There is no unbounded choice; what is dropped is counted.
    public enum Buffering: Hashable, Sendable {
        /// Keeps the newest so many: for state, of which the last is what counts.
        case newest(Int)
        /// Keeps the oldest so many: for work that is done in its order.
        case oldest(Int)

        /// The most messages that any subscription keeps.
        public static let maxCapacity = 1 << 16

        var capacity: Int {
            switch self {
            case .newest(let count), .oldest(let count): Swift.min(Swift.max(count, 1), Self.maxCapacity)
            }
        }
    }

    private let owner: Owner

    init(_ buffer: NATSSubscriptionBuffer) { owner = Owner(buffer: buffer) }

    /// How many messages found no room.
    public var dropped: UInt64 { owner.buffer.dropped }

    /// Ends the subscription now; whoever is reading sees the end of the sequence.
    public func cancel() { owner.buffer.discard() }

    public func makeAsyncIterator() -> Iterator { Iterator(owner: owner) }

    public struct Iterator: AsyncIteratorProtocol, Sendable {
        fileprivate let owner: Owner

        /// The next message; nil when the subscription was ended by ``NATSSubscription/cancel()``.
        public mutating func next(isolation: isolated (any Actor)? = #isolation) async throws(NATSError) -> NATSMessage?
        {
            while case .some(let delivery) = try await nextDelivery(isolation: isolation) {
                if case .message(let message) = delivery { return message }
            }
            return nil
        }

        /// The next message, or the beginning of another connection.
        func nextDelivery(
            isolation: isolated (any Actor)? = #isolation
        ) async throws(NATSError) -> NATSSubscriptionBuffer.Delivery? {
            try await owner.buffer.next(isolation: isolation)
        }

        /// Forgets the messages up to the last one of the same payload, where one waits.
        func forget(through payload: [UInt8]) { owner.buffer.forget(through: payload) }
    }

    /// Shared by the subscription and its iterators, so that its end means that nobody can read any more.
    fileprivate final class Owner: Sendable {
        let buffer: NATSSubscriptionBuffer

        init(buffer: NATSSubscriptionBuffer) { self.buffer = buffer }

        deinit { buffer.discard() }
    }
}
