// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import Timelock

/// The beacon that an embedded chain opens timelocked weights with: one of its own, whose key everybody knows.
///
/// It has a round a second since 1970, so that it goes with blocks of any length.
enum LocalBeacon {
    /// A test key: whoever reads this can open, before its time, what is encrypted for an embedded chain.
    private static let key = BeaconKey(
        factor: SecretBytes(Hashing.sha256(Array("swift-bittensor: the test key of the embedded chain's beacon".utf8))))

    static let publicKey = key.publicKey

    /// What clients read in `Drand.BeaconConfig`.
    static let configuration = EncodedStruct(
        beacon: publicKey, period: 1, genesis: 0, hashes: ([], []), name: "localnet")

    /// The last round that is over at a moment of the chain's clock, in Unix milliseconds.
    static func storedRound(at moment: UInt64) -> UInt64 { moment / 1000 }

    /// When a round is published, in Unix milliseconds.
    static func publication(of round: UInt64) -> UInt64 {
        round.saturatingSubtracting(1).saturatingMultiplied(by: 1000)
    }

    /// What a round is published with; nil for round 0, which there is not.
    static func signature(of round: UInt64) -> BeaconSignature? { try? key.signature(of: round) }
}
