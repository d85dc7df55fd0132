// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("Misspelled names")
struct NearestNameTests {
    @Test(
        "lead to the one that was meant",
        arguments: [
            ("walet list", "btcli wallet"), ("walelt list", "btcli wallet"), ("WALLET list", "btcli wallet"),
            ("subents list", "btcli subnets"), ("wallet transfre", "btcli wallet transfer"),
            ("w newcoldkey", "btcli wallet new-coldkey"), ("w regen_codlkey", "btcli wallet regen-coldkey"),
            ("s pow-regster", "btcli subnets pow-register"), ("conf sett", "btcli config set"),
            ("transfer", "btcli wallet transfer"), ("pow_register", "btcli subnets pow-register"),
        ])
    func commands(line: String, meant: String) async throws {
        let run = await Run(line)
        #expect(run.status == .usage)
        #expect(run.isOneLineError)
        #expect(run.talk.contains("did you mean '\(meant)'?"))
        #expect(try await Run("\(line) --json-output").error["code"] as? String == "usage")
    }

    @Test(
        "are mistakes with --help, too",
        arguments: [
            "walet --help", "wallet nope --help", "axon set -h", "help walet", "wallet lsit --json-output --help",
        ])
    func help(line: String) async {
        let run = await Run(line)
        #expect(run.status == .usage)
        #expect((run.talk + run.output).contains("there is no command 'btcli"))
    }

    @Test("help itself is none", arguments: ["--help", "help", "help wallet", "wallet --help", "help wallet list"])
    func helpful(line: String) async {
        let run = await Run(line)
        #expect(run.status == .done)
        #expect(run.output.contains("USAGE:\n  btcli"))
    }

    @Test("that are near to nothing lead nowhere", arguments: ["xyzzy", "q", "wallet frobnicate", "pow \u{1B}[31m"])
    func strangers(line: String) async {
        let run = await Run(line)
        #expect(run.status == .usage)
        #expect(!run.talk.contains("did you mean"))
        #expect(run.talk.hasPrefix("error: there is no command"))
    }

    @Test(
        "of options do, too",
        arguments: [
            ("wallet list --wallet-nmae x", "--wallet-name"), ("wallet list --walet.path x", "--wallet-path"),
            ("wallet balance --netwrok local", "--network"), ("pow seal --nonc 1", "--nonce"),
            ("subnets pow-register --netiud=1", "--netuid"),
            ("subnets list --json-outptu", "--json-output"), ("subnets list --jsn", "--json-output"),
            ("wallet balance --quite", "--quiet"),
        ])
    func options(line: String, meant: String) async {
        let run = await Run(line)
        #expect(run.status == .usage)
        #expect(run.talk.lowercased().contains("did you mean '\(meant)'?"))
    }

    @Test("are compared in no time, however long")
    func long() async {
        let word = String(repeating: "wallet", count: 20_000)
        #expect(NearestName.of(word, in: ["wallet"]) == nil)
        #expect(NearestName.of("", in: ["wallet"]) == nil)
        #expect(NearestName.of("exlpain", in: ["explain", "complain"]) == "explain")
    }

    @Test("of settings and parameters do, too")
    func settings() async throws {
        let run = await (try Home()).run("config set nework local")
        #expect(run.status == .usage)
        #expect(run.talk.contains("there is no setting 'nework', did you mean network?"))
        let get = await Run("sudo get 1 --param tmpo --network embedded")
        #expect(get.status == .usage)
        #expect(get.talk.contains("did you mean tempo?"))
    }

    @Test("A negative amount is no option", arguments: ["-1", "-0.5"])
    func negative(amount: String) async {
        let run = await Run("wallet transfer --dest \(ChainTests.WalletPaymentTests.bob) --amount \(amount)")
        #expect(run.status == .usage)
        #expect(run.talk.contains("'\(amount)' is no amount of TAO"))
    }
}
