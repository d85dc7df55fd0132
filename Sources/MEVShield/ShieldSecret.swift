// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Crypto
public import SubstrateKeys
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a block's author decrypts with: the secret half of a ``ShieldKey``.
public struct ShieldSecret: Sendable {
    /// The size of the seed of a secret: d and z of FIPS 203.
    public static let seedByteCount = 64

    private let key: MLKEM768.PrivateKey

    /// - Throws: `invalidKey` for a seed of another size.
    public init(seed: SecretBytes) throws(ShieldError) {
        do {
            key = try seed.withUnsafeBytes { try MLKEM768.PrivateKey(seedRepresentation: $0, publicKey: nil) }
        } catch {
            throw ShieldError(
                .invalidKey, "a seed of \(seed.count) bytes makes no key: it takes \(Self.seedByteCount)")
        }
    }

    public var publicKey: ShieldKey {
        get throws(ShieldError) { try ShieldKey(Array(key.publicKey.rawRepresentation)) }
    }

    /// What was encrypted; nil for what was encrypted for another key, or changed since.
    public func decrypt(_ message: ShieldedMessage) -> [UInt8]? {
        guard let shared = try? key.decapsulate(message.encapsulation) else { return nil }
        return shared.withUnsafeBytes { XChaCha20Poly1305.open(message.sealed, key: $0, nonce: message.nonce) }
    }
}
