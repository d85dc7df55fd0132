// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

/// Weights that a hotkey has committed to and not revealed yet.
public struct OpenWeightCommit: Hashable, Sendable {
    /// What the chain keeps of the weights.
    public let hash: Hash256
    /// When it was made.
    public let block: BlockNumber
    /// The blocks in which the chain takes the weights; nil where a runtime does not keep them.
    public let revealBlocks: ClosedRange<BlockNumber>?
}

extension OpenWeightCommit {
    /// The commitment in an element of `SubtensorModule.WeightCommits`; nil when it is none.
    fileprivate init?(_ value: ScaleValue) {
        guard let bytes = value[0]?.bytes, let hash = try? Hash256(bytes), let block = value[1]?.uint64 else {
            return nil
        }
        self.hash = hash
        self.block = BlockNumber(block)
        guard let first = value[2]?.uint64, let last = value[3]?.uint64, first <= last else {
            revealBlocks = nil
            return
        }
        revealBlocks = BlockNumber(first)...BlockNumber(last)
    }
}

extension Subtensor {
    /// The commitments to weights that a hotkey has open on a subnet, the oldest first.
    public func weightCommits(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [OpenWeightCommit] {
        let query = StorageQuery("SubtensorModule", "WeightCommits", netuid, hotkey)
        return (try await state(at: block).values([query])[0]?.list ?? []).compactMap(OpenWeightCommit.init)
    }
}
