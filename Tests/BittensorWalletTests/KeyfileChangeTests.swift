// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import BittensorWallet

/// Every password costs seconds and 512 MiB: as few as will do, one after the other.
@Suite("Changing a keyfile", .serialized, .enabled(if: Lane.isWhole, "\(Lane.password)"))
struct KeyfileChangeTests {
    private static let old = SecretBytes(utf8: "old horse 42")
    private static let new = SecretBytes(utf8: "nëw horse 43")

    @Test("a password is set, changed and taken away, and the key stays")
    func password() throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(name: "w", path: folder.path)
        let pair = try KeyPair(mnemonic: .generate())
        try wallet.createColdkey(pair, password: nil)
        let file = wallet.coldkeyFile
        let plain = try Data(contentsOf: URL(filePath: file.path))

        try file.changePassword(from: nil, to: Self.old)
        #expect(try file.encryption() == .nacl)
        #expect(throws: WalletError(.passwordNeeded, "")) { try file.changePassword(from: nil, to: Self.new) }
        let locked = try Data(contentsOf: URL(filePath: file.path))
        #expect(throws: WalletError(.wrongPassword, "")) { try file.changePassword(from: Self.new, to: nil) }
        #expect(throws: WalletError(.weakPassword, "")) {
            try file.changePassword(from: Self.old, to: SecretBytes([]))
        }
        #expect(try Data(contentsOf: URL(filePath: file.path)) == locked)

        try file.changePassword(from: Self.old, to: nil)
        #expect(try Data(contentsOf: URL(filePath: file.path)) == plain)
        #expect(try folder.mode("w/coldkey") == 0o600)
        #expect(folder.files == ["w/coldkey", "w/coldkeypub.txt"])
    }

    @Test("a vault becomes a file of today, under the same password; others stay as they are")
    func upgrade() throws {
        let vector = try #require(KeyfileCase.encrypted("ansible").first)
        let folder = try TemporaryFolder()
        let file = Keyfile(path: "\(folder.path)/a/b/coldkey")
        try Keyfile(path: vector.path).copy(to: file)
        #expect(throws: WalletError(.keyfileExists, "")) { try Keyfile(path: vector.path).copy(to: file) }
        #expect(try folder.mode("a/b/coldkey") == 0o600)
        #expect(throws: WalletError(.wrongPassword, "")) { try file.upgradeEncryption(password: Self.old) }
        #expect(try file.encryption() == .ansibleVault)

        let password = SecretBytes(utf8: vector.entry["password"].string)
        #expect(try file.upgradeEncryption(password: password))
        #expect(try file.encryption() == .nacl)
        #expect(try !file.upgradeEncryption(password: password))
        #expect(try file.keyPair(password: password).accountID.hex == vector.entry["publicKey"].string)
        #expect(folder.files == ["a/b/coldkey"])
    }

    @Test("a public file has nothing to encrypt")
    func publicOnly() throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(name: "w", path: folder.path)
        try wallet.createColdkeyPublic(KeyPair(uri: "//Alice").publicKey)
        #expect(throws: WalletError(.publicKeyOnly, "")) {
            try wallet.coldkeyPublicFile.changePassword(from: nil, to: Self.new)
        }
        #expect(throws: WalletError(.keyfileMissing, "")) {
            try wallet.coldkeyFile.changePassword(from: nil, to: Self.new)
        }
    }

    @Test("public files are written alone, and never beside another secret", arguments: KeyScheme.allCases)
    func publicFiles(scheme: KeyScheme) throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(name: "w", path: folder.path)
        let pair = try KeyPair(uri: "//Alice", scheme: scheme)
        try wallet.createColdkeyPublic(pair.publicKey)
        try wallet.createHotkeyPublic(pair.publicKey)
        #expect(try wallet.coldkeyPublicFile.read().publicKey == pair.publicKey)
        #expect(try wallet.hotkeyPublic() == pair.accountID)
        #expect(throws: WalletError(.keyfileExists, "")) { try wallet.createColdkeyPublic(pair.publicKey) }
        let other = try KeyPair(uri: "//Bob", scheme: scheme)
        try wallet.createColdkeyPublic(other.publicKey, overwrite: true)
        #expect(try wallet.coldkeyPublic() == other.accountID)

        try wallet.createHotkey(pair, overwrite: true)
        #expect(throws: WalletError(.keyfileExists, "")) {
            try wallet.createHotkeyPublic(other.publicKey, overwrite: true)
        }
        #expect(try wallet.hotkeyPublic() == pair.accountID)
    }
}
