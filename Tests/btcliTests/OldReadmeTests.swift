// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import Foundation
import SubstrateKeys
import SubstratePrimitives
import SubtensorLocalnet
import Testing

@testable import btcli

/// What the README of the Python SDK 6.9 shows, command by command, in its spelling, on one chain.
@Suite("The old README")
struct OldReadmeTests {
    /// A command that reads, and a part of what it shows.
    static let readings = [
        ("subnets list", "Netuid"), ("s list", "Netuid"), ("subnet metagraph --netuid 1", "Hotkey"),
        ("subnets lock_cost", "τ"), ("subnets hyperparameters --netuid 1", "immunity_period"),
        ("root list", "Hotkey"), ("roots proposals", ""), ("root senate", ""),
        ("root list_delegates", "Hotkey"), ("root my_delegates --wallet.name default", ""),
        ("w overview", "Hotkey"),
        ("wallets balance", "Free"), ("wallet inspect", ""), ("wallet history", ""),
        ("stake show --all", "Hotkey"), ("st show", "Hotkey"), ("sudo get --netuid 1", "tempo"),
        ("su get --netuid 1", "tempo"),
    ]

    /// The same for those that ask no chain.
    static let localReadings = [
        ("wallet list --wallet.path ~/.bittensor/wallets/", "default"), ("legacy update", Release.version),
        ("l update", Release.version),
    ]

    /// A command that sends, in the order in which today's chain can carry them out.
    static let transactions = [
        "subnets register --netuid 1 --wallet.name default --wallet.hotkey default",
        "stake add --amount 500 --wallet.hotkey default",
        "root register --wallet.name default --wallet.hotkey default",
        "root delegate --delegate_ss58key HOTKEY --amount 10",
        "root undelegate --delegate_ss58key HOTKEY --amount 5",
        "wallet transfer --dest \(ChainTests.WalletPaymentTests.bob) --amount 10.0",
        "subnets create --wallet.name default",
        "stake remove --amount 1 --hotkey_ss58address HOTKEY",
        "sudo set --netuid 2 --param immunity_period --value 100",
        "wallet set_identity --display Someone",
        "wallet swap_hotkey --wallet.hotkey default --wallet.hotkey_b other",
    ]

    /// What the chain of the README's time had, and today's has not.
    static let olderTransactions = [
        "subnets register --netuid 1 --wallet.name default --wallet.hotkey default",
        "root nominate --wallet.hotkey default",
        "root register --wallet.name default --wallet.hotkey default",
    ]

    @Test("every command that sends asks, obeys a no, needs someone to ask; every one that reads has a document too")
    func walk() async throws {
        let home = try Home()
        let hotkey = try home.makeWallet().hotkeyPublic().ss58()
        try home.wallet(hotkey: "other").createHotkey(KeyPair(mnemonic: .generate(.twelve)))
        try await InstantNode.with { url in
            for line in Self.transactions {
                try await send(line.replacing("HOTKEY", with: hotkey), on: url, home)
            }
            for (line, part) in Self.readings {
                try await read("\(line) --subtensor.chain_endpoint \(url)", part, home)
            }
        }
        for (line, part) in Self.localReadings { try await read(line, part, home) }
    }

    @Test("delegates and root weights, on a chain of that time")
    func olderChain() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with(.registerBigEndian) { url in
            for line in Self.olderTransactions { try await send(line, on: url, home) }
            let options = "--wallet.name default --wallet.hotkey default --subtensor.chain_endpoint \(url)"
            let weights = await home.run("root weights \(options)", typed: ["1", "0.5", "y"])
            #expect(weights.status == .done, "\(weights.talk)")
            for part in [
                "Enter netuids (e.g. 0, 1, 2 ...): ", "Enter weights (e.g. 0.09, 0.09, 0.09 ...): ",
                "Normalized weights:", "Do you want to set the following root weights?:", "[y/n]: ",
            ] {
                #expect(weights.talk.contains(part))
            }
            try await read("r get_weights --subtensor.chain_endpoint \(url)", "1", home)
        }
    }

    private func send(_ line: String, on url: String, _ home: Home) async throws {
        let line = "\(line) --subtensor.chain_endpoint \(url)"
        let unasked = await home.run(line)
        #expect(unasked.status == .usage, "\(line): \(unasked.talk)")
        let no = await home.run(line, typed: ["n"])
        #expect(no.status == .no, "\(line): \(no.talk)")
        for part in ["Signed by", "Network", "Cost", "Fee", "[y/n]: "] {
            #expect(no.talk.contains(part), "\(line)")
        }
        let yes = try await atTerminal(line, home)
        #expect(yes.status == 0, "\(line): \(yes.shown)")
        #expect(yes.shown.contains("Extrinsic"), "\(line): \(yes.shown)")
    }

    /// The program itself in a terminal of its own, where somebody answers its question with yes.
    private func atTerminal(_ line: String, _ home: Home) async throws -> (status: Int32, shown: String) {
        try await withCheckedThrowingContinuation { continuation in
            // Reading a terminal blocks, and the chain needs the threads of tasks.
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let terminal = try PseudoTerminal()
                        let process = try ProgramTests.program(
                            line.split(separator: " ").map(String.init), in: terminal, home: home)
                        try process.run()
                        let question = terminal.read(until: "[y/n]: ")
                        terminal.type("y")
                        let rest = try terminal.readToEnd()
                        process.waitUntilExit()
                        return (process.terminationStatus, question + rest)
                    })
            }
        }
    }

    private func read(_ line: String, _ part: String, _ home: Home) async throws {
        let line = line.replacing("~", with: home.path)
        let run = await home.run(line)
        #expect(run.status == .done, "\(line): \(run.talk)")
        #expect(part.isEmpty ? !run.output.isEmpty : run.output.contains(part), "\(line): \(run.output)")
        let json = await home.run("\(line) --json")
        #expect(json.status == .done, "\(line): \(json.talk)")
        let members = try json.document
        #expect(!members.isEmpty, "\(line)")
    }

    @Test("the dialogues of the wallet commands")
    func walletDialogues() async throws {
        let home = try Home()
        let coldkey = await home.run("wallet new_coldkey --no_password", typed: ["me"])
        #expect(coldkey.status == .done)
        #expect(coldkey.talk.contains("Enter wallet name (default): "))
        #expect(coldkey.talk.contains("btcli w regen_coldkey\n"))
        let hotkey = await home.run("wallet new_hotkey", typed: ["me", "hot"])
        #expect(hotkey.status == .done)
        for part in ["Enter wallet name (default): ", "Enter hotkey name (default): "] {
            #expect(hotkey.talk.contains(part))
        }
        #expect(hotkey.talk.contains("btcli w regen_hotkey\n"))
        let list = await home.run("wallet list")
        for part in ["me", "hot"] { #expect(list.output.contains(part)) }
    }

    @Test("proof of work and the faucet")
    func work() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            let faucet = await home.run("legacy faucet --subtensor.chain_endpoint \(url) --no_prompt")
            #expect(faucet.status == .done, "\(faucet.talk)")
            let work = await home.run(
                "subnets pow_register --netuid 1 --subtensor.chain_endpoint \(url) --pow_register.num_processes 2 "
                    + "--pow_register.update_interval 50000 --no_prompt")
            #expect(work.status == .done, "\(work.talk)")
        }
    }

    @Test("--help lists the groups with their aliases")
    func help() async {
        let help = await Run("--help").output
        for group in [
            "subnets, s, subnet", "root, r, roots", "wallet, w, wallets", "stake, st, stakes", "sudo, su, sudos",
            "legacy, l",
        ] {
            #expect(help.contains(group))
        }
        let subnets = await Run("subnets --help").output
        for command in ["list", "metagraph", "lock-cost", "create", "register", "pow-register", "hyperparameters"] {
            #expect(subnets.contains("  \(command)"))
        }
    }
}
