// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What can be done with an sr25519 public key: check signatures and derive softly (crate `schnorrkel`).
enum Sr25519 {
    /// Bit 7 of byte 63 tells schnorrkel's signatures from ed25519's, in which it is never set.
    static let schnorrkelMark: UInt8 = 0x80

    /// Whether `signature` is valid. The identity point signs nothing, though schnorrkel would let it.
    static func isValid(_ signature: [UInt8], message: some Collection<UInt8>, publicKey: AccountID) -> Bool {
        guard signature.count == 64, signature[63] & schnorrkelMark != 0 else { return false }
        let commitment = [UInt8](signature[..<32])
        var response = [UInt8](signature[32...])
        response[31] &= ~schnorrkelMark
        guard Ristretto.isCanonical(publicScalar: response) else { return false }

        var transcript = MerlinTranscript(signed: message, by: publicKey)
        transcript.append("sign:R", commitment)
        let challenge = Ristretto.publicScalar(reducing: transcript.publicChallenge("sign:c", count: 64))
        guard let left = Ristretto.basePoint(times: response),
            let right = Ristretto.multiply(publicKey.bytes, by: challenge)
        else { return false }
        return Ristretto.subtract(left, right) == commitment
    }

    /// The public key one soft junction further down; throws `invalidPublicKey`.
    static func softDerived(_ publicKey: AccountID, chainCode: [UInt8]) throws(KeysError) -> AccountID {
        var transcript = softTranscript(publicKey: publicKey, chainCode: chainCode)
        let offset = Ristretto.scalar(reducing: transcript.challenge("HDKD-scalar", count: 64))
        guard let difference = Ristretto.basePoint(times: offset),
            let point = Ristretto.add(publicKey.bytes, difference)
        else {
            throw KeysError(.invalidPublicKey, "\(publicKey.hex) is not an sr25519 public key")
        }
        return AccountID(unchecked: point)
    }

    static func softTranscript(publicKey: AccountID, chainCode: [UInt8]) -> MerlinTranscript {
        var transcript = derivationTranscript(chainCode: chainCode)
        transcript.append("public-key", publicKey.bytes)
        return transcript
    }

    /// What hard and soft steps begin with. schnorrkel's index bytes are empty in Substrate.
    static func derivationTranscript(chainCode: [UInt8]) -> MerlinTranscript {
        var transcript = MerlinTranscript("SchnorrRistrettoHDKD")
        transcript.append("sign-bytes", [])
        transcript.append("chain-code", chainCode)
        return transcript
    }
}
