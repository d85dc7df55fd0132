// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

@testable import SubstrateKeys

@Suite struct SignatureTests {
    /// A field that is a truth value or, for malformed input, the text of an error.
    private static func isTrue(_ vector: Vector) -> Bool { vector == .bool(true) }

    @Test(
        "sr25519 signatures are judged as schnorrkel and the wallet judge them",
        arguments: keyVectors.cases("sr25519_signatures"))
    func sr25519(vector: Vector) throws {
        let account = try AccountID(vector["public_key"].bytes)
        let signature = try? Signature(vector["signature"].bytes)
        let message = vector["message"].bytes
        #expect((signature?.isValid(for: message, by: account) ?? false) == Self.isTrue(vector["sr25519_valid"]))
        #expect(
            (signature?.isValidAllowingWrapping(for: message, by: account) ?? false)
                == Self.isTrue(vector["bittensor_wallet_verify"]))
    }

    @Test("ed25519 signatures are made and judged as elsewhere", arguments: keyVectors.cases("ed25519_signatures"))
    func ed25519(vector: Vector) throws {
        let pair = try KeyPair(seed: vector["seed"].secret, scheme: .ed25519)
        let signature = try Signature(vector["signature"].bytes, scheme: .ed25519)
        let message = vector["message"].bytes
        #expect(pair.accountID.bytes == vector["public_key"].bytes)
        #expect(pair.publicKey.isValid(signature, for: message) == vector["valid"].bool)
        #expect(pair.sign(message) == signature)
    }

    @Test(
        "every scheme verifies its own signatures and nothing else", arguments: KeyScheme.allCases,
        [0, 1, 165, 166, 167, 4096])
    func roundTrip(scheme: KeyScheme, length: Int) throws {
        let pair = try KeyPair(uri: "//Alice", scheme: scheme)
        let message = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let signature = pair.sign(message)
        #expect(pair.publicKey.isValid(signature, for: message))
        #expect(!pair.publicKey.isValid(signature, for: message + [0]))
        #expect(!signature.isValid(for: message, by: try KeyPair(uri: "//Bob", scheme: scheme).accountID))
        #expect(try Signature(hex: signature.hex, scheme: scheme) == signature)
        for other in KeyScheme.allCases where other != scheme {
            #expect(!(try Signature(signature.bytes, scheme: other)).isValid(for: message, by: pair.accountID))
        }
    }

    @Test("sr25519 signatures are randomised")
    func randomised() throws {
        let pair = try KeyPair(uri: "//Alice")
        #expect(pair.sign([1, 2, 3]) != pair.sign([1, 2, 3]))
    }

    @Test("the identity point verifies nothing")
    func identityPoint() throws {
        let identity = AccountID(unchecked: [UInt8](repeating: 0, count: 32))
        let forged = try Signature([UInt8](repeating: 0, count: 63) + [0x80])
        #expect(!forged.isValid(for: [1], by: identity))
    }

    @Test(
        "signatures of other sizes and bad hex are refused",
        arguments: ["", "0x00", "zz", String(repeating: "0", count: 126)])
    func malformed(text: String) {
        #expect(throws: KeysError(.invalidSignature, "")) { try Signature(hex: text) }
    }

    @Test(
        "the crypto types of the wallets are known, and no others",
        arguments: VectorFile("keys.json").cases("crypto_types"))
    func cryptoTypes(vector: Vector) {
        let scheme = UInt8(exactly: vector["crypto_type"].uint64).flatMap(KeyScheme.init)
        #expect((scheme != nil) == vector["bittensor_wallet_constructor"]["ok"].bool)
    }
}
