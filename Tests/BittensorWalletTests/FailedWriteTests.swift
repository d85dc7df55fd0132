// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import Testing

@testable import BittensorWallet

@Suite("A key that cannot be written")
struct FailedWriteTests {
    /// A wallet whose folders just fit into a path, and whose files do not.
    private func deepWallet(in root: TemporaryFolder, hotkey: String) throws -> Wallet {
        var path = root.path
        let room = Int(PATH_MAX) - "/w/hotkeys".utf8.count - 2
        while room - path.utf8.count > 1 {
            path += "/" + String(repeating: "d", count: min(200, room - path.utf8.count - 1))
        }
        return try Wallet(name: "w", hotkey: hotkey, path: path)
    }

    @Test("leaves neither files nor folders behind")
    func nothingLeft() throws {
        let root = try TemporaryFolder()
        let wallet = try deepWallet(in: root, hotkey: String(repeating: "h", count: 100))
        let pair = try KeyPair(uri: "//Alice")
        #expect(throws: WalletError(.notWritable, "")) { try wallet.createHotkey(pair) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root.path).isEmpty)
    }

    @Test("leaves folders that were there, and what is in them")
    func othersStay() throws {
        let root = try TemporaryFolder()
        let wallet = try Wallet(name: "w", path: root.path)
        let pair = try KeyPair(uri: "//Alice")
        try wallet.createHotkey(pair)
        let before = root.files
        // A folder stands where the coldkey's public file should go.
        _ = try root.write([], to: "w/coldkeypub.txt/x")
        #expect(throws: WalletError.self) { try wallet.createColdkey(pair, password: nil, overwrite: true) }
        #expect(!wallet.coldkeyFile.exists)
        #expect(root.files == (before + ["w/coldkeypub.txt/x"]).sorted())
    }
}
