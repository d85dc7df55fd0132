// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import Testing

@testable import BittensorWallet

@Suite("Files of a wallet")
struct FileSafetyTests {
    private let folder: TemporaryFolder
    private let wallet: Wallet
    private let alice: KeyPair
    private let bob: KeyPair

    init() throws {
        folder = try TemporaryFolder()
        wallet = try Wallet(name: "w", hotkey: "h", path: folder.path)
        alice = try KeyPair(uri: "//Alice")
        bob = try KeyPair(uri: "//Bob")
    }

    @Test("raise no concern as they are written")
    func noConcern() throws {
        try wallet.createHotkey(alice)
        #expect(wallet.hotkeyFile.concerns.isEmpty)
        #expect(wallet.coldkeyFile.concerns.isEmpty)
    }

    @Test("raise a concern when others have rights to them")
    func looseMode() throws {
        try wallet.createHotkey(alice)
        chmod(wallet.hotkeyFile.path, 0o644)
        #expect(wallet.hotkeyFile.concerns == [.looseMode(path: wallet.hotkeyFile.path, permissions: 0o644)])
        chmod(wallet.hotkeyFile.path, 0o600)
        chmod("\(wallet.folder)/hotkeys", 0o777)
        #expect(wallet.hotkeyFile.concerns == [.looseMode(path: "\(wallet.folder)/hotkeys", permissions: 0o777)])
        for concern in wallet.hotkeyFile.concerns { #expect(concern.description.contains("chmod")) }
    }

    @Test("raise a concern when they belong to somebody else", .enabled(if: getuid() == 0))
    func owner() throws {
        try wallet.createHotkey(alice)
        chown(wallet.hotkeyFile.path, 12345, 12345)
        #expect(wallet.hotkeyFile.concerns == [.foreignOwner(path: wallet.hotkeyFile.path)])
    }

    @Test("raise a concern when they are symbolic links, and are not replaced then")
    func symbolicLink() throws {
        try wallet.createHotkey(alice)
        let file = wallet.hotkeyFile
        let target = "\(folder.path)/elsewhere"
        try FileManager.default.moveItem(atPath: file.path, toPath: target)
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
        #expect(file.concerns == [.symbolicLink(path: file.path, target: target)])
        #expect(try wallet.hotkey().accountID == alice.accountID)
        let error = #expect(throws: WalletError(.notWritable, "")) { try wallet.createHotkey(bob, overwrite: true) }
        #expect(error?.reason.contains(target) == true)
        #expect(try Keyfile(path: target).keyPair().accountID == alice.accountID)
        #expect(wallet.hotkeyPublicFile.exists)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file.path) == target)
    }

    @Test("are written by one writer at a time")
    func lock() throws {
        try wallet.createHotkey(alice)
        let hotkeys = "\(wallet.folder)/hotkeys"
        try FolderLock.hold(hotkeys) { () throws(WalletError) in
            #expect(throws: WalletError(.busy, "")) {
                try FolderLock.hold(hotkeys, patience: .zero) { Issue.record("two writers") }
            }
            // Readers do not wait.
            #expect((try? wallet.hotkey().accountID) == alice.accountID)
        }
        // Not at once: a child that another test has forked may keep the lock for a moment.
        var isFree = false
        try FolderLock.hold(hotkeys) { isFree = true }
        #expect(isFree)
    }

    @Test("written by many at once are one of theirs, and whole")
    func manyWriters() async throws {
        let pairs = try (0..<8).map { try KeyPair(uri: "//\($0)") }
        let wallet = wallet
        try await withThrowingTaskGroup(of: Void.self) { group in
            for pair in pairs {
                group.addTask { for _ in 0..<5 { try wallet.createHotkey(pair, overwrite: true) } }
            }
            try await group.waitForAll()
        }
        let account = try wallet.hotkey().accountID
        #expect(pairs.map(\.accountID).contains(account))
        #expect(try wallet.hotkeyPublic() == account)
        #expect(folder.files == ["w/hotkeys/h", "w/hotkeys/hpub.txt"])
    }

    @Test("that a killed writer left are removed, and nothing else is")
    func leftovers() throws {
        let stay = [".h.tmp", ".h.!!.tmp", ".other.abc.tmp", ".h.abc.tmp.txt", "h.tmp", ".hx.abc.tmp"]
        for name in stay + [".h.1a2b3c.tmp", ".hpub.txt.zzz.tmp"] {
            _ = try folder.write([1], to: "w/hotkeys/\(name)")
        }
        try wallet.createHotkey(alice)
        #expect(folder.files == (stay + ["h", "hpub.txt"]).map { "w/hotkeys/\($0)" }.sorted())
    }

    @Test("of a gigabyte are refused without being read")
    func huge() throws {
        let path = try folder.write([], to: "w/coldkey")
        #expect(truncate(path, 1 << 30) == 0)
        let begin = ContinuousClock.now
        #expect(throws: WalletError(.corrupt, "")) { try wallet.coldkey() }
        #expect(throws: WalletError(.corrupt, "")) { try ExportedKey(path: path) }
        #expect(begin.duration(to: .now) < .seconds(1))
    }
}
