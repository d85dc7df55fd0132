// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
import CSodium
package import SubstrateKeys

/// What one encryption draws at random. Whoever knows it needs no signature.
package struct TimelockSecrets: Sendable {
    /// The key of AES-256-GCM.
    let key: SecretBytes
    /// What the multiple of the encryption is made of.
    let sigma: SecretBytes
    /// The nonce of AES-256-GCM, which is no secret.
    let nonce: [UInt8]

    static let secretCount = 32
    static let nonceCount = 12

    /// - Precondition: key and sigma have 32 bytes, the nonce has 12.
    package init(key: SecretBytes, sigma: SecretBytes, nonce: [UInt8]) {
        precondition(key.count == Self.secretCount && sigma.count == Self.secretCount && nonce.count == Self.nonceCount)
        self.key = key
        self.sigma = sigma
        self.nonce = nonce
    }

    static func random() -> TimelockSecrets {
        TimelockSecrets(
            key: .random(count: secretCount), sigma: .random(count: secretCount),
            nonce: SecretBytes.random(count: nonceCount).withUnsafeBytes(Array.init))
    }

    /// r, by which the points of an encryption are multiplied: a number of 256 bits, the most significant first, and not reduced, for
    /// the points have the order of their group.
    var factor: SecretBytes { SecretBytes(joining: [sigma, key]).sha256 }

    /// What hides sigma.
    static func mask(_ value: Pairing) -> SecretBytes {
        SecretBytes(count: Pairing.byteCount, filledBy: { value.write(to: $0) }).sha256
    }
}

extension SecretBytes {
    /// SHA-256.
    var sha256: SecretBytes {
        SecretBytes(
            count: Int(crypto_hash_sha256_BYTES),
            writtenBy: { target in withPointer { _ = crypto_hash_sha256(target, $0, UInt64(count)) } })
    }

    /// The bits that differ from those of a mask, which make a ciphertext of a secret.
    func combined(with mask: SecretBytes) -> [UInt8] {
        withUnsafeBytes { own in mask.withUnsafeBytes { mask in zip(own, mask).map { $0 ^ $1 } } }
    }

    /// The bits in which a mask differs from a ciphertext, which make a secret of it.
    func uncovering(_ ciphertext: [UInt8]) -> SecretBytes {
        SecretBytes(count: ciphertext.count) { target in
            withUnsafeBytes { mask in
                for (place, byte) in ciphertext.enumerated() where mask.indices.contains(place) {
                    target[place] = byte ^ mask[place]
                }
            }
        }
    }
}
