// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives

/// Accounts that a subtensor chain makes of something else: nobody has their keys.
extension AccountID {
    /// The account that the contract engine's address of 20 bytes has on the chain itself.
    ///
    /// - Returns: nil for another number of bytes.
    public static func evmMirror(of address: [UInt8]) -> AccountID? {
        guard address.count == 20 else { return nil }
        return AccountID(unchecked: Hashing.blake2b256(Array("evm:".utf8) + address))
    }

    /// The account that holds what was contributed to a crowdloan.
    public static func crowdloan(_ id: UInt32) -> AccountID {
        let bytes = Array("modlbt/cloan".utf8) + id.scaleEncoded
        return AccountID(unchecked: bytes + [UInt8](repeating: 0, count: 32 - bytes.count))
    }

    /// The coldkey of a subnet that is leased: its beneficiary is its proxy.
    public static func leaseColdkey(_ id: UInt32) -> AccountID { lease("leasing/coldkey", id) }

    /// The hotkey of a subnet that is leased.
    public static func leaseHotkey(_ id: UInt32) -> AccountID { lease("leasing/hotkey", id) }

    private static func lease(_ kind: String, _ id: UInt32) -> AccountID {
        AccountID(unchecked: Hashing.blake2b256(kind.scaleEncoded + id.scaleEncoded))
    }
}
