// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import BittensorWallet

@Suite("Keyfiles that chance has written")
struct KeyfileFuzzTests {
    /// What JSON readers stumble over.
    private static let pieces = [
        "{", "}", "[", "]", "\"", "\\", ":", ",", "null", "true", "-1e9", "0", "\\ud800", "\u{0}", "\u{feff}",
        "\"cryptoType\":", "\"secretSeed\":", "\"privateKey\":", "0x", "é", "$NACL", "gAAAAA",
        "$ANSIBLE_VAULT;1.1;AES256\n",
    ].map { Array($0.utf8) }

    private static let samples: [[UInt8]] = KeyfileCase.all.map { VectorFile.bytes("keyfiles/\($0)") }

    @Test("are refused or read, and never crash the reader", arguments: [UInt64.random(in: .min ... .max), 1, 2])
    func mutations(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let file = Keyfile(path: "fuzz")
        let accounts = Set(KeyfileCase.all.map { $0.entry["publicKey"].string })
        for _ in 0..<400 {
            var bytes = Self.samples[Int.random(in: Self.samples.indices, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = .random(in: .min ... .max, using: &random)
                case 1: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + .random(in: 1...40, using: &random)))
                case 3: bytes.removeSubrange(place...)
                default: bytes += bytes[place...]
                }
            }
            // A password of no file: vaults that are still whole say so, and nothing opens.
            let content = try? file.content(
                file.open(SecretBytes(bytes)) { (encryption) throws(WalletError) in
                    guard encryption == .ansibleVault else { throw WalletError(.passwordNeeded, "") }
                    return try encryption.box(password: SecretBytes(utf8: "fuzz"))
                })
            guard let content else { continue }
            // Damage to a secret gives another key only where nothing else in the file says which key it is.
            let hex = content.publicKey.accountID.hex
            #expect(
                accounts.contains(hex) || !String(decoding: bytes, as: UTF8.self).contains("\"publicKey\""), "\(seed)")
        }
    }

    @Test("of random bytes are refused", arguments: [UInt64.random(in: .min ... .max)])
    func noise(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for length in 0..<500 {
            let bytes = random.bytes(length)
            #expect(throws: WalletError.self, "\(seed)") {
                try KeyfileRecord(parsing: SecretBytes(bytes), path: "noise").content()
            }
            #expect(throws: WalletError.self, "\(seed)") {
                try ExportedKey(parsing: SecretBytes(bytes), name: "noise")
            }
        }
    }
}
