// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import SubstratePrimitives

/// Puzzles that are the same in every run: `seed` tells them apart.
func samplePuzzle(_ scheme: SealScheme, seed: UInt8 = 1, order: SealByteOrder = .little, difficulty: UInt256)
    throws -> SealPuzzle
{
    func bytes(_ salt: UInt8) -> [UInt8] { Hashing.sha256([seed, salt]) }
    switch scheme {
    case .register:
        return .register(
            blockNumber: 100, blockHash: try Hash256(bytes(0)), account: try AccountID(bytes(1)),
            target: try SealTarget(difficulty: difficulty, order: order))
    case .powRegister:
        return try .powRegister(
            blockNumber: 100, blockHash: try Hash256(bytes(0)), netuid: NetUID(UInt16(seed) << 8 | 7),
            hotkey: try AccountID(bytes(1)), coldkey: try AccountID(bytes(2)), difficulty: difficulty)
    }
}

extension SealPuzzle {
    /// The solving nonces among start, start + stride …, one by one and by the reference.
    func referenceSolutions(start: UInt64, stride: UInt64, count: UInt64) -> [UInt64] {
        (0..<count).map { start &+ $0 &* stride }.filter { target.accepts(seal(of: $0)) }
    }
}

/// Nonces at which some part of the layout turns over.
let edgeNonces: [UInt64] = [
    0, 1 << 32 - 20, 1 << 32, 1 << 40 - 20, 1 << 40, 1003 << 40 | 7, 1023 << 40 | 1 << 40 - 1, 1 << 63, .max - 20, .max,
]
