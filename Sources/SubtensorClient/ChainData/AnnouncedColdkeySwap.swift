// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A coldkey's announcement that another one takes its place.
public struct AnnouncedColdkeySwap: Hashable, Sendable {
    /// The block from which the swap can be carried out.
    public let executionBlock: BlockNumber
    /// BLAKE2b-256 of the new coldkey.
    public let newColdkeyHash: Hash256

    public init(executionBlock: BlockNumber, newColdkeyHash: Hash256) {
        self.executionBlock = executionBlock
        self.newColdkeyHash = newColdkeyHash
    }

    /// Whether it is this coldkey that was announced.
    public func names(_ coldkey: AccountID) -> Bool {
        Hash256(unchecked: Hashing.blake2b256(coldkey.bytes)) == newColdkeyHash
    }
}

extension AnnouncedColdkeySwap: ScaleWrapper {
    public init(wire: ScalePair<BlockNumber, Hash256>) {
        self.init(executionBlock: wire.first, newColdkeyHash: wire.second)
    }
}

/// Whether a coldkey is about to be replaced.
public struct ColdkeySwapStatus: Hashable, Sendable {
    /// nil when no swap was announced.
    public let announcement: AnnouncedColdkeySwap?
    /// The block since which the swap is disputed, and the coldkey frozen; nil when it is not.
    public let disputedSince: BlockNumber?
}

/// How long a coldkey swap takes, in blocks, and what it costs; nil for what a runtime does not declare.
public struct ColdkeySwapConstants: Hashable, Sendable {
    /// Between the announcement and the swap.
    public let announcementDelay: UInt64
    /// Until another key may be announced, or the announcement be taken back.
    public let reannouncementDelay: UInt64
    /// What the first announcement costs.
    public let keySwapCost: Balance?
}
