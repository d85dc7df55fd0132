// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import Testing

@testable import BittensorWallet

@Suite("Secret files")
struct SecretFileTests {
    @Test("are written for their owner only, and never replaced")
    func create() throws {
        let folder = try TemporaryFolder()
        let file = SecretFile(path: "\(folder.path)/words")
        #expect(!file.exists)
        try file.create(SecretBytes(utf8: "one two\n"))
        #expect(file.exists)
        #expect(try folder.mode("words") == 0o600)
        #expect(throws: WalletError(.keyfileExists, "")) { try file.create(SecretBytes(utf8: "three")) }
        #expect(try file.firstLine() == SecretBytes(utf8: "one two"))
        file.remove()
        #expect(folder.files.isEmpty)
    }

    @Test(
        "give their first line",
        arguments: [
            ("", ""), ("a", "a"), ("a\n", "a"), ("a\r\nb\n", "a"), (" a b \nc", " a b "), ("\n", ""),
            ("\u{e4}\n", "\u{e4}"),
        ])
    func firstLine(content: String, line: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(content.utf8), to: "password")
        #expect(try SecretFile(path: path).firstLine() == SecretBytes(utf8: line))
    }

    @Test("must be there, regular and small")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let large = try folder.write([UInt8](repeating: 97, count: 4097), to: "large")
        #expect(throws: WalletError(.corrupt, "")) { try SecretFile(path: large).firstLine() }
        #expect(throws: WalletError(.corrupt, "")) { try SecretFile(path: folder.path).firstLine() }
        #expect(throws: WalletError(.corrupt, "")) { try SecretFile(path: "/dev/zero").firstLine() }
        #expect(throws: WalletError(.keyfileMissing, "")) { try SecretFile(path: "\(folder.path)/none").firstLine() }
        #expect(throws: WalletError(.notWritable, "")) {
            try SecretFile(path: "\(folder.path)/none/words").create(SecretBytes(utf8: "x"))
        }
    }
}
