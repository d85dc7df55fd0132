// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstrateClient
import SubstrateKeys
import SubtensorLocalnet
import TestVectors
import Testing

@testable import btcli

@Suite("Completion")
struct CompletionTests {
    /// What is offered where the line ends, or within its last word.
    private func offered(_ line: String, _ home: Home? = nil, shell: String = "fish") -> [String] {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let environment = Environment(home.map { ["HOME": $0.path] } ?? [:])
        let text = WordCompletion(
            words, at: words.count - 1, splitsAtEquals: shell == "bash", names: NameSource.Reader(environment)
        ).text(for: shell)
        return text.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    }

    @Test(
        "offers commands and options, behind aliases and old spellings, too",
        arguments: [
            ("wal", ["words", "wallet"]), ("wallet lis", ["words", "list"]), ("w lis", ["words", "list"]),
            ("s pow", ["words", "pow-register"]), ("subnets pow_", ["words", "pow_register"]),
            ("wallet new_c", ["words", "new_coldkey"]),
            ("stake get_ch", ["words", "get_children", "get_childkey_take"]),
            ("stake child re", ["words", "revoke"]), ("wallet list --wallet-p", ["words", "--wallet-path"]),
            ("wallet list --wallet_p", ["words", "--wallet_path"]),
            ("wallet list --wallet.p", ["words", "--wallet.path"]),
            ("wallet transfer --dry", ["words", "--dry-run"]), ("wallet list -- --wal", ["words"]),
            ("nope lis", ["words"]), ("wallet balance --subtensor.n", ["words", "--subtensor.network"]),
        ])
    func words(line: String, expected: [String]) {
        #expect(offered(line) == expected)
    }

    @Test("offers values: names of networks, settings, hyperparameters, storage, codes; files and folders")
    func values() {
        #expect(offered("wallet balance --network fin") == ["words", "finney"])
        #expect(offered("wallet balance --network=emb") == ["words", "--network=embedded"])
        #expect(offered("wallet balance --subtensor.network loc") == ["words", "local"])
        #expect(offered("config set netw") == ["words", "network"])
        #expect(offered("config set hints ") == ["words", "true", "false"])
        #expect(offered("config set color a") == ["words", "auto", "always"])
        #expect(offered("sudo set --param temp") == ["words", "tempo"])
        #expect(offered("query SubtensorModule.Temp") == ["words", "SubtensorModule.Tempo"])
        #expect(offered("call SubtensorModule.start") == ["words", "SubtensorModule.start_call"])
        #expect(offered("call SubtensorModule.start_call net") == ["words", "netuid="])
        #expect(offered("call SubtensorModule.start_call netuid=1 net") == ["words"])
        #expect(offered("explain wrong_pass") == ["words", "wrong_password"])
        #expect(offered("completion f") == ["words", "fish"])
        #expect(offered("wallet new-coldkey --mnemonic-file x") == ["files"])
        #expect(offered("tour --keep ") == ["folders"])
        #expect(offered("wallet balance --color=n") == ["words", "--color=never"])
        #expect(offered("subnets metagraph --netuid ") == ["words"])
    }

    @Test("offers what the runtime has to which calls and queries last went")
    func runtimes() async throws {
        let home = try Home()
        let bytes = VectorFile.bytes("metadata/metadata-v15-spec424.from-v16.bin")
        let metadata = try RuntimeMetadata(recorded: bytes)
        let file = try #require(RuntimeNamesFile(environment: Environment(["HOME": home.path])))
        let version = RuntimeVersion(specName: "node-subtensor", specVersion: 424, transactionVersion: 1)
        let names = RuntimeNames(metadata, readings: QueryTarget.all(in: metadata).map(\.fullName))
        #expect(names.calls.count > 200 && names.readings.count > 400)
        #expect(RuntimeNames(names.text) == names)
        file.keep(version) { names }
        #expect(offered("call Crowdloan.contr", home) == ["words", "Crowdloan.contribute"])
        #expect(offered("call Crowdloan.contribute am", home) == ["words", "amount="])
        #expect(offered("query Balances.Existential", home) == ["words", "Balances.ExistentialDeposit"])
        #expect(
            offered("query SwapRuntimeApi.current_alpha_price_", home)
                == ["words", "SwapRuntimeApi.current_alpha_price_all"])

        try await InstantNode.with { url in
            #expect(await home.run("query Tempo 1 --network \(url)").status == .done)
        }
        #expect(offered("call Crowdloan.contr", home) == ["words"])
        #expect(offered("call SubtensorModule.start_call net", home) == ["words", "netuid="])
        #expect(try home.read(".bittensor/runtime-names.txt").hasPrefix("# swift-bittensor-embedded "))
        #expect(try home.mode(".bittensor/runtime-names.txt") == 0o600)
        // The same version is not written again.
        try home.write("# swift-bittensor-embedded \(RuleSet.powRegister.specVersion)\nA.b(c)\n", to: Self.names)
        try await InstantNode.with { url in
            #expect(await home.run("call --list start_call --network \(url)").status == .done)
        }
        #expect(offered("call ", home) == ["words", "A.b"])
    }

    private static let names = ".bittensor/runtime-names.txt"

    @Test("takes no names from a file that has none", arguments: ["", "\u{1B}[31m\n", "a b\n((\n)\nx(\n", "\u{0}"])
    func damagedNames(text: String) throws {
        let home = try Home()
        try home.write(text, to: Self.names)
        #expect(offered("call SubtensorModule.start", home) == ["words", "SubtensorModule.start_call"])
        #expect(RuntimeNames("\(text)\nA.b(c,d)\nE.F").calls == [.init(name: "A.b", arguments: ["c", "d"])])
    }

    @Test("offers wallets and hotkeys of the folder that is meant")
    func wallets() throws {
        let home = try Home()
        for (wallet, hotkey) in [("me", "miner"), ("my wallet", "h"), ("default", "first")] {
            try home.wallet(wallet, hotkey: hotkey).createHotkey(KeyPair(uri: "//\(hotkey)"))
        }
        #expect(offered("wallet balance -w m", home) == ["words", "me", "my wallet"])
        #expect(offered("wallet balance --wallet.name m", home, shell: "bash") == ["words", "me", "'my wallet'"])
        #expect(offered("wallet balance --wallet-name=me", home) == ["words", "--wallet-name=me"])
        #expect(offered("wallet balance --wallet-name = m", home, shell: "bash") == ["words", "me", "'my wallet'"])
        #expect(offered("stake show -H ", home) == ["words", "first"])
        #expect(offered("stake add -w me --hotkeys a ", home) == ["words", "miner"])
        #expect(offered("stake add --wallet_name=me -H m", home) == ["words", "miner"])
        #expect(offered("wallet balance -p /nowhere -w ", home) == ["words"])
        try home.write("wallet_name: me\n", to: ".bittensor/config.yml")
        #expect(offered("stake show -H ", home) == ["words", "miner"])
    }

    @Test("takes whatever stands on a line", arguments: [-1, 0, 3, 99])
    func anything(place: Int) {
        for words in [[], ["\u{1B}[31m", "--", "=", "--="], ["wallet", "=", "", "-"], ["help", "wallet"]] {
            for shell in ["bash", "zsh", "fish"] {
                let text = WordCompletion(
                    words, at: place, splitsAtEquals: shell == "bash", names: NameSource.Reader(Environment([:]))
                ).text(for: shell)
                #expect(["words", "files", "folders"].contains { text.hasPrefix("\($0)\n") })
            }
        }
    }

    @Test("The program answers the scripts, with words and notes as the shell takes them")
    func program() async {
        let zsh = await Run(["---complete", "zsh", "1", "wallet", "lis"])
        #expect(zsh.status == .done)
        #expect(zsh.output.hasPrefix("words\nlist:"))
        #expect(await Run(["---complete", "fish", "0", "wal"]).output.hasPrefix("words\nwallet\t"))
        #expect(await Run(["---complete"]).status == .usage)
    }

    @Test("bash completes with the script", .enabled(if: Program.find("bash") != nil))
    func bash() async throws {
        let bash = try #require(Program.find("bash"))
        let script = await Run("completion bash").output
        let program = try #require(try ProgramTests.program([]).executableURL?.path)
        let lines = """
            \(script)
            COMP_WORDS=(\(program) wallet new_c)
            COMP_CWORD=2
            _btcli btcli new_c wallet
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try Program.run(bash, ["--norc"], input: lines)
        #expect(result.output == "new_coldkey\n", "\(result.errors)")
    }
}
