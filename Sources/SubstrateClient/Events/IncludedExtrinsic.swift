// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives

/// An extrinsic that reached a block, and what it did there.
public struct IncludedExtrinsic: Hashable, Sendable {
    public let hash: Hash256
    public let blockHash: Hash256
    public let blockNumber: BlockNumber
    /// Its place in the block.
    public let index: UInt32
    /// What it caused, in order.
    public let events: [ChainEvent]
    /// Why it did nothing; nil when it succeeded.
    public let failure: DispatchFailure?
    /// What became of each call, when it was a batch that was carried out.
    public let batch: BatchResult?
    /// What the extrinsic caused that carried this one; empty where it was sent as it is.
    public internal(set) var carrierEvents: [ChainEvent] = []
    /// How it was signed; nil for one that was signed elsewhere.
    public internal(set) var submission: SubmissionTrace?

    /// The same extrinsic with another verdict: that of one call in it.
    public func settingFailure(_ failure: DispatchFailure?) -> IncludedExtrinsic {
        IncludedExtrinsic(
            hash: hash, blockHash: blockHash, blockNumber: blockNumber, index: index, events: events, failure: failure,
            batch: batch, carrierEvents: carrierEvents, submission: submission)
    }
}

extension SubstrateClient {
    /// What an extrinsic did in a block that holds it.
    public func outcome(of extrinsic: Hash256, in block: Hash256) async throws(ClientError) -> IncludedExtrinsic {
        async let body = Result { () async throws(ClientError) in try await extrinsics(at: block) }
        let state = try await state(at: .hash(block))
        let all = try await state.events()
        guard let place = try await body.get().firstIndex(where: { $0.hash == extrinsic }) else {
            throw ClientError(.malformedAnswer, "the node named the block \(block), but the extrinsic is not in it")
        }
        let index = UInt32(place)
        let events = all.filter { $0.extrinsicIndex == index }
        let metadata = state.runtime.metadata
        let failure: DispatchFailure?
        switch metadata.result(in: events) {
        case .success: failure = nil
        case .failure(let reason): failure = reason
        case nil: throw ClientError(.malformedAnswer, "the block \(block) has no result for extrinsic \(index)")
        }
        return IncludedExtrinsic(
            hash: extrinsic, blockHash: block, blockNumber: state.number, index: index, events: events,
            failure: failure, batch: metadata.batchResult(events))
    }
}
