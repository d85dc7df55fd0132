// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
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

    /// A text as editors and shells save it, beside its bytes in UTF-8.
    private static func saved(_ text: String) -> [[UInt8]] {
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let big = units.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        return [
            Array(text.utf8), [0xef, 0xbb, 0xbf] + text.utf8, [0xff, 0xfe] + little, [0xfe, 0xff] + big, little, big,
        ]
    }

    @Test(
        "are read in every encoding of text",
        arguments: ["geheim\r\nzwei", "p\u{e4}ss\u{1F511}w\u{3c4}rd\n", "a\r", "x"])
    func encodings(text: String) throws {
        let folder = try TemporaryFolder()
        let line = text.split(whereSeparator: \.isNewline)[0]
        for (index, bytes) in Self.saved(text).enumerated() {
            let path = try folder.write(bytes, to: "password \(index)")
            #expect(try SecretFile(path: path).firstLine() == SecretBytes(utf8: String(line)), "\(index)")
        }
    }

    @Test(
        "that are no text are refused with the place, and never repaired",
        arguments: [
            ([0x61, 0xff], "at byte 1 is not UTF-8"), ([0x61, 0xc3, 0xa4, 0xc3], "at byte 3 is not UTF-8"),
            ([0xef, 0xbb, 0xbf, 0x61, 0x80], "at byte 4 is not UTF-8"),
            ([0xff, 0xfe, 0x61], "at byte 2 is not UTF-16"),
            ([0xff, 0xfe, 0x61, 0, 0x00, 0xd8], "at byte 4 is not UTF-16"),
            ([0x61, 0x62, 0, 0x63], "there is a zero at byte 2"), ([0, 0, 0, 0x61], "there is a zero at byte 0"),
            ([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], "there is a zero at byte 0"),
        ] as [([UInt8], String)])
    func noText(bytes: [UInt8], words: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, to: "password")
        let error = #expect(throws: WalletError(.corrupt, "")) { try SecretFile(path: path).firstLine() }
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
    }

    private static let words = SecretURI.developmentPhrase

    @Test(
        "give their mnemonic: one line, or a word a line",
        arguments: [
            (words, words), (words + "\r\nwritten down in 2023\n", words),
            (words.replacing(" ", with: "\n") + "\n", words), ("\n\n" + words + "\n", words),
            ("one two", "one two"), ("", ""),
        ] as [(String, String)])
    func phrase(content: String, phrase: String) throws {
        let folder = try TemporaryFolder()
        for (index, bytes) in Self.saved(content).enumerated() where !content.isEmpty || index == 0 {
            let read = try SecretFile(path: folder.write(bytes, to: "words")).phrase()
            let words = read.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }.split(
                whereSeparator: \.isWhitespace)
            #expect(words.joined(separator: " ") == phrase)
        }
    }

    @Test("may be pipes, which are waited for until they end or nobody waits any more", .timeLimit(.minutes(1)))
    func pipes() throws {
        let pipe = Pipe()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        #expect(throws: WalletError(.notReadable, "")) { try SecretFile(path: path).firstLine { true } }
        try pipe.fileHandleForWriting.write(contentsOf: Data("secret\nmore\n".utf8))
        try pipe.fileHandleForWriting.close()
        #expect(try SecretFile(path: path).firstLine() == SecretBytes(utf8: "secret"))
    }

    @Test("must not flood", .timeLimit(.minutes(1)))
    func flood() throws {
        let error = #expect(throws: WalletError(.corrupt, "")) { try SecretFile(path: "/dev/zero").firstLine() }
        #expect(error?.reason.contains("more than 4096 bytes") == true)
        let keyfile = #expect(throws: WalletError(.corrupt, "")) { try Keyfile(path: "/dev/zero").read() }
        #expect(keyfile?.reason.contains("is no regular file") == true)
    }

    @Test("An open file gives a line at a time")
    func descriptor() throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        #expect(throws: WalletError(.notReadable, "")) { try SecretFile.line(ofDescriptor: descriptor) { true } }
        try pipe.fileHandleForWriting.write(contentsOf: Data("\u{feff}one\r\ntwo\nthree".utf8))
        try pipe.fileHandleForWriting.close()
        for line in ["one", "two", "three", ""] {
            #expect(try SecretFile.line(ofDescriptor: descriptor) == SecretBytes(utf8: line))
        }
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
