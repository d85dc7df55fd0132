// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import BittensorWallet

@Suite struct OddKeyfileTests {
    private static let odd = VectorFile("keyfiles/odd_json.json")

    private static func content(_ text: String) throws(WalletError) -> KeyfileContent {
        try KeyfileRecord(parsing: SecretBytes(utf8: text), path: "odd").content()
    }

    /// Where the last Rust wallet and the newest SDK agree, so do we; where they do not, we agree with the wallet or refuse.
    @Test("odd files are read as the real tools read them", arguments: odd.cases("cases"))
    func oddFiles(vector: Vector) throws {
        let wallet = vector["read"]["bittensor-wallet-4.1.1"]
        let sdk = vector["read"]["bittensor-11.3.0"]
        let content = try? Self.content(vector["text"].string)

        func isSameKey(_ reading: Vector, _ content: KeyfileContent) throws -> Bool {
            guard !reading["ss58Address"].isNull else { return false }
            let account = try AccountID(SS58.decode(reading["ss58Address"].string).key)
            let canSign = if case .keyPair = content { true } else { false }
            return account == content.publicKey.accountID && canSign == reading["can_sign"].bool
        }
        if let content {
            #expect(try isSameKey(wallet, content))
        } else {
            let addresses = try [wallet, sdk].map { reading in
                reading["ss58Address"].isNull ? nil : try SS58.decode(reading["ss58Address"].string).key
            }
            #expect(addresses[0] == nil || addresses[0] != addresses[1], "both tools read this file")
        }
    }

    private static let phrase = odd.cases("keys")[0]["mnemonic"].string
    private static let address = odd.cases("keys")[0]["ss58"].string
    private static let privateKey = odd.cases("keys")[0]["priv"].string

    @Test("a spoilt seed beside a good private key does no harm")
    func spoiltSeed() throws {
        let spoilt = "\"secretSeed\":\"0xthis is the seed as characters 32\",\"privateKey\":\"\(Self.privateKey)\""
        let content = try Self.content("{\(spoilt),\"ss58Address\":\"\(Self.address)\"}")
        #expect(content.publicKey.accountID.ss58() == Self.address)
        #expect(throws: WalletError(.corrupt, "")) { try Self.content("{\(spoilt)}") }
    }

    @Test("a public key that is not the secret's is refused", arguments: ["publicKey", "accountId"])
    func contradiction(field: String) throws {
        let other = Self.odd.cases("keys")[1]["pub"].string
        #expect(throws: WalletError(.corrupt, "")) {
            try Self.content("{\"secretPhrase\":\"\(Self.phrase)\",\"\(field)\":\"\(other)\"}")
        }
    }

    @Test(
        "JSON is read strictly",
        arguments: [
            "{", "}", "{}x", "{} {}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":01}", "{\"a\":1.}",
            "{\"a\":-}",
            "{\"a\":nul}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\ud800\\u0020\"}",
            "{\"a\":\"\n\"}", "{'a':1}", "{\"a\":[1,]}", "{\"a\":[}", "{\"a\":\"",
            "{\"ss58Address\":\"a\",\"ss58Address\":\"a\"}",
            "{\"a\":" + String(repeating: "[", count: 100_000),
        ])
    func malformedJSON(text: String) {
        #expect(throws: KeyfileJSON.Failure.self) {
            try KeyfileJSON.members(of: SecretBytes(utf8: text), names: ["ss58Address"])
        }
    }

    @Test("escapes, nesting and numbers are understood")
    func unusualJSON() throws {
        let text =
            #" { "x" : [ { "y" : [ -1.5e+3 , true , false , null , "\"]" ] } , [ ] , { } ] , "ss58Address" : "\#u{9}" } "#
        #expect(throws: KeyfileJSON.Failure.self) {
            try KeyfileJSON.members(of: SecretBytes(utf8: text), names: ["ss58Address"])
        }
        let good = #"{"x":[{"y":[-1.5e+3,0,true,null,"\"]"]},[],{}],"t":"\u0041\ud83d\ude00\n\\\/é","n":-12,"z":null}"#
        let members = try KeyfileJSON.members(of: SecretBytes(utf8: good), names: ["t", "n", "z"])
        guard case .text(let secret) = members["t"], case .integer(let number) = members["n"],
            case .null = members["z"]
        else {
            Issue.record("wrong kinds")
            return
        }
        #expect(secret == SecretBytes(utf8: "A😀\n\\/é"))
        #expect(number == -12)
    }

    @Test("strings that are not UTF-8 are refused")
    func notUTF8() {
        let bytes = Array("{\"a\":\"".utf8) + [0xff] + Array("\"}".utf8)
        #expect(throws: KeyfileJSON.Failure.self) {
            try KeyfileJSON.members(of: SecretBytes(bytes), names: ["a"])
        }
    }

    @Test("a keyfile cut off anywhere is refused and never crashes")
    func truncated() throws {
        let bytes = KeyfileRecord.json(try KeyPair(mnemonic: .generate()))
        for length in 0..<bytes.count {
            #expect(throws: WalletError(.corrupt, "")) {
                try KeyfileRecord(parsing: bytes[0..<length], path: "cut").content()
            }
        }
    }

    @Test("random damage never crashes and never yields another key")
    func fuzzed() throws {
        let pair = try KeyPair(uri: "//Alice")
        let bytes = KeyfileRecord.json(pair).withUnsafeBytes(Array.init)
        for index in bytes.indices {
            for value in [0x00, 0x22, 0x5c, 0x7b, 0xff, bytes[index] ^ 0x20] {
                var damaged = bytes
                damaged[index] = value
                let content = try? KeyfileRecord(parsing: SecretBytes(damaged), path: "damaged").content()
                #expect(content == nil || content?.publicKey.accountID == pair.accountID)
            }
        }
    }

    @Test("secrets do not show in errors")
    func errorsAreSilent() {
        let error = #expect(throws: WalletError.self) {
            try Self.content("{\"secretPhrase\":\"\(Self.phrase) zebra\",\"ss58Address\":\"\(Self.address)\"}")
        }
        #expect(error?.reason.contains("zebra") == false)
        #expect(error?.reason.contains(Self.phrase.prefix(12)) == false)
    }
}
