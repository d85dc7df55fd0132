// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

@testable import SubstrateKeys

@Suite struct DerivationTests {
    @Test("URIs give the wallet's keys", arguments: keyVectors.cases("derivations"))
    func derivations(vector: Vector) throws {
        let uri = try SecretURI(vector["uri"].string)
        if !vector["junctions"].isNull {
            let expected = vector["junctions"].list
            #expect(uri.junctions.map { $0.isHard ? "hard" : "soft" } == expected.map { $0["kind"].string })
            #expect(uri.junctions.map(\.chainCode) == expected.map { $0["chain_code"].bytes })
        }
        let pair = try KeyPair(uri)
        #expect(pair.accountID.hex == vector["public_key"].string)
        #expect(pair.accountID.ss58() == vector["ss58_42"].string)
        #expect(pair.mnemonic == nil && pair.seed == nil)
        if let privateKey = vector["wallet_keyfile_private_key"].optionalString {
            #expect(pair.privateKey.revealed.hex == privateKey)
        }
        let message = Array("derived keys sign".utf8)
        #expect(pair.publicKey.isValid(pair.sign(message), for: message))
        #expect(try KeyPair(privateKey: pair.privateKey).accountID == pair.accountID)

        if let edwards = vector["ed25519_public_key"].optionalString {
            #expect(try KeyPair(uri, scheme: .ed25519).accountID.hex == edwards)
        } else if !vector["ed25519_error"].isNull {
            #expect(throws: KeysError(.unsupportedDerivation, "")) { try KeyPair(uri, scheme: .ed25519) }
        }
    }

    @Test("public keys derive softly", arguments: keyVectors.cases("soft_public_derivations"))
    func softPublicDerivations(vector: Vector) throws {
        let key = PublicKey(try AccountID(vector["public_key"].bytes))
        let junction = try DerivationJunction(chainCode: vector["chain_code"].bytes, isHard: false)
        #expect(try key.derived(junction).accountID.bytes == vector["derived_public_key"].bytes)
    }

    @Test("soft steps agree for secrets and public keys")
    func softStepsAgree() throws {
        let junction = DerivationJunction(name: "soft", isHard: false)
        let parent = try KeyPair(uri: "//Alice")
        #expect(try parent.publicKey.derived(junction) == KeyPair(uri: "//Alice/soft").publicKey)
        let hard = DerivationJunction(name: "hard", isHard: true)
        #expect(throws: KeysError(.unsupportedDerivation, "")) { try parent.publicKey.derived(hard) }
        let noPoint = PublicKey(AccountID(unchecked: [UInt8](repeating: 0xff, count: 32)))
        #expect(throws: KeysError(.invalidPublicKey, "")) { try noPoint.derived(junction) }
    }

    @Test(
        "numbers are read as Rust reads them",
        arguments: [
            ("01", "1", true), ("+1", "1", true), ("-0", "0", false), ("18446744073709551616", "0", false),
            ("١", "1", false),
        ])
    func numbers(text: String, number: String, areEqual: Bool) {
        let left = DerivationJunction(name: text, isHard: true)
        #expect((left == DerivationJunction(name: number, isHard: true)) == areEqual)
    }

    @Test("names of any length make a chain code", arguments: [63, 64, 16_383, 16_384, 100_000])
    func longNames(count: Int) {
        let name = String(repeating: "n", count: count)
        let prefix: [UInt8] =
            switch count {
            case ..<64: [UInt8(count << 2)]
            case ..<16_384: [UInt8(count << 2 & 0xff | 1), UInt8(count >> 6)]
            default: (0..<4).map { UInt8((count << 2 | 2) >> (8 * $0) & 0xff) }
            }
        #expect(
            DerivationJunction(name: name, isHard: true).chainCode == Hashing.blake2b256(prefix + Array(name.utf8)))
    }

    @Test("a slash divides whatever stands on it")
    func accentedSlash() throws {
        #expect(try SecretURI("//Alice/\u{301}a").junctions.map(\.isHard) == [true, false])
    }

    @Test("an empty password is no password")
    func emptyPassword() throws {
        #expect(try KeyPair(uri: "//Alice///").accountID == KeyPair(uri: "//Alice").accountID)
    }

    @Test(
        "broken URIs are refused",
        arguments: [
            "//", "/", "//Alice//", "//Alice/", "0x12//Alice", "0xzz",
            "0x8169146411955832a26178869bad7d9a7a956b7c7c40fb3b592d16e11c1a5b0//a", "no such phrase//Alice",
            "//" + String(repeating: "a", count: 5000),
        ])
    func brokenURIs(text: String) {
        #expect(throws: KeysError.self) { try KeyPair(uri: text) }
    }
}
