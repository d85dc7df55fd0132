// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a key's value is, now and from now on.
///
/// The first element is the value that is there already, if there is one. After a lost connection the value is read again, so that
/// the newest is never missed; those between may be, also when elements are read slowly. A value may be told twice. It waits for a bucket that
/// is not there yet.
public struct NATSBucketWatch: AsyncSequence, Sendable {
    public typealias Element = NATSBucket.Entry
    public typealias Failure = NATSError

    /// Writes that wait for a slow reader. Only the newest counts.
    static let capacity = 16

    private let bucket: NATSBucket
    private let key: String
    private let subscription: NATSSubscription

    init(_ bucket: NATSBucket, key: String, _ subscription: NATSSubscription) {
        self.bucket = bucket
        self.key = key
        self.subscription = subscription
    }

    /// Ends the watch now; whoever is reading sees the end of the sequence.
    public func cancel() { subscription.cancel() }

    public func makeAsyncIterator() -> Iterator {
        Iterator(bucket: bucket, key: key, deliveries: subscription.makeAsyncIterator())
    }

    public struct Iterator: AsyncIteratorProtocol, Sendable {
        fileprivate let bucket: NATSBucket
        fileprivate let key: String
        fileprivate let deliveries: NATSSubscription.Iterator
        /// The next value; nil when the watch was cancelled.
        public mutating func next(isolation: isolated (any Actor)? = #isolation) async throws(NATSError) -> NATSBucket
            .Entry?
        {
            while case .some(let delivery) = try await deliveries.nextDelivery(isolation: isolation) {
                switch delivery {
                case .message(let message):
                    guard NATSBucket.isValue(message.headers) else { continue }
                    return NATSBucket.Entry(value: message.payload, revision: nil)
                case .began:
                    guard let entry = try await current() else { continue }
                    // Its own write, and those before it, may have come in meanwhile.
                    deliveries.forget(through: entry.value)
                    return entry
                }
            }
            return nil
        }

        /// What the bucket has; nil where it has nothing, or the connection was lost again: then it is read over the next one.
        private func current() async throws(NATSError) -> NATSBucket.Entry? {
            while true {
                do throws(NATSError) {
                    return try await bucket.get(key)
                } catch  where error.code == .connectionLost || error.code == .silent {
                    return nil
                } catch  where error.code == .timedOut {
                    continue
                }
            }
        }
    }
}
