// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
import SubstratePrimitives

/// An ed25519 secret: the 32-byte seed of RFC 8032, with libsodium's expanded form beside it.
struct Ed25519SecretKey: Sendable {
    let seed: SecretBytes
    let publicKey: AccountID
    /// Seed ++ public key, as libsodium signs with.
    private let expanded: SecretBytes

    init(seed: SecretBytes) {
        precondition(seed.count == 32, "an ed25519 seed is 32 bytes")
        self.seed = seed
        var publicBytes = [UInt8](repeating: 0, count: 32)
        expanded = SecretBytes(
            count: Int(crypto_sign_SECRETKEYBYTES),
            writtenBy: { target in seed.withPointer { _ = crypto_sign_seed_keypair(&publicBytes, target, $0) } })
        publicKey = AccountID(unchecked: publicBytes)
    }

    func sign(_ message: some Collection<UInt8>) -> [UInt8] {
        let message = [UInt8](message)
        return Sodium.bytes(count: 64) { signature in
            expanded.withPointer { _ = crypto_sign_detached(signature, nil, message, UInt64(message.count), $0) }
        }
    }

    /// Only hard junctions exist here: BLAKE2b-256 of SCALE("Ed25519HDKD", seed, chain code), as in sp-core.
    func derived(_ junction: DerivationJunction) throws(KeysError) -> Ed25519SecretKey {
        guard junction.isHard else {
            throw KeysError(
                .unsupportedDerivation, "ed25519 keys have no soft junctions: write '//' in place of '/' in the path")
        }
        let label = Array("Ed25519HDKD".utf8)
        let message = SecretBytes(joining: [
            SecretBytes([UInt8(label.count << 2)] + label), seed, SecretBytes(junction.chainCode),
        ])
        return Ed25519SecretKey(
            seed: SecretBytes(
                count: 32,
                writtenBy: { target in
                    message.withPointer { _ = crypto_generichash(target, 32, $0, UInt64(message.count), nil, 0) }
                }))
    }

    static func isValid(_ signature: [UInt8], message: some Collection<UInt8>, publicKey: AccountID) -> Bool {
        let message = [UInt8](message)
        return signature.count == 64
            && crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey.bytes) == 0
    }
}
