// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import btcli

@Suite("btcli wallet regen-…")
struct WalletRegenerationTests {
    private static let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"
    private static let address = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV"
    private static let seed = "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e"

    @Test(
        "make a key from bare words, quoted words and a seed, and warn that others can see them",
        arguments: ["--mnemonic \(phrase)", "--seed \(seed)", "--seed \(seed.dropFirst(2))"])
    func arguments(option: String) async throws {
        let home = try Home()
        let hotkey = await home.run("w regen_hotkey \(option) --wallet.name a --wallet.hotkey b --json-output")
        #expect(hotkey.status == .done)
        #expect(hotkey.memberNames == ["name", "path", "hotkey", "hotkey_ss58", "coldkey_ss58"])
        #expect(try hotkey.document["hotkey_ss58"] as? String == Self.address)
        #expect(hotkey.talk.contains("warning: --"))
        #expect(!(hotkey.talk + hotkey.output).contains("lonely"))
        let coldkey = await home.run("wallet regen-coldkey \(option) --no-use-password -w a")
        #expect(coldkey.status == .done)
        let wallet = try home.wallet("a", hotkey: "b")
        #expect(try wallet.coldkey().accountID == wallet.hotkey().accountID)
        #expect(try wallet.coldkeyPublic().ss58() == Self.address)
        #expect((try wallet.hotkeyFile.read().keyPair?.mnemonic != nil) == option.contains("mnemonic"))
    }

    @Test("take a mnemonic in one argument, with options behind it")
    func quoted() async throws {
        let home = try Home()
        let run = await Run(
            ["wallet", "regen-hotkey", "--mnemonic", Self.phrase, "--crypto-type", "0"],
            environment: ["HOME": home.path])
        #expect(run.status == .done)
        let pair = try home.wallet().hotkey()
        #expect(pair.scheme == .ed25519)
        #expect(try home.wallet().hotkeyFile.read().keyPair?.mnemonic?.phrase == Self.phrase)
        #expect(try home.read(".bittensor/wallets/default/hotkeys/default").contains("\"cryptoType\":0"))
    }

    @Test("ask where nothing was given, show nothing of the answer, and ask again")
    func asking() async throws {
        let home = try Home()
        let run = await home.run(
            "wallet regen-hotkey",
            typed: ["", "", "", Self.phrase.replacing("lonely", with: "lonley"), " \(Self.phrase)"])
        #expect(run.status == .done)
        #expect(run.talk.contains("did you mean lonely?"))
        #expect(!run.talk.contains("bottom"))
        #expect(try home.wallet().hotkey().accountID.ss58() == Self.address)
    }

    @Test("read a file or standard input", arguments: ["words", "-"])
    func file(name: String) async throws {
        let home = try Home()
        let path = name == "-" ? name : try home.write(Self.phrase + "\nrest", to: name)
        let run = await home.run(
            "wallet regen-hotkey --no-prompt --mnemonic-file \(path)", typed: name == "-" ? [Self.phrase] : [])
        #expect(run.status == .done)
        #expect(!run.talk.contains("warning"))
        #expect(try home.wallet().hotkey().accountID.ss58() == Self.address)
    }

    @Test(
        "refuse what is wrong, in a line that says why",
        arguments: [
            ("--mnemonic \(phrase.replacing("lonely", with: "lonley"))", 65, "did you mean lonely?"),
            ("--mnemonic \(phrase.replacing("walk", with: "walnut"))", 65, "checksum"),
            ("--mnemonic bottom drive", 65, "12, 15, 18, 21 or 24"),
            ("--seed 0x11", 65, "32 bytes"), ("--seed zz", 65, "hex"),
            ("--mnemonic \(phrase) --seed \(seed)", 64, "same thing twice"),
            ("--json-password x", 64, "--json"), ("--json /nonexistent", 66, "/nonexistent"),
            ("--crypto-type 2 --seed \(seed)", 64, "sr25519"), ("", 64, "--mnemonic-file"),
        ])
    func refusals(options: String, status: Int32, part: String) async throws {
        let home = try Home()
        let run = await home.run("wallet regen-hotkey \(options)")
        #expect(run.status.rawValue == status)
        #expect(run.isOneLineError)
        #expect(run.talk.contains(part))
        #expect(home.files.isEmpty)
    }

    @Test(
        "open a JSON file that polkadot-js exported", arguments: ["--json-password pass", "--json-password-file", ""])
    func exported(option: String) async throws {
        let vector = try #require(
            VectorFile("keys.json").cases("polkadot_js_json").first { $0["passphrase"].string == "pass" })
        let home = try Home()
        let encoded = vector["json"]["encoded"].string
        let json = try home.write(
            """
            {"encoded":"\(encoded)","encoding":{"content":["pkcs8","sr25519"],
            "type":["scrypt","xsalsa20-poly1305"],"version":"3"},"address":"\(vector["ss58_42"].string)","meta":{}}
            """, to: "backup.json")
        var option = option
        if option.hasSuffix("-file") { option += " " + (try home.write("pass\n", to: "password")) }
        let run = await home.run(
            "wallet regen-hotkey -w default -H default --json \(json) \(option)", typed: option.isEmpty ? ["pass"] : nil
        )
        #expect(run.status == .done)
        #expect(run.talk.contains("warning") == option.hasPrefix("--json-password "))
        #expect(try home.wallet().hotkey().accountID.ss58() == vector["ss58_42"].string)

        let wrong = await home.run("wallet regen-hotkey --overwrite --json \(json) --json-password no --json-output")
        #expect(wrong.status == .noPermission)
        #expect(try wrong.error["code"] as? String == "wrong_password")
    }

    @Test("write public files from an address or a public key")
    func publicFiles() async throws {
        let home = try Home()
        let alice = try KeyPair(uri: "//Alice").accountID
        let coldkey = await home.run("w regen_coldkeypub --ss58_address \(alice.ss58()) --json-output")
        #expect(coldkey.status == .done)
        #expect(try coldkey.document["coldkey_ss58"] as? String == alice.ss58())
        let hotkey = await home.run("w regen_hotkeypub --public_key_hex \(alice.hex)")
        #expect(hotkey.status == .done)
        let folder = ".bittensor/wallets/default"
        #expect(home.files == ["\(folder)/coldkeypub.txt", "\(folder)/hotkeys/defaultpub.txt"])
        #expect(try home.wallet().coldkeyPublic() == alice)
        #expect(try home.wallet().hotkeyPublic() == alice)
        #expect(await home.run("w regen-coldkeypub --ss58 \(alice.ss58())").status == .cannotCreate)
        let other = SS58.encode(alice.bytes, format: 0)
        let foreign = await home.run("w regen-coldkeypub --overwrite --ss58 \(other)")
        #expect(foreign.status == .usage)
        #expect(foreign.isOneLineError)
        let both = await home.run("w regen-coldkeypub --ss58 \(other) --public-key \(alice.hex) --overwrite")
        #expect(both.status == .usage)
    }
}
