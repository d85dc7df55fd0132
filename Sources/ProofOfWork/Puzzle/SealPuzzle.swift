// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import SubstratePrimitives

/// One block's puzzle: find a nonce whose seal meets the target.
///
///     let target = try SealTarget(difficulty: 1_000_000, order: .little)
///     let puzzle = SealPuzzle.register(blockNumber: head, blockHash: hash, account: hotkey, target: target)
///     let solution = try await SealSearch(puzzle: puzzle).firstSolution()
public struct SealPuzzle: Hashable, Sendable {
    /// The block whose hash is in the message: it decides when a solution is stale.
    public let blockNumber: BlockNumber
    public let blockHash: Hash256
    public let message: SealMessage
    public let target: SealTarget

    /// The puzzle of `register`; of `faucet` with the coldkey as account.
    public static func register(
        blockNumber: BlockNumber, blockHash: Hash256, account: AccountID, target: SealTarget
    ) -> SealPuzzle {
        SealPuzzle(
            blockNumber: blockNumber, blockHash: blockHash,
            message: .register(blockHash: blockHash, account: account), target: target)
    }

    /// The puzzle of `pow_register`, whose seals are always read little-endian.
    public static func powRegister(
        blockNumber: BlockNumber, blockHash: Hash256, netuid: NetUID, hotkey: AccountID, coldkey: AccountID,
        difficulty: UInt256
    ) throws(ProofOfWorkError) -> SealPuzzle {
        SealPuzzle(
            blockNumber: blockNumber, blockHash: blockHash,
            message: .powRegister(blockHash: blockHash, netuid: netuid, hotkey: hotkey, coldkey: coldkey),
            target: try SealTarget(difficulty: difficulty, order: .little))
    }

    public var scheme: SealScheme { message.scheme }

    /// Keccak-256 of block hash and account; nil under the scheme `pow-register`.
    public var blockAndHotkeyHash: Hash256? { message.blockAndHotkeyHash }

    /// The 123 bytes in front of the nonce; nil under the scheme `register`.
    public var prefix: [UInt8]? { message.prefix }

    /// The seal of a nonce, by the plain reference.
    public func seal(of nonce: UInt64) -> Seal { message.seal(of: nonce) }

    /// The solution that `nonce` is; throws `sealMissesTarget` when it is none.
    public func solution(nonce: UInt64) throws(ProofOfWorkError) -> POWSolution {
        try POWSolution(puzzle: self, nonce: nonce)
    }
}
