// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet

extension FleetPuzzle {
    /// A puzzle of mainnet's scheme, another for each number.
    static func sample(_ number: Int) throws -> FleetPuzzle {
        func bytes(_ salt: UInt8) -> [UInt8] { Hashing.sha256([salt, UInt8(truncatingIfNeeded: number)]) }
        return try FleetPuzzle(
            blockNumber: BlockNumber(UInt64(number) + 1), blockHash: Hash256(bytes(0)),
            keys: .powRegister(netuid: 1, hotkey: AccountID(bytes(1)), coldkey: AccountID(bytes(2))),
            difficulty: 1_000_000_000, lifetime: .seconds(60))
    }
}
