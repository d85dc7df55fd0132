// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
package import SubstrateKeys

/// A transaction that only a block's author can read, in the form that `MevShield.submit_encrypted` takes.
///
/// The key's fingerprint in 16 bytes, the size of the encapsulation as a little-endian u16, the encapsulation of ML-KEM-768, a nonce of
/// 24 bytes, and the transaction by XChaCha20-Poly1305 under the shared secret, without associated data.
public struct ShieldedMessage: Hashable, Sendable {
    /// Of which key: ``ShieldKey/fingerprint``.
    public let fingerprint: [UInt8]
    /// What gives the shared secret to the author.
    public let encapsulation: [UInt8]
    public let nonce: [UInt8]
    /// The transaction, encrypted, and a tag of 16 bytes.
    public let sealed: [UInt8]

    static let fingerprintCount = 16
    /// The size of a ciphertext of ML-KEM-768 (FIPS 203, table 3).
    static let encapsulationCount = 1088
    static let nonceCount = 24

    /// How many bytes longer than a transaction its message is.
    public static let overhead = fingerprintCount + 2 + encapsulationCount + nonceCount + XChaCha20Poly1305.tagCount
    /// The longest that a chain takes (`MaxCiphertextSize` of pallet-mev-shield).
    public static let longest = 8192
    /// The longest transaction that fits.
    public static let longestPlaintext = longest - overhead

    /// - Parameter nonce: used for this message and never again.
    package init(
        sealing plaintext: [UInt8], for key: ShieldKey, encapsulation: [UInt8], sharedSecret: SecretBytes,
        nonce: [UInt8]
    ) {
        self.init(
            fingerprint: key.fingerprint, encapsulation: encapsulation, nonce: nonce,
            sealed: sharedSecret.withUnsafeBytes { XChaCha20Poly1305.seal(plaintext, key: $0, nonce: nonce) })
    }

    private init(fingerprint: [UInt8], encapsulation: [UInt8], nonce: [UInt8], sealed: [UInt8]) {
        self.fingerprint = fingerprint
        self.encapsulation = encapsulation
        self.nonce = nonce
        self.sealed = sealed
    }

    /// Takes a message apart; what is in it is looked at by who decrypts it.
    ///
    /// - Throws: `invalidMessage` where a part is missing, or the whole is longer than a chain takes.
    public init(reading bytes: [UInt8]) throws(ShieldError) {
        guard (Self.overhead...Self.longest).contains(bytes.count) else {
            throw ShieldError(
                .invalidMessage,
                "an encrypted transaction has \(Self.overhead) to \(Self.longest) bytes, and this has \(bytes.count)")
        }
        var reader = ScaleReader(bytes)
        do throws(ScaleError) {
            fingerprint = try reader.readBytes(Self.fingerprintCount)
            let count = Int(try reader.readInteger(UInt16.self))
            encapsulation = try reader.readBytes(count)
            nonce = try reader.readBytes(Self.nonceCount)
            sealed = try reader.readBytes(reader.remaining)
        } catch {
            throw ShieldError(.invalidMessage, "an encrypted transaction ends too early: \(error.reason)")
        }
        guard encapsulation.count == Self.encapsulationCount else {
            throw ShieldError(
                .invalidMessage,
                "its encapsulated key has \(encapsulation.count) bytes instead of \(Self.encapsulationCount)")
        }
    }

    /// The message as a chain takes it.
    public var bytes: [UInt8] {
        var writer = ScaleWriter()
        writer.write(bytes: fingerprint)
        UInt16(truncatingIfNeeded: encapsulation.count).encode(to: &writer)
        writer.write(bytes: encapsulation)
        writer.write(bytes: nonce)
        writer.write(bytes: sealed)
        return writer.bytes
    }
}
