// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
package import SubstratePrimitives

/// The puzzles of self-tests and measurements: the same on every machine.
package enum KnownPuzzle {
    package static func make(
        _ scheme: SealScheme, order: SealByteOrder, difficulty: UInt256
    ) throws(ProofOfWorkError) -> SealPuzzle {
        let blockHash = Hash256(unchecked: (0..<32).map { $0 })
        let hotkey = AccountID(unchecked: (32..<64).map { $0 })
        let coldkey = AccountID(unchecked: (64..<96).map { $0 })
        switch scheme {
        case .register:
            return .register(
                blockNumber: 0, blockHash: blockHash, account: hotkey,
                target: try SealTarget(difficulty: difficulty, order: order))
        case .powRegister:
            return try .powRegister(
                blockNumber: 0, blockHash: blockHash, netuid: 1, hotkey: hotkey, coldkey: coldkey,
                difficulty: difficulty)
        }
    }
}
