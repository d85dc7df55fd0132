// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MEVShield
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

private let vectors = VectorFile("mev_shield.json")

private func secret(_ place: Vector) throws -> ShieldSecret {
    try ShieldSecret(seed: SecretBytes(vectors.cases("keys")[Int(place.uint64)]["seed"].bytes))
}

@Suite("Encrypted transactions, against the packages' own")
struct ShieldVectorTests {
    @Test("a seed makes the key of the vectors")
    func keys() throws {
        for key in vectors.cases("keys") {
            let secret = try ShieldSecret(seed: SecretBytes(key["seed"].bytes))
            #expect(try secret.publicKey.bytes == key["encapsulation_key"].bytes)
        }
    }

    @Test("the limits are those of the chain")
    func limits() {
        #expect(ShieldedMessage.longest == Int(vectors.root["max_ciphertext_bytes"].uint64))
        #expect(ShieldedMessage.longestPlaintext == Int(vectors.root["max_plaintext_bytes"].uint64))
        #expect(ShieldKey.byteCount == Int(vectors.root["encapsulation_key_bytes"].uint64))
    }

    @Test("with all random parts given, the bytes are the packages'")
    func fixed() throws {
        for item in vectors.cases("fixed") {
            let secret = try secret(item["key"])
            let message = try ShieldedMessage(
                sealing: item["plaintext"].bytes, for: secret.publicKey, encapsulation: item["kem_ciphertext"].bytes,
                sharedSecret: SecretBytes(item["shared_secret"].bytes), nonce: item["nonce"].bytes)
            #expect(message.bytes == item["ciphertext"].bytes)
            #expect(secret.decrypt(try ShieldedMessage(reading: item["ciphertext"].bytes)) == item["plaintext"].bytes)
        }
    }

    @Test("what the packages encrypted is opened")
    func opened() throws {
        for item in vectors.cases("opened") {
            let secret = try secret(item["key"])
            let hasFingerprint = item["key_hash"].bool
            let bytes = (hasFingerprint ? [] : try secret.publicKey.fingerprint) + item["ciphertext"].bytes
            let message = try ShieldedMessage(reading: bytes)
            #expect(message.fingerprint == (try secret.publicKey.fingerprint))
            #expect(secret.decrypt(message) == item["plaintext"].bytes)
        }
    }

    @Test("what is no key is refused, and so is one whose numbers are too large, which the packages take")
    func refusedKeys() {
        for item in vectors.cases("refused_keys") {
            #expect(throws: ShieldError.self) { _ = try ShieldKey(item["public_key"].bytes) }
        }
    }

    @Test("what we encrypt is opened again, differs each time, and is opened by nobody else nor after a change")
    func roundTrip() throws {
        let (mine, other) = try (secret(.integer(0)), secret(.integer(1)))
        for count in [0, 1, 151, ShieldedMessage.longestPlaintext] {
            let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            let message = try mine.publicKey.encrypt(plaintext)
            #expect(message.bytes.count == count + ShieldedMessage.overhead)
            #expect(mine.decrypt(try ShieldedMessage(reading: message.bytes)) == plaintext)
            #expect(message != (try mine.publicKey.encrypt(plaintext)))
            #expect(other.decrypt(message) == nil)
            for place in [18, 18 + 1088, message.bytes.count - 1] {
                var changed = message.bytes
                changed[place] ^= 1
                #expect(mine.decrypt(try ShieldedMessage(reading: changed)) == nil)
            }
        }
        #expect(throws: ShieldError.self) {
            _ = try mine.publicKey.encrypt([UInt8](repeating: 0, count: ShieldedMessage.longestPlaintext + 1))
        }
    }

    @Test("a message that is cut, too long or of another key encapsulation is refused")
    func damaged() throws {
        let bytes = try secret(.integer(0)).publicKey.encrypt([1, 2, 3]).bytes
        for count in [0, 15, 17, 18, 1105, ShieldedMessage.overhead - 1] {
            #expect(throws: ShieldError.self) { _ = try ShieldedMessage(reading: Array(bytes.prefix(count))) }
        }
        for size: (UInt8, UInt8) in [(0, 0), (0xFF, 0xFF), (0x41, 4), (0x3F, 4)] {
            var changed = bytes
            (changed[16], changed[17]) = size
            #expect(throws: ShieldError.self) { _ = try ShieldedMessage(reading: changed) }
        }
        #expect(throws: ShieldError.self) {
            _ = try ShieldedMessage(reading: bytes + [UInt8](repeating: 0, count: ShieldedMessage.longest))
        }
    }
}
