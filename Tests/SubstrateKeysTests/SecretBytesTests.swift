// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import SubstrateKeys

@Suite struct SecretBytesTests {
    @Test("secrets show themselves nowhere")
    func redaction() throws {
        let text = "correct horse battery staple"
        let secret = SecretBytes(utf8: text)
        // None of its words is a word of the dump, as "secret" and "scheme" are.
        let mnemonic = try Mnemonic(
            phrase: "legal winner thank year wave sausage worth useful legal winner thank yellow")
        let pair = try KeyPair(mnemonic: mnemonic)
        let uri = try SecretURI("//Alice///\(text)")
        var dumped = ""
        dump(secret, to: &dumped)
        dump(mnemonic, to: &dumped)
        dump(pair, to: &dumped)
        dump(uri, to: &dumped)
        dumped += "\(secret) \(mnemonic) \(pair) \(uri)" + String(reflecting: secret) + String(reflecting: mnemonic)
        dumped += String(reflecting: pair) + String(reflecting: uri) + String(reflecting: [pair.seed])
        #expect(!dumped.contains("horse"))
        for word in Set(mnemonic.words) { #expect(!dumped.split { !$0.isLetter }.contains(word[...])) }
        for secret in [pair.privateKey, pair.seed, mnemonic.entropy].compactMap(\.self) {
            #expect(!dumped.contains(secret.revealed.hexDigits))
        }
        #expect(dumped.contains(pair.accountID.ss58()))
    }

    @Test(
        "hex is decoded and encoded",
        arguments: [("0x00ff", [0, 0xff]), ("ABcd", [0xab, 0xcd]), ("0x", []), ("", [])])
    func hex(text: String, bytes: [UInt8]) throws {
        let secret = try SecretBytes.decodingHex(SecretBytes(utf8: text))
        #expect(secret.revealed == bytes)
        #expect(try SecretBytes.decodingHex(secret.hexText) == secret)
    }

    @Test("what is no hex is refused", arguments: ["0", "0x0", "zz", "00 1", "0x00g0", "00:11", "00\u{0}0"])
    func notHex(text: String) {
        #expect(throws: KeysError(.invalidSeed, "")) { try SecretBytes.decodingHex(SecretBytes(utf8: text)) }
    }

    @Test("equality looks at every byte and the length")
    func equality() {
        #expect(SecretBytes([1, 2, 3]) == SecretBytes([1, 2, 3]))
        #expect(SecretBytes([1, 2, 3]) != SecretBytes([1, 2, 4]))
        #expect(SecretBytes([1, 2, 3]) != SecretBytes([1, 2]))
        #expect(SecretBytes([]) == SecretBytes([UInt8]()))
        #expect(
            SecretBytes(joining: [SecretBytes([1]), SecretBytes([]), SecretBytes([2, 3])]) == SecretBytes([1, 2, 3]))
    }
}
