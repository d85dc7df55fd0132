// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
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

extension OpenWeightCommit: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let hash = value[0], let block = value[1] else {
            throw ScaleError(.mismatch, "a commitment to weights has a hash and a block, not \(value)")
        }
        self.hash = try Hash256(dynamic: hash)
        self.block = try BlockNumber(dynamic: block)
        guard let first = value[2]?.uint64, let last = value[3]?.uint64, first <= last else {
            revealBlocks = nil
            return
        }
        revealBlocks = BlockNumber(first)...BlockNumber(last)
    }
}

extension Subtensor {
    /// The commitments to weights that a hotkey has open on a subnet, the oldest first.
    ///
    /// - Parameter mechanism: which of the subnet's incentive mechanisms; 0 is the first.
    public func weightCommits(
        of hotkey: AccountID, on netuid: NetUID, mechanism: UInt8 = 0, at block: BlockReference = .head
    ) async throws(ClientError) -> [OpenWeightCommit] {
        try await state(at: block).valueIfKnown(
            .weightCommits(MechanismIndex(netuid, mechanism: mechanism), hotkey)) ?? []
    }

    /// The weights that the hotkeys of a subnet have committed encrypted and the chain has not opened yet, by the epoch in
    /// which they were committed.
    ///
    /// - Parameter mechanism: which of the subnet's incentive mechanisms; 0 is the first.
    public func timelockedWeightCommits(
        on netuid: NetUID, mechanism: UInt8 = 0, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt64: [TimelockedWeightCommit]] {
        try await state(at: block).dictionary(
            .timelockedWeightCommits(MechanismIndex(netuid, mechanism: mechanism)))
    }
}
