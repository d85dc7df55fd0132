// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import TestVectors
import Testing

@testable import BittensorWallet

/// What a disk that was full, and an editor, leave of a key file.
@Suite("Spoilt key files")
struct CutKeyfileTests {
    /// Files of the real tools, in the encryptions whose keys take seconds.
    private static let samples: [KeyfileCase] = ["nacl", "fernet"].compactMap {
        KeyfileCase.encrypted($0).first
    }

    @Test("An encrypted file that is cut short is refused before its key is derived", arguments: samples)
    func cut(sample: KeyfileCase) throws {
        let folder = try TemporaryFolder()
        let whole = try Keyfile(path: sample.path).fileBytes().withUnsafeBytes(Array.init)
        let mark = try #require(sample.kind.mark).utf8.count
        // A NaCl box has no structure that tells more than that, and a Fernet token is made of blocks.
        let longest = sample.kind == .nacl ? 100 : whole.count - 4
        for length in mark...longest where (whole.count - length) % 64 > 0 {
            let file = Keyfile(path: try folder.write(Array(whole[..<length]), to: "key"))
            let bytes = try file.bytes()
            #expect(throws: WalletError(.corrupt, "")) { try file.encryption() }
            #expect(throws: WalletError(.corrupt, "")) {
                try file.open(bytes) { _ in
                    Issue.record("a key would have been derived at \(length) bytes")
                    return nil
                }
            }
        }
        #expect(try Keyfile(path: sample.path).encryption() == sample.kind)
    }

    @Test("Key files are read as editors save them", arguments: ["none", "ansible"])
    func encodings(encryption: String) throws {
        let folder = try TemporaryFolder()
        let sample = try #require(KeyfileCase.encrypted(encryption).first)
        let text = try Keyfile(path: sample.path).fileBytes().withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        let units = Array(text.replacing("\n", with: "\r\n").utf16)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let expected = try Keyfile(path: sample.path).bytes()
        for bytes in [[0xef, 0xbb, 0xbf] + text.utf8, [0xff, 0xfe] + little, little] {
            let file = Keyfile(path: try folder.write(bytes, to: "key"))
            #expect(try file.encryption() == sample.kind)
            let read = try file.bytes().withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            #expect(SecretBytes(utf8: read.replacing("\r\n", with: "\n")) == expected)
        }
    }
}
