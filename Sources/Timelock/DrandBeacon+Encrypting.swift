// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
import Crypto
import SubstrateKeys
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DrandBeacon {
    /// Encrypts bytes so that nobody can read them before a round is published, and everybody can afterwards.
    ///
    /// The identity-based encryption of Boneh and Franklin (FullIdent), in which the round is the identity and its signature the key,
    /// around AES-256-GCM; the bytes are those of the crate `tle`, which subtensor chains open.
    /// - Throws: `invalidRound` for round 0, which no beacon publishes.
    public func encrypt(_ plaintext: [UInt8], until round: UInt64) throws(TimelockError) -> TimelockCiphertext {
        try encrypt(plaintext, until: round, with: .random())
    }

    /// - Parameter secrets: used for this ciphertext and never again.
    package func encrypt(
        _ plaintext: [UInt8], until round: UInt64, with secrets: TimelockSecrets
    ) throws(TimelockError) -> TimelockCiphertext {
        let identity = try Self.identity(of: round)
        let key = try point
        let factor = secrets.factor
        let mask = factor.withUnsafeBytes { factor in
            TimelockSecrets.mask(Pairing(identity.multiplied(bySecret: factor), key))
        }
        let sealed: AES.GCM.SealedBox
        do {
            sealed = try secrets.key.withUnsafeBytes { key in
                try AES.GCM.seal(
                    plaintext, using: SymmetricKey(data: key), nonce: AES.GCM.Nonce(data: secrets.nonce))
            }
        } catch {
            throw TimelockError(.invalidCiphertext, "AES-256-GCM does not take \(plaintext.count) bytes: \(error)")
        }
        return TimelockCiphertext(
            u: factor.withUnsafeBytes { G2.generator.multiplied(bySecret: $0).compressed },
            v: secrets.sigma.combined(with: mask), w: secrets.key.combined(with: secrets.sigma.sha256),
            body: [UInt8](sealed.ciphertext) + [UInt8](sealed.tag), nonce: secrets.nonce)
    }

    /// The point that a round's signature is a multiple of.
    static func identity(of round: UInt64) throws(TimelockError) -> G1 {
        guard round > 0 else {
            throw TimelockError(.invalidRound, "a beacon's rounds are counted from 1: there is no round 0")
        }
        let number = withUnsafeBytes(of: round.bigEndian) { [UInt8]($0) }
        return G1.hash(Hashing.sha256(number), domain: Array("BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_".utf8))
    }
}
