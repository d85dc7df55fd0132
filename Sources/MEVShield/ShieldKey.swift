// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Crypto
import SubstrateKeys
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The key of a block's author, for which transactions are encrypted so that nobody sees them before they are carried out.
///
/// An encapsulation key of ML-KEM-768 (FIPS 203), as a chain announces it for the author after the next: `MevShield.NextKey`.
public struct ShieldKey: Hashable, Sendable {
    /// The size of an encapsulation key of ML-KEM-768.
    public static let byteCount = 1184

    public let bytes: [UInt8]

    /// - Throws: `invalidKey` for what is no encapsulation key.
    public init(_ bytes: [UInt8]) throws(ShieldError) {
        guard bytes.count == Self.byteCount else {
            throw ShieldError(
                .invalidKey, "a key of \(bytes.count) bytes is none of ML-KEM-768, which have \(Self.byteCount)")
        }
        do {
            _ = try MLKEM768.PublicKey(rawRepresentation: bytes)
        } catch {
            throw ShieldError(
                .invalidKey, "the key \(excerpt(bytes.hex)) is none of ML-KEM-768: a number in it is too large")
        }
        self.bytes = bytes
    }

    /// By what an author knows that something was encrypted for this key.
    public var fingerprint: [UInt8] { Hashing.twox128(bytes) }

    /// Encrypts for this key, with randomness of the system.
    ///
    /// - Throws: `tooLarge` for more than ``ShieldedMessage/longestPlaintext`` bytes.
    public func encrypt(_ plaintext: [UInt8]) throws(ShieldError) -> ShieldedMessage {
        guard plaintext.count <= ShieldedMessage.longestPlaintext else {
            throw ShieldError(
                .tooLarge,
                "a transaction of \(plaintext.count) bytes does not fit in an encrypted one, which takes "
                    + "\(ShieldedMessage.longestPlaintext)")
        }
        let shared: KEM.EncapsulationResult
        do {
            shared = try MLKEM768.PublicKey(rawRepresentation: bytes).encapsulate()
        } catch {
            throw ShieldError(.invalidKey, "the key \(excerpt(bytes.hex)) encrypts nothing: \(error)")
        }
        return ShieldedMessage(
            sealing: plaintext, for: self, encapsulation: Array(shared.encapsulated),
            sharedSecret: shared.sharedSecret.withUnsafeBytes { SecretBytes($0) },
            nonce: SecretBytes.random(count: ShieldedMessage.nonceCount).withUnsafeBytes(Array.init))
    }
}
