// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import SubstratePrimitives
import SubtensorLocalnet
import Testing

@testable import btcli

@Suite("btcli root: delegation", .serialized)
struct DelegationTests {
    @Test("delegate and undelegate let someone choose from a list")
    func choose() async throws {
        try await RootScene.with(.powRegister) { scene in
            let run = await scene.run("root delegate", typed: ["9", "0", "12.5", "y"])
            #expect(run.status == .done)
            #expect(
                run.says(
                    inOrder: "Index", scene.hotkey, "Enter delegate index: ",
                    "please answer with a number from 0 to 0", "Enter delegate index: ",
                    "How much shall be delegated, in TAO: ", "τ12.5", "Send it? [y/n]: "))
            #expect(run.output.contains("Stake after  τ12.5\n"))
            let back = await scene.run("root undelegate --json-output", typed: ["0", "2", "y"])
            #expect(back.outcome["stake_after_tao"] as? String == "10.500000000")
            let all = await scene.run("r undelegate --delegate_ss58 \(scene.hotkey) --all -y --json-output")
            #expect(all.outcome["stake_after_tao"] as? String == "0.000000000")
            let none = await scene.run("root undelegate", typed: [])
            #expect(none.status == .refused)
            #expect(none.talk.contains("there are no delegates to choose from"))
        }
    }

    @Test("list-delegates and my-delegates tell the stake, in every form")
    func lists() async throws {
        try await RootScene.with { scene in
            #expect(await scene.run("root delegate --delegate_ss58key \(scene.hotkey) --amount 3 -y").status == .done)
            let json = await scene.run("root list_delegates --json-output")
            #expect(json.memberNames == ["network", "block", "delegates"])
            let delegate = try #require(json["delegates"] as? [[String: any Sendable]]).first
            #expect(delegate?["root_stake_tao"] as? String == "3.000000000")
            #expect(delegate?["nominators"] as? Int == 1)
            #expect(delegate?["subnets"] as? [Int] == [0, 2])
            let csv = await scene.run("root list-delegates --csv --sort take").csvLines
            #expect(
                csv.first == "name,take,nominators,root_stake_tao,worth_tao,return_per_1000_tao,"
                    + "total_daily_return_tao,subnets,validator_permits,hotkey,coldkey")
            #expect(csv.last?.contains(",0 2,") == true)
            #expect(await scene.run("root list-delegates").output.contains("Nominators"))
            #expect(await scene.run("root list-delegates --sort none").status == .usage)

            try scene.home.makeWallet("other", coldkey: "//Bob")
            let mine = await scene.run("root my_delegates --json-output")
            #expect(mine.memberNames == ["network", "block", "total_worth_tao", "delegates"])
            #expect(mine["total_worth_tao"] as? Double == 3)
            let all = await scene.run("root my_delegates --all --csv").csvLines
            #expect(all.count == 2)
            #expect(all.last?.hasPrefix("default,,0,3.000000000,3.0,") == true)
            let other = await scene.run("root my-delegates --wallet-name other")
            #expect(other.output.hasSuffix("Nothing is delegated.\n"))
            #expect(await scene.run("root my-delegates --wallet-name none").status == .noInput)
        }
    }

    @Test("an empty chain has no delegates")
    func empty() async throws {
        let home = try Home()
        try home.makeWallet()
        #expect(await Run("root list-delegates --network embedded").output.hasSuffix("There are no delegates.\n"))
        let run = await home.run("root delegate --network embedded", typed: [])
        #expect(run.status == .refused)
        #expect(run.says(inOrder: "error: there are no delegates"))
    }

    @Test("nominate makes a delegate once; takes are set and told")
    func takes() async throws {
        let home = try Home()
        let hotkey = try home.makeWallet().hotkeyPublic().ss58()
        try await InstantNode.with { url in
            let options = "--network \(url) --no-prompt --json-output"
            #expect(await home.run("root nominate \(options)").status == .refused)
            #expect(await home.run("s register 1 \(options)").status == .done)
            let before = await home.run("root get-take \(options)")
            #expect(before["is_default"] as? Bool == true)
            let nominated = await home.run("root nominate --network \(url)", typed: ["y"])
            #expect(nominated.status == .done)
            let again = await home.run("root nominate \(options)")
            #expect(again["note"] as? String == "The hotkey is a delegate already.")
            let set = await home.run("root set_take --network \(url)", typed: ["0.1", "y"])
            #expect(set.says(inOrder: "Enter take value (0.18 for 18%): ", "Send it? [y/n]: "))
            #expect(set.output.contains(" to 0.09999 in block "))
            let lower = await home.run("sudo set-take --take 9% \(options)")
            #expect(lower.outcome["take_after"] as? Double ?? 1 < 0.0901)
            let take = await home.run("su get-take --ss58 \(hotkey) --network \(url)")
            #expect(take.output.contains("0.09000"))
            let other = await home.run("sudo get-take --ss58 \(WalletReadingTests.alice) \(options)")
            #expect(other["is_default"] as? Bool == true)
        }
    }

    /// Words, exit status, code.
    private static let refusals: [(String, Int, String)] = [
        ("root delegate --amount 1", 64, "cannot_ask"),
        ("root delegate --delegate-ss58key \(ChainTests.WalletPaymentTests.bob)", 64, "cannot_ask"),
        ("root delegate --delegate-ss58key \(ChainTests.WalletPaymentTests.bob) --amount 1", 76, "not_registered"),
        ("root delegate --delegate-ss58key HOTKEY --amount 2000000", 76, "insufficient_balance"),
        ("root delegate --delegate-ss58key HOTKEY --amount 1 --all", 64, "usage"),
        ("root delegate --delegate-ss58key 5x --amount 1", 64, "usage"),
        ("root undelegate --delegate-ss58 HOTKEY --amount 1", 76, "insufficient_stake"),
        ("root undelegate --delegate-ss58 HOTKEY --amount 0", 64, "usage"),
        ("root set-take --take 18", 64, "usage"), ("root set-take --take x", 64, "usage"),
        ("root set-take", 64, "cannot_ask"), ("root set-take --take 0.5", 64, "invalid_option"),
    ]

    @Test("what cannot be is refused with one line and its status")
    func refused() async throws {
        try await RootScene.with { scene in
            for (line, status, code) in Self.refusals {
                let line = line.replacing("HOTKEY", with: scene.hotkey) + " --no-prompt"
                let run = await scene.run("\(line) --json-output")
                #expect(run.refuses(status, code), "\(line): \(run.output)")
            }
            let text = await scene.run("root set-take")
            #expect(text.status == .usage)
            #expect(text.isOneLineError)
        }
    }
}
