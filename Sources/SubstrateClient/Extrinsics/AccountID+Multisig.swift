// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives

extension AccountID {
    /// The account that several signers have together: the Multisig pallet lets it act once `threshold` of them agree.
    ///
    /// The order of the signers does not matter. The derivation is pallet-multisig's `multi_account_id`.
    public static func multisig(of signers: [AccountID], threshold: UInt16) -> AccountID {
        let sorted = signers.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        let entropy = Array("modlpy/utilisuba".utf8) + sorted.scaleEncoded + threshold.scaleEncoded
        return AccountID(unchecked: Hashing.blake2b256(entropy))
    }
}
