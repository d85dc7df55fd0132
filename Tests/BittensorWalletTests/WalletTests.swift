// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import BittensorWallet

@Suite struct WalletTests {
    @Test("a wallet prints itself as in Python")
    func description() throws {
        #expect("\(try Wallet())" == "Wallet (default, default, ~/.bittensor/wallets/)")
    }

    @Test("paths are laid out as in Python and ~ is expanded")
    func layout() throws {
        let wallet = try Wallet(name: "w", hotkey: "24-words.hk", homeFolder: "/home/u")
        #expect(wallet.coldkeyFile.path == "/home/u/.bittensor/wallets/w/coldkey")
        #expect(wallet.coldkeyPublicFile.path == "/home/u/.bittensor/wallets/w/coldkeypub.txt")
        #expect(wallet.hotkeyFile.path == "/home/u/.bittensor/wallets/w/hotkeys/24-words.hk")
        #expect(wallet.hotkeyPublicFile.path == "/home/u/.bittensor/wallets/w/hotkeys/24-words.hkpub.txt")
        #expect(try Wallet(path: "~", homeFolder: "/home/u").folder == "/home/u/default")
        #expect(try Wallet(path: "/srv/w//").folder == "/srv/w/default")
        #expect(try !Wallet().folder.hasPrefix("~"))
    }

    @Test(
        "unsafe names are refused",
        arguments: [
            "", ".", "..", "a/b", "/", "../x", "a\u{0}b", "a\nb", "\u{1b}[31m", "a\u{85}",
            String(repeating: "a", count: 300),
        ])
    func unsafeNames(name: String) {
        #expect(throws: WalletError(.invalidName, "")) { try Wallet(name: name) }
        #expect(throws: WalletError(.invalidName, "")) { try Wallet(hotkey: name) }
    }

    @Test("hotkey names that lists would skip are refused", arguments: ["apub.txt", "a.lock", ".a.x.tmp"])
    func skippedNames(name: String) {
        #expect(throws: WalletError(.invalidName, "")) { try Wallet(hotkey: name) }
    }

    @Test("keys are written readable by all releases and read again", arguments: KeyScheme.allCases)
    func roundTrip(scheme: KeyScheme) throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(name: "w", hotkey: "h", path: "\(folder.path)/deep/er")
        let coldkey = try KeyPair(mnemonic: .generate(.twentyFour), scheme: scheme)
        let hotkey = try KeyPair(uri: "//Alice", scheme: scheme)
        try wallet.createColdkey(coldkey, password: nil)
        try wallet.createHotkey(hotkey)

        #expect(
            folder.files == [
                "deep/er/w/coldkey", "deep/er/w/coldkeypub.txt", "deep/er/w/hotkeys/h", "deep/er/w/hotkeys/hpub.txt",
            ])
        for file in folder.files { #expect(try folder.mode(file) == 0o600) }
        for made in ["deep", "deep/er", "deep/er/w", "deep/er/w/hotkeys"] { #expect(try folder.mode(made) == 0o700) }

        #expect(try wallet.coldkey().privateKey == coldkey.privateKey)
        // What signs does not need what it was made from.
        #expect(try wallet.coldkey().mnemonic == nil && wallet.coldkey().seed == nil)
        #expect(try wallet.coldkeyFile.read().keyPair?.mnemonic == coldkey.mnemonic)
        #expect(try wallet.coldkeyFile.read().keyPair?.seed == coldkey.seed)
        #expect(try wallet.coldkey().scheme == scheme)
        #expect(try wallet.coldkeyPublic() == coldkey.accountID)
        #expect(try wallet.hotkey().privateKey == hotkey.privateKey)
        #expect(try wallet.hotkeyPublic() == hotkey.accountID)
        #expect(try !wallet.isColdkeyEncrypted && !wallet.isHotkeyEncrypted)

        // Releases up to 4.0.1 accept strings only.
        let json = try JSONDecoder().decode(
            Vector.self, from: Data(contentsOf: URL(filePath: wallet.coldkeyFile.path)))
        #expect(json["cryptoType"] == (scheme == .ed25519 ? .integer(0) : .null))
        #expect(
            json.members.filter { $0.key != "cryptoType" }.allSatisfy {
                if case .string = $0.value { true } else { false }
            })
        #expect(json["secretPhrase"].string == coldkey.mnemonic?.phrase)
        let hotkeyJSON = try JSONDecoder().decode(
            Vector.self, from: Data(contentsOf: URL(filePath: wallet.hotkeyFile.path)))
        #expect(hotkeyJSON["secretSeed"].isNull && hotkeyJSON["secretPhrase"].isNull)
    }

    @Test("the fields written are those of the real tools", arguments: KeyfileCase.encrypted("none"))
    func sameFieldsAsTheRealTools(vector: KeyfileCase) throws {
        let theirs = try JSONDecoder().decode(Vector.self, from: Data(VectorFile.bytes("keyfiles/\(vector)")))
        let content = try Keyfile(path: vector.path).read()
        let written =
            switch content {
            case .keyPair(let pair): KeyfileRecord.json(pair)
            case .publicKey(let key): KeyfileRecord.json(key)
            }
        let ours = try JSONDecoder().decode(Vector.self, from: Data(written.withUnsafeBytes(Array.init)))
        for (field, value) in theirs.members where !value.isNull && field != "cryptoType" {
            #expect(ours[field] == value)
        }
        #expect(try KeyfileRecord(parsing: written, path: "ours").content().publicKey == content.publicKey)
    }

    @Test("nothing is overwritten unless asked")
    func overwriting() throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(path: folder.path)
        let (alice, bob) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Bob"))
        try wallet.createHotkey(alice)
        #expect(throws: WalletError(.keyfileExists, "")) { try wallet.createHotkey(bob) }
        #expect(try wallet.hotkey().accountID == alice.accountID)
        try wallet.createHotkey(bob, overwrite: true)
        #expect(try wallet.hotkey().accountID == bob.accountID)
        #expect(try wallet.hotkeyPublic() == bob.accountID)

        try FileManager.default.removeItem(atPath: wallet.hotkeyFile.path)
        #expect(throws: WalletError(.keyfileExists, "")) { try wallet.createHotkey(alice) }
        #expect(folder.files == ["default/hotkeys/defaultpub.txt"])
    }

    @Test("a file that appears in the last moment is not overwritten")
    func publishingRace() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/key"
        let staged = try StagedFile(SecretBytes(utf8: "mine"), for: path)
        _ = try folder.write(Array("theirs".utf8), to: "key")
        #expect(throws: WalletError(.keyfileExists, "")) { try staged.publish(overwrite: false) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "theirs")
    }

    @Test("a staged file that is dropped leaves nothing")
    func droppedStage() throws {
        let folder = try TemporaryFolder()
        do {
            let staged = try StagedFile(SecretBytes(utf8: "secret"), for: "\(folder.path)/key")
            #expect(folder.files.count == 1 && folder.files.allSatisfy(StagedFile.isTemporary))
            #expect(try folder.mode(folder.files[0]) == 0o600)
            withExtendedLifetime(staged) {}
        }
        #expect(folder.files.isEmpty)
    }

    @Test("what cannot be written is said with path and reason")
    func notWritable() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([1], to: "file")
        let wallet = try Wallet(path: "\(file)/wallets")
        let error = #expect(throws: WalletError(.notWritable, "")) { try wallet.createHotkey(KeyPair(uri: "//Alice")) }
        #expect(error?.reason.contains(file) == true && error?.reason.contains("Not a directory") == true)
        #expect(folder.files == ["file"])
    }

    @Test(
        "system errors become codes",
        arguments: [
            (ENOSPC, WalletError.Code.diskFull), (EDQUOT, .diskFull), (EFBIG, .diskFull), (EROFS, .notWritable),
            (EACCES, .notWritable), (EEXIST, .keyfileExists),
        ])
    func systemErrors(number: CInt, code: WalletError.Code) {
        #expect(StagedFile.failure("/x", SystemCall.Failure(number: number)).code == code)
    }

    @Test("a wallet that can only be looked at says so where it shall sign")
    func publicHalf() throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(path: folder.path)
        let account = try KeyPair(uri: "//Alice").publicKey
        try wallet.createColdkeyPublic(account)
        #expect(try wallet.coldkeyPublic() == account.accountID)
        for error in [
            #expect(throws: WalletError.self) { try wallet.coldkey() },
            #expect(throws: WalletError.self) { try wallet.isColdkeyEncrypted },
        ] {
            #expect(error?.code == .publicKeyOnly)
            #expect(error?.reason.contains("can only be watched") == true)
        }
    }

    @Test("what is missing is said")
    func missing() throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(path: folder.path)
        #expect(!wallet.exists)
        #expect(throws: WalletError(.walletMissing, "")) { try wallet.hotkey() }
        #expect(throws: WalletError(.walletMissing, "")) { try wallet.coldkeyPublic() }
        try wallet.createHotkey(KeyPair(uri: "//Alice"))
        #expect(wallet.exists)
        #expect(throws: WalletError(.keyfileMissing, "")) { try wallet.coldkey() }
        #expect(throws: WalletError(.keyfileMissing, "")) { try wallet.isColdkeyEncrypted }
    }

    @Test("what is no keyfile is refused")
    func noKeyfile() throws {
        let folder = try TemporaryFolder()
        let large = try folder.write([UInt8](repeating: 0x20, count: Keyfile.largestFile + 1), to: "large")
        #expect(throws: WalletError(.corrupt, "")) { try Keyfile(path: large).read() }
        #expect(throws: WalletError(.corrupt, "")) { try Keyfile(path: folder.path).read() }
        let short = try folder.write(Array("$NACL123".utf8), to: "short")
        #expect(throws: WalletError(.corrupt, "")) { try Keyfile(path: short).read() }
        let locked = try folder.write(Array("$NACL".utf8) + [UInt8](repeating: 1, count: 200), to: "locked")
        #expect(throws: WalletError(.passwordNeeded, "")) { try Keyfile(path: locked).read() }
    }

    @Test("an empty password is refused for writing")
    func emptyPassword() throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(path: folder.path)
        #expect(throws: WalletError(.weakPassword, "")) {
            try wallet.createColdkey(KeyPair(uri: "//Alice"), password: SecretBytes([]))
        }
        #expect(folder.files.isEmpty)
    }
}

@Suite struct WalletListingTests {
    @Test("the wallets of every release are listed", arguments: KeyfileCase.producers)
    func realWallets(producer: String) throws {
        let listings = try Wallet.list(path: VectorFile.path("keyfiles/\(producer)/wallets"))
        let entries = KeyfileCase.all.filter { $0.producer == producer }
        var expected: [String: Set<String>] = [:]
        for vector in entries {
            let parts = vector.entry["path"].string.split(separator: "/").map(String.init)
            expected[parts[1], default: []].formUnion(parts[2] == "hotkeys" ? [parts[3]] : [])
            let listing = try #require(listings.first { $0.name == parts[1] })
            if parts[2] == "coldkey" {
                #expect(listing.coldkey?.ss58() == vector.entry["ss58Address"].string)
            } else {
                let hotkey = try #require(listing.hotkeys.first { $0.name == parts[3] })
                #expect(hotkey.isEncrypted == (vector.encryption != "none"))
                #expect(hotkey.account == nil || hotkey.account?.ss58() == vector.entry["ss58Address"].string)
                #expect(hotkey.isEncrypted || hotkey.account != nil)
            }
        }
        #expect(listings.map(\.name) == expected.keys.sorted { $0.precedesNaturally($1) })
        for listing in listings {
            let hotkeys = expected[listing.name]?.sorted { $0.precedesNaturally($1) }
            #expect(listing.hotkeys.map(\.name) == hotkeys)
        }
    }

    @Test("no folder means no wallets, and other files are skipped")
    func oddFolders() throws {
        let folder = try TemporaryFolder()
        #expect(try Wallet.list(path: "\(folder.path)/none").isEmpty)
        for name in ["w/hotkeys/a.lock", "w/hotkeys/apub.txt", "w/hotkeys/.a.1.tmp", "w/hotkeys/broken", "file"] {
            _ = try folder.write([1], to: name)
        }
        #expect(
            try Wallet.list(path: folder.path) == [
                WalletListing(
                    name: "w", coldkey: nil, hotkeys: [.init(name: "broken", account: nil, isEncrypted: false)])
            ])
    }
}
