// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
package import SubstratePrimitives

/// The puzzles of self-tests and measurements: the same on every machine.
package enum KnownPuzzle {
    private static let blockHash = Hash256(unchecked: (0..<32).map { $0 })
    private static let hotkey = AccountID(unchecked: (32..<64).map { $0 })
    private static let coldkey = AccountID(unchecked: (64..<96).map { $0 })

    package static func make(
        _ scheme: SealScheme, order: SealByteOrder, difficulty: UInt256
    ) throws(ProofOfWorkError) -> SealPuzzle {
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

    /// What is hashed for them.
    static func message(_ scheme: SealScheme) -> SealMessage {
        switch scheme {
        case .register: .register(blockHash: blockHash, account: hotkey)
        case .powRegister: .powRegister(blockHash: blockHash, netuid: 1, hotkey: hotkey, coldkey: coldkey)
        }
    }
}
