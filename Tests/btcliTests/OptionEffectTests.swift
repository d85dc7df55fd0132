// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import Testing

@testable import btcli

@Suite("Words of a command line")
struct OptionEffectTests {
    @Test(
        "that cannot have an effect are refused, before anything is asked or read",
        arguments: [
            ("wallet new-coldkey --no-password --password-file x", "--password-file has no effect with --no-password"),
            ("wallet create --no-use-password --password-fd 3", "--password-fd has no effect with --no-password"),
            ("wallet regen-coldkey --no-password --password-file x", "--password-file has no effect"),
            (
                "wallet new-coldkey --uri //Alice --password-file x",
                "--password-file has no effect on the key of a --uri"
            ),
            ("wallet new-coldkey --uri //Alice --n-words 24", "--n-words has no effect"),
            ("replay head --trace-limit 5", "--trace-limit has no effect without --trace"),
            ("replay head --trace --trace-limit 0", "--trace-limit is 0, which shows nothing"),
            ("wallet create --uri //Alice --mnemonic-file x", "--mnemonic-file has no effect"),
            ("wallet new-hotkey --password-file x", "--password-file has no effect without --use-password"),
            ("wallet new-hotkey --use-password --no-password", "exclude each other"),
            ("wallet new-hotkey --use-password --uri //Alice", "--use-password has no effect"),
            ("wallet regen-hotkey --password-fd 3", "--password-fd has no effect without --use-password"),
            ("wallet change-password --no-password --new-password-file x", "--new-password-file has no effect"),
            ("wallet change-password --password-file x --password-fd 3", "say the same thing twice"),
            ("wallet change-password --new-password-file x --new-password-fd 3", "say the same thing twice"),
            (
                "wallet sign --message m --wallet-hotkey h",
                "--wallet-hotkey has no effect on a signature of the coldkey"
            ),
        ])
    func noEffect(line: String, words: String) async throws {
        let home = try Home()
        let run = await home.run(line, typed: [])
        #expect(run.status == .usage)
        #expect(run.talk.contains(words), "\(run.talk)")
        #expect(home.files.isEmpty)
    }

    @Test("A password for a key that has none is told of, and the key used")
    func unencrypted() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = await home.run("wallet sign --message m --password-file /nonexistent")
        #expect(run.status == .done)
        #expect(run.talk.contains("is not encrypted: --password-file has no effect"))
    }

    @Test(
        "that are no text are refused: repaired, they would be others",
        arguments: [
            [Array("wallet".utf8), Array("sign".utf8), Array("--message".utf8), [0xff, 0xfe]],
            [Array("wallet".utf8), Array("list".utf8), Array("-w".utf8), [0x6e, 0xe4]],
        ])
    func notUTF8(words: [[UInt8]]) async throws {
        for json in [false, true] {
            let recorded = RecordedTerminal()
            let launcher = Launcher(terminal: recorded.terminal)
            let status = await launcher.run(bytes: words + (json ? [Array("--json-output".utf8)] : []))
            #expect(status == .usage)
            let said = json ? recorded.output.text : recorded.talk.text
            #expect(said.contains("word \(words.count) of the command line") && said.contains("is not UTF-8 text"))
        }
        let launcher = Launcher(terminal: RecordedTerminal().terminal)
        #expect(await launcher.run(bytes: [Array("--version".utf8)]) == .done)
    }

    @Test("A variable of ours that is no text stops the command that would read it")
    func unreadableVariable() async throws {
        let recorded = RecordedTerminal()
        let environment = Environment(["HOME": "/nonexistent"], unreadable: ["BT_WALLET"])
        #expect(
            await Launcher(terminal: recorded.terminal, environment: environment).run(["wallet", "list"]) == .usage)
        #expect(recorded.talk.text.contains("the variable BT_WALLET is not UTF-8 text"))
    }

    @Test(
        "Names in advice can be pasted into a shell",
        arguments: [
            ("plain-1.2_x", "plain-1.2_x"), ("my wallet \u{2603}", "'my wallet \u{2603}'"), ("it's", "'it'\\''s'"),
            ("~/a b", "~/'a b'"), ("~/.bittensor/wallets/", "~/.bittensor/wallets/"), ("$(x)", "'$(x)'"), ("", "''"),
        ])
    func shellWord(text: String, word: String) { #expect(text.shellWord == word) }

    @Test("Making a wallet where half of it is there advises to make the other half")
    func halfAWallet() async throws {
        let home = try Home()
        try home.wallet("my w").createColdkey(KeyPair(uri: "//Alice"), password: nil)
        let create = ["wallet", "create", "-w", "my w", "-H", "second", "--no-password", "-y"]
        let run = await Run(create, environment: ["HOME": home.path])
        #expect(run.talk.contains("with btcli wallet new-hotkey -w 'my w' -H second,"))
        try home.wallet("my w", hotkey: "second").createHotkey(KeyPair(uri: "//Bob"))
        let both = await Run(create, environment: ["HOME": home.path])
        #expect(both.talk.contains("choose another name"))
    }
}
