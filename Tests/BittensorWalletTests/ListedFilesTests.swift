// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import Testing

@testable import BittensorWallet

@Suite("The list of wallets")
struct ListedFilesTests {
    @Test("holds wallets and hotkeys, and nothing that systems and editors put beside them")
    func litter() throws {
        let folder = try TemporaryFolder()
        let pair = try KeyPair(uri: "//Alice")
        for name in ["main", ".hidden"] {
            try Wallet(name: name, hotkey: "h", path: folder.path).createHotkey(pair)
        }
        try Wallet(name: "main", hotkey: ".kept", path: folder.path).createHotkey(pair)
        try Wallet(name: "watched", path: folder.path).createColdkeyPublic(pair.publicKey)
        for name in [
            ".DS_Store", ".git/config", "__MACOSX/._main", ".ipynb_checkpoints/x", "notes.txt",
            "main/hotkeys/.DS_Store",
            "main/hotkeys/._h", "main/hotkeys/Thumbs.db", "main/hotkeys/desktop.ini", "main/hotkeys/old/h",
            "main/hotkeys/.ipynb_checkpoints/h",
        ] { _ = try folder.write([0, 0, 0, 1], to: name) }
        // What may have been a hotkey is told of.
        _ = try folder.write([], to: "main/hotkeys/damaged")

        let wallets = try Wallet.list(path: folder.path)
        #expect(wallets.map(\.name) == [".hidden", "main", "watched"])
        #expect(wallets[1].hotkeys.map(\.name) == [".kept", "damaged", "h"])
        #expect(wallets[1].hotkeys.map { $0.account != nil } == [true, false, true])
    }

    @Test("is in the order of the numbers in names")
    func order() throws {
        let folder = try TemporaryFolder()
        let pair = try KeyPair(uri: "//Alice")
        for number in [1, 10, 11, 2] {
            try Wallet(name: "w", hotkey: "k\(number)", path: folder.path).createHotkey(pair)
            try Wallet(name: "w\(number)", path: folder.path).createHotkey(pair)
        }
        let wallets = try Wallet.list(path: folder.path)
        #expect(wallets.map(\.name) == ["w", "w1", "w2", "w10", "w11"])
        #expect(wallets[0].hotkeys.map(\.name) == ["k1", "k2", "k10", "k11"])
    }

    @Test("What is missing is told with what there is")
    func missing() throws {
        let folder = try TemporaryFolder()
        let pair = try KeyPair(uri: "//Alice")
        func reason(_ name: String, _ hotkey: String, _ code: WalletError.Code) throws -> String {
            let wallet = try Wallet(name: name, hotkey: hotkey, path: folder.path)
            return #expect(throws: WalletError(code, "")) { try wallet.hotkey() }?.reason ?? ""
        }
        #expect(try reason("main", "h", .walletMissing).hasSuffix("make it first, or check its name and path"))
        try Wallet(name: "main", path: folder.path).createColdkeyPublic(pair.publicKey)
        #expect(try reason("mian", "h", .walletMissing).hasSuffix("the only wallet there is 'main'"))
        #expect(try reason("main", "h", .keyfileMissing).hasSuffix("make it first, or check its name and path"))
        for number in 1...13 {
            try Wallet(name: "main", hotkey: "k\(number)", path: folder.path).createHotkey(pair)
            if number == 2 { #expect(try reason("main", "h", .keyfileMissing).hasSuffix("there are 'k1', 'k2'")) }
        }
        #expect(try reason("main", "h", .keyfileMissing).contains("there are 13, such as 'k1', 'k2', 'k3'"))
        try Wallet(name: "main", hotkey: "seen", path: folder.path).createHotkeyPublic(pair.publicKey)
        #expect(try reason("main", "seen", .publicKeyOnly).contains("can only be watched"))
        let coldkey = #expect(throws: WalletError(.publicKeyOnly, "")) {
            try Wallet(name: "main", path: folder.path).coldkey()
        }
        #expect(coldkey?.reason.contains("can only be watched") == true)
    }

    @Test("is where HOME says, as for Python's tools")
    func home() throws {
        let home = try #require(ProcessInfo.processInfo.environment["HOME"])
        #expect(try Wallet(name: "x").folder == "\(home)/.bittensor/wallets/x")
    }
}
