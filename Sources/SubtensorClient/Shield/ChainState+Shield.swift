// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MEVShield
import ScaleCodec
import SubstrateClient

extension RuntimeMetadata {
    /// Whether the runtime takes encrypted transactions in the form that this program makes.
    ///
    /// Spec 381 had another, with a commitment beside the ciphertext.
    var hasShield: Bool {
        guard let call = try? call("MevShield", "submit_encrypted") else { return false }
        return call.fields.map(\.name) == ["ciphertext"] && (try? storage("MevShield", "NextKey")) != nil
    }
}

extension ChainState {
    /// The key of the author of the block after the next; nil while none is announced. It is good for two or three blocks.
    func shieldKey() async throws -> ShieldKey? {
        guard let bytes = try await value(.mevShieldNextKey), !bytes.isEmpty else {
            return nil
        }
        return try ShieldKey(bytes)
    }
}

extension ExtrinsicCarrier {
    /// Encrypts an extrinsic for the author of its block.
    ///
    /// - Parameter key: the announced key, and until when nobody has to ask for it again; nil asks when it is signed.
    static func shield(_ key: (key: ShieldKey, isGoodUntil: ContinuousClock.Instant)? = nil) -> ExtrinsicCarrier {
        ExtrinsicCarrier(
            // A chain keeps an author's key for so long (MEV_SHIELD_MAX_PERIOD of subtensor): with a longer one the pool says
            // `Stale`.
            name: "encrypted until its block (MEV shield)", longestLifetime: 8,
            sample: { count throws(ClientError) in
                .submitEncrypted([UInt8](repeating: 0xFF, count: count + ShieldedMessage.overhead))
            },
            call: { extrinsic, client in
                if let key, ContinuousClock.now < key.isGoodUntil {
                    return .submitEncrypted(try key.key.encrypt(extrinsic.bytes).bytes)
                }
                guard let key = try await client.state().shieldKey() else {
                    throw BittensorError(
                        .shieldUnavailable,
                        "the chain announces no key to encrypt for at the moment: try again in a block")
                }
                return .submitEncrypted(try key.encrypt(extrinsic.bytes).bytes)
            })
    }
}

extension Call {
    fileprivate static func submitEncrypted(_ ciphertext: [UInt8]) -> Call {
        Call("MevShield", "submit_encrypted", ["ciphertext": .bytes(ciphertext)])
    }
}
