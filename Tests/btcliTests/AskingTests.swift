// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SeededNumbers
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("Questions with choices")
struct AskingTests {
    private static let colors = Question(
        text: "Which colour", option: "--color-name", fallback: "red",
        choices: [.init(name: "red", note: "warm"), .init(name: "green"), .init(name: "2", note: "odd")],
        isClosed: true)

    private func answer(_ typed: [String], _ question: Question = colors) async throws -> (String, String) {
        let terminal = RecordedTerminal(typed: typed)
        return (try await terminal.console().ask(question) { $0 }, terminal.talk.text)
    }

    @Test(
        "are answered by a number, a name or nothing; a name counts before a number",
        arguments: [("1", "red"), ("green", "green"), ("", "red"), ("2", "2"), ("3", "2")])
    func choices(typed: String, meant: String) async throws {
        let (answer, talk) = try await answer([typed])
        #expect(answer == meant)
        #expect(talk == "  1  red    warm\n  2  green\n  3  2      odd\nWhich colour (red): ")
    }

    @Test("are asked again after a slip, with the nearest name")
    func slips() async throws {
        let (answer, talk) = try await answer(["gren", "7", "-1", "green"])
        #expect(answer == "green")
        #expect(talk.contains("there is no 'gren', did you mean 'green'?. Try again.") || talk.contains("did you mean"))
        #expect(talk.contains("answer with a number from 1 to 3, or a name"))
        #expect(talk.ranges(of: "Which colour (red): ").count == 4)
    }

    @Test("explain themselves by the help of their option")
    func help() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = await home.run(
            "wallet verify --message m --signature 0x\(String(repeating: "0", count: 128))", typed: ["?", "5G", "?"])
        #expect(run.talk.contains("On the command line --ss58 answers it. Ctrl-C ends the command."))
        #expect(run.talk.ranges(of: "Enter the address: ").count == 4)
        let transfer = await home.run("wallet new-hotkey -w default -H default", typed: ["?", "n"])
        #expect(transfer.talk.contains("y goes ahead, n does nothing."))
        #expect(transfer.talk.ranges(of: "Overwrite? [y/n]: ").count == 2)
    }

    @Test("about secrets explain themselves, too")
    func secretHelp() async throws {
        let terminal = RecordedTerminal(typed: ["?", "word"])
        let console = Console(terminal: terminal.terminal, optionWords: { $0 == "--file" ? "Words of \($0)." : nil })
        let secret = try await console.askSecret("Secret", option: "--file or --none")
        #expect(secret == SecretBytes(utf8: "word"))
        #expect(terminal.talk.text.contains("Words of --file. On the command line --file or --none answers it."))
        #expect(terminal.input.hiddenCount == 2)
    }

    @Test("take the default without a terminal, and name the option where there is none")
    func unasked() async throws {
        let console = RecordedTerminal().console()
        #expect(try await console.ask(Self.colors) { $0 } == "red")
        await #expect(throws: CLIError.self) { try await console.ask("To", option: "--dest") { $0 } }
    }
}

@Suite("Wallets and hotkeys that are chosen")
struct WalletChoiceTests {
    @Test("The only hotkey, or one of several by number or name, where the default one is not there")
    func hotkey() async throws {
        let home = try Home()
        for name in ["b", "a"] {
            try home.wallet("me", hotkey: name).createHotkey(KeyPair(uri: "//\(name)"))
        }
        try home.wallet("me").createColdkey(KeyPair(uri: "//Alice"), password: nil)
        for (typed, name) in [("1", "a"), ("b", "b"), ("2", "b")] {
            let terminal = RecordedTerminal(typed: [typed])
            let console = Console(terminal: terminal.terminal, environment: Environment(["HOME": home.path]))
            let options = try WalletOptions.parse(["--wallet-name", "me"])
            #expect(try await options.hotkey(console).name == name)
            #expect(terminal.talk.text.contains("Which hotkey of me: "))
            // It is asked for once, and meant ever after.
            #expect(try options.wallet(console).hotkeyName == name)
            #expect(try await options.hotkey(console).account == KeyPair(uri: "//\(name)").accountID)
        }
    }

    @Test("The wallet, where no name was given and the default one is not there")
    func wallet() async throws {
        let home = try Home()
        for name in ["me", "you"] {
            try home.wallet(name).createColdkey(KeyPair(uri: "//\(name)"), password: nil)
        }
        let signed = await home.run("wallet sign --message m", typed: ["2"])
        #expect(signed.status == .done)
        #expect(signed.output.contains(try home.wallet("you").coldkeyPublic().ss58()))
        let terminal = RecordedTerminal(typed: ["nobody", "me"])
        let console = Console(terminal: terminal.terminal, environment: Environment(["HOME": home.path]))
        #expect(try await WalletOptions.parse([]).wallet(choosingOn: console).name == "me")
        #expect(terminal.talk.text.ranges(of: "Which wallet: ").count == 2)
        // Nobody is asked who gave a name, or cannot be asked.
        #expect(try await WalletOptions.parse(["-w", "x"]).wallet(choosingOn: console).name == "x")
        let silent = Console(terminal: RecordedTerminal().terminal, environment: Environment(["HOME": home.path]))
        #expect(try await WalletOptions.parse([]).wallet(choosingOn: silent).name == "default")
    }

    @Test("A receiver may be a wallet of the folder; its address is told in full")
    func receiver() throws {
        let home = try Home()
        try home.wallet("bob").createColdkey(KeyPair(uri: "//Bob"), password: nil)
        let terminal = RecordedTerminal(typed: [])
        let console = Console(terminal: terminal.terminal, environment: Environment(["HOME": home.path]))
        let options = try WalletOptions.parse([])
        let bob = try KeyPair(uri: "//Bob").accountID
        #expect(try Receiver("bob").account(among: options, console) == bob)
        #expect(terminal.talk.text.contains(bob.ss58()))
        #expect(try Receiver(bob.ss58()).account(among: options, console) == bob)
        for (text, part) in [
            ("bobb", "did you mean the wallet"), ("../bob", "no wallet is called so"), ("", "no wallet"),
        ] {
            let error = #expect(throws: CLIError.self) { try Receiver(text).account(among: options, console) }
            #expect(error?.code == .usage)
            #expect(error?.reason.contains(part) == true, "\(error?.reason ?? "")")
        }
    }
}

@Suite("A new mnemonic")
struct MnemonicPageTests {
    private static let phrase =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"

    private func page(isChecked: Bool = true, isTakenAway: Bool = false) throws -> MnemonicPage {
        MnemonicPage(
            mnemonic: try Mnemonic(phrase: Self.phrase), kind: "hotkey", isChecked: isChecked, isTakenAway: isTakenAway)
    }

    @Test("stands in numbered rows that fit, and in a line to copy", arguments: [(80, 3), (40, 6), (20, 12)])
    func text(width: Int, rows: Int) throws {
        let lines = try page().text(width: width).split(separator: "\n")
        #expect(lines.filter { $0.wholeMatch(of: /( +\d+ [a-z]+ *)+/) != nil }.count == rows)
        #expect(lines.contains("  \(Self.phrase)"))
        #expect(lines.contains { $0.contains("12 about") })
    }

    @Test("is checked by two different places, the smaller first")
    func places() throws {
        var generator = SeededNumbers(seed: 1)
        var seen: Set<Int> = []
        for _ in 0..<100 {
            let places = try page().places(using: &generator)
            #expect(places.count == 2 && places[0] < places[1] && (0..<12).contains(places[1]))
            seen.formUnion(places)
        }
        #expect(seen.count == 12)
    }

    @Test("is checked until the words are right, or someone gives up, or the input ends")
    func check() async throws {
        let cases: [(typed: [String], end: String)] = [
            (["about abandon", "  ABANDON   about "], "That is right.\n"),
            (["x y", ""], "The mnemonic was not checked.\n"),
            ([], "The mnemonic was not checked.\n"),
        ]
        for (typed, end) in cases {
            let terminal = RecordedTerminal(typed: typed)
            try await page().check([2, 11], on: terminal.console())
            #expect(terminal.talk.text.contains("Type words 3 and 12, to see that they are written down: "))
            #expect(terminal.talk.text.hasSuffix(end), "\(terminal.talk.text)")
        }
    }

    @Test(
        "is asked about by nobody under --no-check and --no-prompt, and stands on its own screen where that is wanted")
    func screens() async throws {
        let silent = RecordedTerminal(typed: ["about abandon"])
        try await page().show(on: silent.console(ConsoleOptions(noPrompt: true)))
        #expect(silent.talk.text.contains(Self.phrase) && !silent.talk.text.contains("Type words"))
        let own = RecordedTerminal(typed: [""])
        try await page(isChecked: false, isTakenAway: true).show(on: own.console())
        #expect(own.talk.text.contains("\u{1B}[?1049h"))
        #expect(own.talk.text.hasSuffix("Press Enter when it is written down: \u{1B}[2J\u{1B}[?1049l"))
        let plain = RecordedTerminal(typed: [""])
        try await page(isChecked: false, isTakenAway: true).show(on: plain.console(ConsoleOptions(isPlain: true)))
        #expect(!plain.talk.text.contains("\u{1B}"))
    }
}

@Suite("Hints")
struct HintTests {
    private func talk(_ options: ConsoleOptions = ConsoleOptions(), isTerminal: Bool = true, home: Home? = nil)
        -> String
    {
        let terminal = RecordedTerminal(typed: isTerminal ? [] : nil)
        terminal.console(options).hint("do this")
        return terminal.talk.text
    }

    @Test("are for people at a terminal")
    func people() {
        #expect(talk() == "→ do this\n")
        #expect(talk(ConsoleOptions(isPlain: true)) == "Next: do this\n")
        #expect(talk(ConsoleOptions(isQuiet: true)).isEmpty)
        #expect(talk(ConsoleOptions(json: true)).isEmpty)
        #expect(talk(isTerminal: false).isEmpty)
    }

    @Test("are silenced by a setting")
    func setting() async throws {
        let home = try Home()
        let first = await home.run("wallet new-hotkey -H a --no-prompt", typed: [])
        #expect(first.talk.contains("→ 'btcli subnets list'"))
        #expect(await home.run("config set hints off").status == .done)
        let second = await home.run("wallet new-hotkey -H b --no-prompt", typed: [])
        #expect(!second.talk.contains("→"))
    }
}
