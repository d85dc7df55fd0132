// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Which message is hashed into a seal, and how long its block may be used.
public enum SealScheme: String, Hashable, Sendable, CaseIterable, Codable {
    /// The calls `register` and `faucet`: nonce, then the hash of block hash and key.
    case register
    /// The call `pow_register`: domain, netuid, block hash, hotkey, coldkey, then the nonce.
    case powRegister = "pow-register"

    /// The largest age, counted from the known head back to the work's block, at which work may still be included.
    ///
    /// With head N the earliest including block is N + 1. `register` demands that block minus work block < 3;
    /// `pow_register` takes a hash that is at most five blocks old.
    public var maximumHeadAge: UInt64 {
        switch self {
        case .register: 1
        case .powRegister: 4
        }
    }
}
