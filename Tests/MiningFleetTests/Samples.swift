// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import MiningFleet
import SubstratePrimitives

/// A puzzle that is the same in every run: `seed` tells it from others.
func samplePuzzle(
    _ seed: UInt8 = 1, scheme: SealScheme = .powRegister, difficulty: UInt256 = 20, weight: Int = 1,
    lifetime: Duration = .seconds(60)
) throws -> FleetPuzzle {
    func bytes(_ salt: UInt8) -> [UInt8] { Hashing.sha256([seed, salt]) }
    let keys: FleetPuzzle.Keys =
        switch scheme {
        case .register: .register(account: try AccountID(bytes(1)), order: .big)
        case .powRegister: .powRegister(netuid: 7, hotkey: try AccountID(bytes(1)), coldkey: try AccountID(bytes(2)))
        }
    return try FleetPuzzle(
        blockNumber: 100, blockHash: try Hash256(bytes(0)), keys: keys, difficulty: difficulty, weight: weight,
        lifetime: lifetime)
}

extension FleetPuzzle {
    /// The first nonces that solve it, or that do not.
    func nonces(solving: Bool, count: Int) -> [UInt64] {
        Array((UInt64(0)...).lazy.filter { puzzle.target.accepts(puzzle.seal(of: $0)) == solving }.prefix(count))
    }
}
