// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
package import SubstrateKeys

/// The secret key of a beacon of one's own: for tests, and for chains that nobody relies on. drand's is shared among many operators.
package struct BeaconKey: Sendable {
    /// The most significant byte first, and not reduced, for the points have the order of their group.
    private let factor: SecretBytes

    package init(factor: SecretBytes) { self.factor = factor }

    /// A point of G2 in 96 bytes.
    package var publicKey: [UInt8] { factor.withUnsafeBytes { G2.generator.multiplied(bySecret: $0).compressed } }

    /// What opens everything that is encrypted until a round.
    ///
    /// - Throws: `invalidRound` for round 0.
    package func signature(of round: UInt64) throws(TimelockError) -> BeaconSignature {
        let identity = try DrandBeacon.identity(of: round)
        return try BeaconSignature(factor.withUnsafeBytes { identity.multiplied(bySecret: $0).compressed })
    }
}
