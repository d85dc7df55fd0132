// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
import SubstratePrimitives

/// An sr25519 secret: a scalar and the seed of its signing nonces, in schnorrkel's own form.
struct Sr25519SecretKey: Sendable {
    /// Scalar (32 bytes, below the group order and not zero) ++ nonce seed (32 bytes).
    let bytes: SecretBytes
    let publicKey: AccountID

    /// The key of 64 bytes in schnorrkel's form; throws `invalidPrivateKey`.
    init(bytes: SecretBytes) throws(KeysError) {
        guard bytes.count == 64 else {
            throw KeysError(.invalidPrivateKey, "an sr25519 private key is 64 bytes, not \(bytes.count)")
        }
        let scalar = bytes[0..<32]
        guard Ristretto.isCanonical(scalar: scalar), let point = Ristretto.basePoint(times: scalar) else {
            throw KeysError(.invalidPrivateKey, "the sr25519 private key is not a scalar of the group")
        }
        self.bytes = bytes
        publicKey = AccountID(unchecked: point)
    }

    /// The key of a 32-byte mini secret, expanded as ed25519 expands its seeds (schnorrkel's `ExpansionMode::Ed25519`).
    init(seed: SecretBytes) throws(KeysError) {
        let expanded = SecretBytes(
            count: 64,
            writtenBy: { target in
                seed.withPointer { _ = crypto_hash_sha512(target, $0, UInt64(seed.count)) }
                target[0] &= 0b1111_1000
                target[31] &= 0b0011_1111
                target[31] |= 0b0100_0000
            })
        try self.init(ed25519Form: expanded)
    }

    /// The key of 64 bytes as an expanded ed25519 key has them: its scalar is a multiple of the cofactor 8, of which
    /// schnorrkel stores the quotient.
    init(ed25519Form expanded: SecretBytes) throws(KeysError) {
        let bytes = SecretBytes(count: expanded.count) { target in
            expanded.withUnsafeBytes { target.copyMemory(from: $0) }
            var carry: UInt8 = 0
            for index in target.indices.prefix(32).reversed() {
                let byte = target[index]
                target[index] = byte >> 3 | carry
                carry = byte << 5
            }
        }
        try self.init(bytes: bytes)
    }

    var scalar: SecretBytes { bytes[0..<32] }

    /// A randomised Schnorr signature over `message` in the context that all Substrate chains use.
    ///
    /// Its nonce is unpredictable as long as either the key's nonce seed or the random source is.
    /// - Parameter random: fills memory from the system's random source, but for tests.
    func sign(
        _ message: some Collection<UInt8>, random: (UnsafeMutableRawBufferPointer) -> Void = Sodium.random
    ) -> [UInt8] {
        var transcript = MerlinTranscript(signed: message, by: publicKey)
        let signature = Sodium.withScratch(count: 128) { scratch -> [UInt8]? in
            let (wide, nonce, product) = (scratch, scratch + 64, scratch + 96)
            bytes.withUnsafeBytes { bytes in
                transcript.witness(
                    "signing", UnsafeRawBufferPointer(rebasing: bytes[32..<64]),
                    into: UnsafeMutableRawBufferPointer(start: wide, count: 64), random: random)
            }
            crypto_core_ristretto255_scalar_reduce(nonce, wide)
            guard let commitment = Ristretto.basePoint(times: nonce) else { return nil }
            transcript.append("sign:R", commitment)
            let challenge = Ristretto.publicScalar(reducing: transcript.publicChallenge("sign:c", count: 64))
            bytes.withPointer { crypto_core_ristretto255_scalar_mul(product, challenge, $0) }
            let response = Sodium.bytes(count: 32) { crypto_core_ristretto255_scalar_add($0, product, nonce) }
            return commitment + response
        }
        // The nonce is 0 once in 2^252 tries; signing again draws another.
        guard var signature else { return sign(message, random: random) }
        signature[63] |= Sr25519.schnorrkelMark
        return signature
    }
}

extension Sr25519SecretKey {
    /// The secret one junction further down.
    func derived(_ junction: DerivationJunction) throws(KeysError) -> Sr25519SecretKey {
        junction.isHard ? try hardDerived(junction.chainCode) : try softDerived(junction.chainCode)
    }

    private func hardDerived(_ chainCode: [UInt8]) throws(KeysError) -> Sr25519SecretKey {
        var transcript = Sr25519.derivationTranscript(chainCode: chainCode)
        defer { transcript.wipe() }
        transcript.append("secret-key", scalar)
        return try Sr25519SecretKey(seed: transcript.challenge("HDKD-hard", count: 32))
    }

    /// The scalar is determined by the path; the nonce seed is random, as schnorrkel leaves it.
    private func softDerived(_ chainCode: [UInt8]) throws(KeysError) -> Sr25519SecretKey {
        var transcript = Sr25519.softTranscript(publicKey: publicKey, chainCode: chainCode)
        let offset = Ristretto.scalar(reducing: transcript.challenge("HDKD-scalar", count: 64))
        let nonceSeed = transcript.witness("HDKD-nonce", bytes, count: 32)
        return try Sr25519SecretKey(bytes: SecretBytes(joining: [Ristretto.add(scalar, offset), nonceSeed]))
    }
}
