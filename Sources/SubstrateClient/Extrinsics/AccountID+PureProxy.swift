// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives

extension AccountID {
    /// The account without a key that `Proxy.create_pure` makes: only its proxies act for it.
    ///
    /// The derivation is pallet-proxy's `pure_account`.
    /// - Parameters:
    ///   - spawner: the account that made it, which is its first proxy.
    ///   - kind: the number of the proxy's type in the runtime.
    ///   - height: the block in which it was made.
    ///   - extrinsicIndex: the place of the extrinsic in the block.
    ///   - index: tells those apart that one extrinsic made.
    public static func pureProxy(
        of spawner: AccountID, kind: UInt8, height: UInt32, extrinsicIndex: UInt32, index: UInt16 = 0
    ) -> AccountID {
        let entropy =
            Array("modlpy/proxy____".utf8) + spawner.bytes + height.scaleEncoded + extrinsicIndex.scaleEncoded + [kind]
            + index.scaleEncoded
        return AccountID(unchecked: Hashing.blake2b256(entropy))
    }
}
