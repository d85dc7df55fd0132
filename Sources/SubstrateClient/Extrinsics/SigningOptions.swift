// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What a signed extrinsic carries beside its call, as far as the signer has a choice.
public struct SigningOptions: Hashable, Sendable {
    /// How long the extrinsic can still be included.
    public enum Lifetime: Hashable, Sendable {
        /// For this many blocks, rounded up to a power of two from 4 to 65,536.
        case blocks(UInt64)
        /// For ever: a copy can be replayed once the account was reaped and its nonce starts again.
        case immortal
    }

    /// By default 32 blocks, so that a copy that is never included dies.
    public var lifetime = Lifetime.blocks(32)
    /// The block from which a lifetime counts; nil takes the newest one.
    public var anchor: BlockHeader?
    /// Paid to the block's author on top of the fee, in the chain's smallest unit.
    public var tip: UInt128 = 0
    /// The place in the row of the account's extrinsics; nil takes the next one.
    public var nonce: UInt32?
    /// The digest of merkleised metadata (RFC 78), for signers that check it; nil switches `CheckMetadataHash` off.
    public var metadataHash: Hash256?
    /// What carries it to its block; nil sends it as it is.
    public var carrier: ExtrinsicCarrier?

    public init(
        lifetime: Lifetime = .blocks(32), anchor: BlockHeader? = nil, tip: UInt128 = 0, nonce: UInt32? = nil,
        metadataHash: Hash256? = nil, carrier: ExtrinsicCarrier? = nil
    ) {
        self.lifetime = lifetime
        self.anchor = anchor
        self.tip = tip
        self.nonce = nonce
        self.metadataHash = metadataHash
        self.carrier = carrier
    }
}
