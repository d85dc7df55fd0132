// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What it takes to find out what became of a signed extrinsic: everything that has to be named once it may have left.
public struct SubmissionTrace: Hashable, Sendable {
    /// The extrinsic's hash, by which blocks and explorers name it.
    public let hash: Hash256
    public let signer: AccountID
    /// Its place in the row of the signer's extrinsics: no two of the same place are ever carried out.
    public let nonce: UInt32
    /// The newest block when it was signed: it is in none up to this one.
    public let anchor: BlockNumber
    /// The last block that can hold it; nil when it never expires.
    public let lastBlock: BlockNumber?
    /// The chain that it was signed for.
    public let genesisHash: Hash256

    public init(
        hash: Hash256, signer: AccountID, nonce: UInt32, anchor: BlockNumber, lastBlock: BlockNumber?,
        genesisHash: Hash256
    ) {
        self.hash = hash
        self.signer = signer
        self.nonce = nonce
        self.anchor = anchor
        self.lastBlock = lastBlock
        self.genesisHash = genesisHash
    }
}

extension SubmissionTrace: CustomStringConvertible {
    /// The names that a person looks it up by.
    public var description: String {
        "extrinsic \(hash), nonce \(nonce), "
            + (lastBlock.map { "the last block that can take it is \($0)" } ?? "it never expires")
    }
}
