import ScaleCodec
public import SubstratePrimitives
import SubstrateRPC

/// An extrinsic that reached a block, and what it did there.
public struct IncludedExtrinsic: Hashable, Sendable {
    public let hash: Hash256
    public let blockHash: Hash256
    /// Its place in the block.
    public let index: UInt32
    /// What it caused, in order.
    public let events: [Event]
    /// Why it did nothing; nil when it succeeded.
    public let failure: DispatchFailure?
}

extension SubstrateClient {
    /// Submits an extrinsic and waits until it is in a block, or in a finalised one.
    ///
    /// Throws `refused` when the pool does not take it, and `notIncluded` when it leaves the pool in another way. It is
    /// submitted once: a lost connection is an error, because the node may have taken it.
    public func submitAndWatch(
        _ extrinsic: Extrinsic, untilFinalized: Bool = false
    ) async throws(ClientError) -> IncludedExtrinsic {
        let subscription: RPCSubscription
        do {
            // A dozen states at most; none may be lost.
            subscription = try await connection.subscribe(
                method: "author_submitAndWatchExtrinsic", params: [.string(extrinsic.bytes.hex)],
                unsubscribe: "author_unwatchExtrinsic", buffering: .oldest(64))
        } catch {
            throw ClientError(error)
        }
        do {
            for try await element in subscription {
                guard let status = TransactionStatus(element) else {
                    throw Node.malformed("author_submitAndWatchExtrinsic", "a transaction's status", element)
                }
                if let block = try Self.block(of: status, untilFinalized: untilFinalized) {
                    return try await outcome(of: extrinsic, in: block)
                }
            }
        } catch let error as RPCError {
            throw ClientError(error)
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.connection, "\(error)")
        }
        throw ClientError(
            Task.isCancelled ? .cancelled : .connection,
            "the node stopped watching \(extrinsic.hash) before it was in a block")
    }

    /// The block to look into, nil to go on waiting.
    private static func block(of status: TransactionStatus, untilFinalized: Bool) throws(ClientError) -> Hash256? {
        switch status {
        case .future, .ready, .broadcast, .retracted: return nil
        case .inBlock(let hash): return untilFinalized ? nil : hash
        case .finalized(let hash): return hash
        case .finalityTimeout: throw ClientError(.notIncluded, "its block was not finalised in time")
        case .usurped(let other):
            throw ClientError(.notIncluded, "another extrinsic with the same nonce took its place: \(other)")
        case .dropped: throw ClientError(.notIncluded, "the node dropped it: its transaction pool is full")
        case .invalid: throw ClientError(.notIncluded, "it became invalid before a block took it")
        }
    }

    /// What an extrinsic did in a block that holds it.
    public func outcome(of extrinsic: Extrinsic, in block: Hash256) async throws(ClientError) -> IncludedExtrinsic {
        guard let place = try await extrinsics(at: block).firstIndex(of: extrinsic) else {
            throw ClientError(.malformedAnswer, "the node named the block \(block), but the extrinsic is not in it")
        }
        let index = UInt32(place)
        let events = try await events(at: block).filter { $0.extrinsicIndex == index }
        let failure: DispatchFailure?
        if let failed = events.last(where: { $0.matches("System", "ExtrinsicFailed") }) {
            let error = failed.fields.first { $0.name == "dispatch_error" }?.value ?? failed[0]
            failure =
                error.map(runtime.metadata.dispatchFailure)
                ?? DispatchFailure(pallet: nil, name: "an error without a name")
        } else if events.contains(where: { $0.matches("System", "ExtrinsicSuccess") }) {
            failure = nil
        } else {
            throw ClientError(.malformedAnswer, "the block \(block) has no result for extrinsic \(index)")
        }
        return IncludedExtrinsic(
            hash: extrinsic.hash, blockHash: block, index: index, events: events, failure: failure)
    }
}
