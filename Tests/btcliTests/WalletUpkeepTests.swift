// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import btcli

@Suite("btcli wallet create, update, change-password", .serialized)
struct WalletUpkeepTests {
    @Test("create makes both keys, and keeps both mnemonics where asked to")
    func create() async throws {
        let home = try Home()
        let run = await home.run(
            "wallet create --wallet-name a --wallet-hotkey b --no_password --n_words 15 --mnemonic-file \(home.path)/m --json-output"
        )
        #expect(run.status == .done)
        #expect(run.memberNames == ["name", "path", "hotkey", "hotkey_ss58", "coldkey_ss58"])
        let wallet = try home.wallet("a", hotkey: "b")
        #expect(try run.document["coldkey_ss58"] as? String == wallet.coldkeyPublic().ss58())
        #expect(try run.document["hotkey_ss58"] as? String == wallet.hotkeyPublic().ss58())
        #expect(try home.read("m") == wallet.coldkeyFile.read().keyPair?.mnemonic?.phrase.appending("\n"))
        #expect(try home.read("m.hotkey") == wallet.hotkeyFile.read().keyPair?.mnemonic?.phrase.appending("\n"))
        #expect(await home.run("wallet create --wallet-name a --wallet-hotkey b --no-password").status == .cannotCreate)
    }

    @Test("update rewrites a vault under its password, after a mistyped one")
    func update() async throws {
        let entry = try #require(
            VectorFile("keyfiles/bittensor-6.9.4/expected.json").cases("entries").first {
                $0["encryption"].string == "ansible"
            })
        let home = try Home()
        let wallet = try home.wallet("vault")
        try Keyfile(path: VectorFile.path("keyfiles/bittensor-6.9.4/\(entry["path"].string)")).copy(
            to: wallet.coldkeyFile)
        try wallet.createHotkey(KeyPair(uri: "//Bob"))
        let given = await home.run("wallet update -w vault --json-output", environment: ["BT_WALLET_PASSWORD": "wrong"])
        #expect(given.status == .noPermission)
        #expect(try given.error["code"] as? String == "wrong_password")

        let run = await home.run("wallet update -w vault --json-output", typed: ["wrong", entry["password"].string])
        #expect(run.status == .done)
        #expect(run.talk.contains("Try again"))
        let files = try #require(try run.document["files"] as? [[String: any Sendable]])
        #expect(files.map { $0["updated"] as? Bool } == [true, false])
        #expect(files.map { $0["encryption"] as? String } == ["nacl", "none"])
        #expect(try wallet.coldkeyFile.encryption() == .nacl)
        let again = await home.run("wallet update --all")
        #expect(again.status == .done)
        #expect(again.output.contains("up to date"))
    }

    @Test("change-password sets one and takes it away, from open files too")
    func changePassword() async throws {
        let home = try Home()
        let account = try home.makeWallet().coldkey().accountID
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data("correct horse 1\nrest\n".utf8))
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        let set = await home.run("wallet change-password --new-password-fd \(descriptor) --json-output")
        #expect(set.status == .done)
        #expect(try set.document["encrypted"] as? Bool == true)
        #expect(try home.wallet().isColdkeyEncrypted)
        let wrong = await home.run("wallet change-password --password-fd \(descriptor) --no-password")
        #expect(wrong.status == .noPermission)
        #expect(wrong.isOneLineError)
        let file = try home.write("correct horse 1", to: "password")
        let taken = await home.run("wallet change_password --password-file \(file) --no-password")
        #expect(taken.status == .done)
        #expect(try home.wallet().coldkey().accountID == account)
        let weak = await home.run("wallet change-password --use-hotkey --new-password-file -", typed: ["", "", "abc"])
        #expect(weak.status == .usage)
        #expect(try home.wallet().isHotkeyEncrypted == false)
    }
}
