// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("btcli wallet new-coldkey, new-hotkey")
struct WalletCreationTests {
    static let folder = ".bittensor/wallets"

    @Test("write the files of the Python wallet, for their owner only")
    func files() async throws {
        let home = try Home()
        let coldkey = await home.run("wallet new-coldkey --no-password")
        let hotkey = await home.run("wallet new-hotkey")
        #expect(coldkey.status == .done)
        #expect(hotkey.status == .done)
        let folder = Self.folder
        #expect(
            home.files == [
                "\(folder)/default/coldkey", "\(folder)/default/coldkeypub.txt",
                "\(folder)/default/hotkeys/default", "\(folder)/default/hotkeys/defaultpub.txt",
            ])
        for file in home.files { #expect(try home.mode(file) == 0o600) }
        for part in ["", "/default", "/default/hotkeys"] { #expect(try home.mode(folder + part) == 0o700) }
        let wallet = try home.wallet()
        #expect(coldkey.output.contains(try wallet.coldkeyPublic().ss58()))
        #expect(hotkey.output.contains(try wallet.hotkey().accountID.ss58()))
        #expect(hotkey.output.contains(wallet.hotkeyFile.path))
    }

    @Test("print a document without secrets")
    func document() async throws {
        let home = try Home()
        let run = await home.run("wallet new-hotkey --wallet-name a --wallet-hotkey b --json-output")
        let members = ["name", "path", "hotkey", "hotkey_ss58", "coldkey_ss58"]
        #expect(run.memberNames == members)
        let wallet = try home.wallet("a", hotkey: "b")
        let pair = try wallet.hotkey()
        let document = try run.document
        #expect(document["hotkey_ss58"] as? String == pair.accountID.ss58())
        #expect(document["path"] as? String == wallet.hotkeyFile.path)
        let coldkey = await home.run("wallet new-coldkey --no-password --json-output")
        #expect(coldkey.memberNames == members)
        #expect(try coldkey.document["coldkey_ss58"] as? String == home.wallet().coldkeyPublic().ss58())
        #expect(!(run.output + run.talk).contains(try #require(wallet.hotkeyFile.read().keyPair?.mnemonic).phrase))
    }

    @Test("show the mnemonic on a terminal, once, and as talk", arguments: ["", "--json-output", "--quiet"])
    func mnemonicOnTerminal(options: String) async throws {
        let home = try Home()
        let run = await home.run("wallet new-hotkey \(options)", typed: ["", ""])
        let phrase = try #require(try home.wallet().hotkeyFile.read().keyPair?.mnemonic).phrase
        #expect(run.talk.ranges(of: phrase).count == 1)
        #expect(!run.output.contains(phrase))
        #expect(run.talk.contains("anyone who has possession of this mnemonic can use it"))
    }

    @Test("show no mnemonic without a terminal, and write it where asked to")
    func mnemonicFile() async throws {
        let home = try Home()
        let file = "\(home.path)/words"
        let run = await home.run("wallet new-hotkey --n-words 24 --mnemonic-file \(file)")
        #expect(run.status == .done)
        let phrase = try #require(try home.wallet().hotkeyFile.read().keyPair?.mnemonic).phrase
        #expect(try home.read("words") == phrase + "\n")
        #expect(try home.mode("words") == 0o600)
        #expect(phrase.split(separator: " ").count == 24)
        #expect(!(run.output + run.talk).contains(phrase))
        #expect(run.talk.contains(file))
    }

    @Test("never replace a mnemonic file, even with --overwrite")
    func mnemonicFileTaken() async throws {
        let home = try Home()
        let file = try home.write("precious", to: "words")
        let run = await home.run("wallet new-hotkey --overwrite --mnemonic-file \(file) --json-output")
        #expect(run.status == .cannotCreate)
        #expect(try run.error["code"] as? String == "keyfile_exists")
        #expect(try home.read("words") == "precious")
        #expect(home.files == ["words"])
    }

    @Test("keep no mnemonic of a key that could not be written")
    func nothingLeftBehind() async throws {
        let home = try Home()
        try home.write("", to: "wallets")
        let run = await home.run(
            "wallet new-coldkey --no-password --wallet-path \(home.path)/wallets --mnemonic-file \(home.path)/words")
        #expect(run.status == .cannotCreate)
        #expect(run.isOneLineError)
        #expect(home.files == ["wallets"])
    }

    @Test("ask for the names that were not given")
    func names() async throws {
        let home = try Home()
        let hotkey = await home.run("wallet new-hotkey", typed: ["mine", "first"])
        #expect(hotkey.talk.hasPrefix("Enter wallet name (default): Enter hotkey name (default): "))
        #expect(try home.wallet("mine", hotkey: "first").hotkeyFile.exists)
        let coldkey = await home.run("w new_coldkey --no_password", typed: [""])
        #expect(coldkey.talk.hasPrefix("Enter wallet name (default): "))
        #expect(!coldkey.talk.contains("hotkey name"))
        #expect(try home.wallet().coldkeyFile.exists)
    }

    @Test("--n-words takes the five lengths of mnemonics", arguments: [12, 15, 18, 21, 24])
    func wordCount(count: Int) async throws {
        let home = try Home()
        #expect(await home.run("wallet new-hotkey --n-words \(count)").status == .done)
        #expect(try home.wallet().hotkeyFile.read().keyPair?.mnemonic?.phrase.split(separator: " ").count == count)
    }

    @Test("--uri makes the key that it names, and --crypto-type chooses its kind", arguments: ["sr25519", "ed25519"])
    func uri(type: String) async throws {
        let home = try Home()
        let options = "--uri //Alice --crypto-type \(type)"
        #expect(await home.run("wallet new-coldkey \(options)").status == .done)
        #expect(await home.run("wallet new-hotkey \(options)").status == .done)
        let pair = try KeyPair(uri: "//Alice", scheme: type == "sr25519" ? .sr25519 : .ed25519)
        #expect(try home.wallet().coldkey().publicKey == pair.publicKey)
        #expect(try home.wallet().hotkey().publicKey == pair.publicKey)
        #expect(await home.run("wallet new-hotkey -w x --uri Alice").status == .dataError)
    }

    @Test("refuse other lengths and unusable names", arguments: ["--n-words 13", "--n-words x", "--wallet-name a/b"])
    func usage(options: String) async throws {
        let home = try Home()
        let run = await home.run("wallet new-hotkey \(options)")
        #expect(run.status == .usage)
        #expect(run.isOneLineError)
        #expect(home.files.isEmpty)
    }

    @Test("replace a key only when told to: by an answer, or --overwrite")
    func overwriting() async throws {
        let home = try Home()
        let first = try home.makeWallet().hotkey().accountID
        let no = await home.run("wallet new-hotkey", typed: ["", "", "n"])
        #expect(no.status == .cannotCreate)
        #expect(no.talk.contains("already exists. Overwrite? [y/n]: "))
        #expect(try home.wallet().hotkey().accountID == first)

        let yes = await home.run("wallet new-hotkey", typed: ["", "", "y", "y"])
        #expect(yes.status == .done)
        let second = try home.wallet().hotkey().accountID
        #expect(second != first)

        let option = await home.run("wallet new-hotkey --overwrite")
        #expect(option.status == .done)
        #expect(try home.wallet().hotkey().accountID != second)
        #expect(try home.wallet().hotkeyPublic() == home.wallet().hotkey().accountID)
    }

    @Test("name --overwrite where nobody can be asked", arguments: ["", "--no-prompt"])
    func overwritingUnasked(options: String) async throws {
        let home = try Home()
        let before = try home.makeWallet().coldkeyPublic()
        let run = await home.run(
            "wallet new-coldkey --no-password --json-output \(options)", typed: options.isEmpty ? nil : [])
        #expect(run.status == .cannotCreate)
        #expect(try run.error["exit_code"] as? Int == 73)
        #expect(try #require(try run.error["message"] as? String).contains("--overwrite"))
        #expect(try home.wallet().coldkeyPublic() == before)
    }

    @Test("say what is wrong with a folder that takes no files")
    func unwritable() async throws {
        for path in ["/proc/wallets", "/dev/null/wallets"] {
            let run = await Run("wallet new-hotkey --wallet-path \(path) --json-output")
            #expect(run.status == .cannotCreate)
            #expect(try #require(try run.error["message"] as? String).contains(path))
        }
    }
}
