// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import Testing

@testable import NATSClient

@Suite("An nkey")
struct KeyTests {
    /// The user of NATS's own documentation of nkeys.
    private static let seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY"
    private static let publicKey = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4"

    @Test("is made of its seed")
    func known() throws {
        let key = try NATSKey(seed: SecretBytes(utf8: Self.seed))
        #expect(key.publicKey == Self.publicKey)
        #expect(key.seed == SecretBytes(utf8: Self.seed))
    }

    @Test("signs so that its public key confirms it")
    func signature() throws {
        let key = try NATSKey(seed: SecretBytes(utf8: Self.seed))
        let text = key.signature(of: "PXoWU7zWAMt75FY")
        // 64 bytes of base 64 for URLs, unpadded.
        #expect(text.utf8.count == 86)
        let standard = text.replacing("-", with: "+").replacing("_", with: "/") + "=="
        let bytes = [UInt8](try #require(Data(base64Encoded: standard)))
        let publicBytes = try #require(Base32.decode(SecretBytes(utf8: Self.publicKey)))
        let account = try AccountID(publicBytes.withUnsafeBytes { Array($0[1..<33]) })
        let signature = try Signature(bytes, scheme: .ed25519)
        #expect(PublicKey(account, scheme: .ed25519).isValid(signature, for: Array("PXoWU7zWAMt75FY".utf8)))
    }

    @Test("is new each time, and can be read again")
    func random() throws {
        let (one, other) = (NATSKey.random(), NATSKey.random())
        #expect(one.publicKey != other.publicKey)
        #expect(try NATSKey(seed: one.seed).publicKey == one.publicKey)
        #expect(one.publicKey.hasPrefix("U") && one.publicKey.utf8.count == 56)
    }

    @Test(
        "is refused with a word, without its seed",
        arguments: [
            ("", "0 signs"), ("SUACSSL3", "8 signs"),
            ("SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3V1", "base 32"),
            ("suacssl3uahudxkfsnvuzrf5uhpmwz6bfdtj7m6usdxiednppqyyycu3vy", "base 32"),
            ("SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VA", "checksum"),
            ("SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYDU3VY", "checksum"),
        ])
    func refusals(text: String, why: String) {
        let error = #expect(throws: NATSError.self) { try NATSKey(seed: SecretBytes(utf8: text)) }
        #expect(error?.code == .invalidCredentials)
        #expect(error?.reason.contains(why) == true, "\(error?.reason ?? "")")
        #expect(text.isEmpty || error?.reason.contains(text) == false)
    }

    @Test("shows its public half alone")
    func shown() throws {
        let key = try NATSKey(seed: SecretBytes(utf8: Self.seed))
        var dumped = ""
        dump(NATSCredentials.signedUser(jwt: SecretBytes(utf8: "eyJ0"), key: key), to: &dumped)
        dump(key, to: &dumped)
        #expect(!dumped.contains("SUACS") && !dumped.contains("eyJ0"))
        #expect("\(key)" == "NATSKey(\(Self.publicKey))")
    }

    @Test("stands in a file of credentials, with a signed user or alone", arguments: ["\n", "\r\n"])
    func files(lineEnd: String) throws {
        let whole = """
            -----BEGIN NATS USER JWT-----
            eyJ0eXAi.eyJq-_.sig
            ------END NATS USER JWT------

            ************************* IMPORTANT *************************
            NKEY Seed printed below can be used to sign and prove identity.

            -----BEGIN USER NKEY SEED-----
            \(Self.seed)
            ------END USER NKEY SEED------

            """.replacing("\n", with: lineEnd)
        guard case .signedUser(let jwt, let key) = try NATSCredentials(contents: SecretBytes(utf8: whole)).kind else {
            return #expect(Bool(false), "no signed user")
        }
        #expect(jwt == SecretBytes(utf8: "eyJ0eXAi.eyJq-_.sig"))
        #expect(key.publicKey == Self.publicKey)
        guard case .key(let alone) = try NATSCredentials(contents: SecretBytes(utf8: Self.seed + lineEnd)).kind else {
            return #expect(Bool(false), "no key")
        }
        #expect(alone.publicKey == Self.publicKey)
    }

    @Test(
        "is not found where there is none", arguments: ["", "a\nb", "-----\n-----\n", "-----A-----\nSUAX\n-----B-----"])
    func brokenFiles(text: String) {
        #expect(throws: NATSError(.invalidCredentials, "")) { try NATSCredentials(contents: SecretBytes(utf8: text)) }
    }

    @Test(
        "is looked for in a file by its path, which an error names",
        arguments: [("/nonexistent/user.creds", "No such file"), ("/dev/null", "no file"), ("/", "no file")])
    func unusableFiles(path: String, why: String) {
        let error = #expect(throws: NATSError.self) { try NATSCredentials.file(path) }
        #expect(error?.code == .invalidCredentials)
        #expect(error?.reason.contains("'\(path)' cannot be used: ") == true)
        #expect(error?.reason.contains(why) == true, "\(error?.reason ?? "")")
    }
}
