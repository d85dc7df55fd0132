// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives
import SubstrateRPC

/// What becomes of one submitted extrinsic, status by status.
///
/// Ends with the status after which the node says no more (see `TransactionStatus.isEnd`), or with an error when the
/// connection does.
public struct TransactionWatch: AsyncSequence, Sendable {
    public typealias Element = TransactionStatus

    /// The extrinsic's hash.
    public let hash: Hash256
    let subscription: RPCSubscription

    public struct Iterator: AsyncIteratorProtocol {
        var inner: RPCSubscription.AsyncIterator
        var hasEnded = false

        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(ClientError) -> TransactionStatus? {
            guard !hasEnded else { return nil }
            let element: JSONValue?
            do {
                element = try await inner.next(isolation: actor)
            } catch {
                throw ClientError(error)
            }
            guard let element else { return nil }
            guard let status = TransactionStatus(element) else {
                throw Node.malformed("author_submitAndWatchExtrinsic", "a transaction's status", element)
            }
            hasEnded = status.isEnd
            return status
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(inner: subscription.makeAsyncIterator()) }
}

extension TransactionStatus {
    /// Whether a node says nothing more about the extrinsic after this.
    public var isEnd: Bool {
        switch self {
        case .future, .ready, .broadcast, .inBlock, .retracted: false
        case .finalized, .finalityTimeout, .usurped, .dropped, .invalid: true
        }
    }

    /// Why an extrinsic will not be in a block, as far as this status says so.
    var loss: String? {
        switch self {
        case .usurped(let other): "another extrinsic with the same nonce took its place: \(other)"
        case .dropped: "the node dropped it: its transaction pool is full"
        case .invalid: "it became invalid before a block took it"
        default: nil
        }
    }
}
