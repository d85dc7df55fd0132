// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import BittensorWallet

/// Writers that are killed (SIGKILL) wherever they happen to be.
///
/// They are children of the test process: `fork`, which Swift hides, because a program with threads may do little after it.
/// These children only write files, and one that got stuck would be killed like the others.
@Suite("A killed writer", .enabled(if: Lane.isWhole, "left out of the quick lane: a thousand processes"))
struct KilledWriterTests {
    private typealias Fork = @convention(c) () -> pid_t

    private static let fork: Fork? = dlsym(dlopen(nil, RTLD_NOW), "fork").map { unsafeBitCast($0, to: Fork.self) }

    /// Runs `body` again and again in a child and kills it after `microseconds`.
    private static func runKilled(after microseconds: UInt32, _ body: () -> Void) throws {
        let fork = try #require(Self.fork)
        let child = fork()
        if child == 0 {
            while true { body() }
        }
        try #require(child > 0)
        usleep(microseconds)
        kill(child, SIGKILL)
        var status: CInt = 0
        #expect(waitpid(child, &status, 0) == child)
    }

    @Test("leaves one key or the other, never half of one, and never a public file of another key")
    func overwriting() throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(name: "w", hotkey: "h", path: folder.path)
        let pairs = try ["//Alice", "//Bob"].map { try KeyPair(uri: $0) }
        let accounts = pairs.map(\.accountID)
        try wallet.createHotkey(pairs[0])
        var changes = 0
        var leftovers = 0
        var last = accounts[0]
        // A write takes as long as the disk needs to flush: where that is slow, children live longer.
        var longestLife: UInt32 = 6000
        for round in 0..<300 {
            if round % 20 == 19, changes == 0 { longestLife = min(longestLife * 2, 400_000) }
            try Self.runKilled(after: .random(in: 0...longestLife)) {
                for pair in pairs { try? wallet.createHotkey(pair, overwrite: true) }
            }
            let account = try wallet.hotkeyFile.keyPair().accountID
            #expect(accounts.contains(account))
            // The public file may be missing for a moment; then the address comes from the secret.
            #expect(try wallet.hotkeyPublic() == account)
            #expect(try folder.mode("w/hotkeys/h") == 0o600)
            if account != last { changes += 1 }
            last = account
            leftovers += folder.files.contains { $0.hasSuffix(StagedFile.temporarySuffix) } ? 1 : 0
        }
        // Otherwise nothing was tried: no child came so far as to write, or none was killed in the middle.
        #expect(changes > 0)
        #expect(leftovers > 0)
        try wallet.createHotkey(pairs[0], overwrite: true)
        #expect(folder.files == ["w/hotkeys/h", "w/hotkeys/hpub.txt"])
    }

    @Test("leaves a new key whole, or none")
    func creating() throws {
        let folder = try TemporaryFolder()
        let pair = try KeyPair(uri: "//Alice")
        var whole = 0
        var longestLife: UInt32 = 3000
        for round in 0..<100 {
            if round % 10 == 9, whole == 0 { longestLife = min(longestLife * 2, 400_000) }
            let wallet = try Wallet(name: "w\(round)", hotkey: "h", path: folder.path)
            try Self.runKilled(after: .random(in: 0...longestLife)) { try? wallet.createHotkey(pair) }
            guard wallet.hotkeyFile.exists else {
                #expect(!wallet.hotkeyPublicFile.exists)
                continue
            }
            #expect(try wallet.hotkey().accountID == pair.accountID)
            whole += 1
        }
        #expect(whole > 0)
    }
}
