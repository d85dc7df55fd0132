// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import SubstratePrimitives
import TestVectors

extension Vector {
    func hash(_ key: String) -> Hash256 { Hash256(unchecked: self[key].bytes) }
    func account(_ key: String) -> AccountID { AccountID(unchecked: self[key].bytes) }
    func seal(_ key: String) -> Seal { Seal(unchecked: self[key].bytes) }

    /// The message of a case in `pow.json`.
    var registerMessage: SealMessage {
        .register(blockHash: hash("block_hash"), account: account("hotkey_public_key"))
    }

    /// The puzzle of a case in `pow.json`.
    func registerPuzzle(_ order: SealByteOrder) throws -> SealPuzzle {
        .register(
            blockNumber: 0, blockHash: hash("block_hash"), account: account("hotkey_public_key"),
            target: try SealTarget(difficulty: self["difficulty"].uint256, order: order))
    }

    /// The puzzle of a case in `pow_register.json`, which may be described by its prefix alone.
    func powRegisterPuzzle(difficulty: UInt256? = nil) throws -> SealPuzzle {
        let difficulty = difficulty ?? self["difficulty"].uint256
        guard self["netuid"].isNull else {
            return try .powRegister(
                blockNumber: 0, blockHash: hash("block_hash"), netuid: NetUID(UInt16(self["netuid"].uint64)),
                hotkey: account("hotkey_public_key"), coldkey: account("coldkey_public_key"), difficulty: difficulty)
        }
        let prefix = self["prefix"].bytes
        return try .powRegister(
            blockNumber: 0, blockHash: Hash256(prefix[27..<59]),
            netuid: NetUID(UInt16(prefix[25]) | UInt16(prefix[26]) << 8), hotkey: AccountID(prefix[59..<91]),
            coldkey: AccountID(prefix[91..<123]), difficulty: difficulty)
    }
}
