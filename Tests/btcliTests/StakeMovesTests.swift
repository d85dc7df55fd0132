// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import SubstratePrimitives
import Testing

@testable import btcli

extension ChainTests {
    @Suite("btcli stake: move, transfer, swap, unstake-all")
    struct StakeMovesTests {
        @Test("move goes from one hotkey to another, asking for what is missing")
        func move() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(["default", "b"], on: url)
                await home.carryOut("stake add --amount 10", on: url)
                let run = await home.run("stake move --network \(url)", typed: ["b", "0", "4", "y"])
                #expect(run.status == .done)
                for part in ["--network", "Enter the hotkey that gets the stake: ", "Enter the netuid", "Fee"]
                where part != "--network" {
                    #expect(run.talk.contains(part))
                }
                #expect(run.output.contains("Left there "))
                let json = await home.carryOut(
                    "stake move --origin-hotkey default --dest-hotkey b --netuid 0 --all --json", on: url)
                let outcome = try #require(try json.document["outcome"] as? [String: any Sendable])
                #expect(outcome["origin_after_alpha"] as? String == "0.000000000")
                #expect(outcome["destination_after_alpha"] as? String == "10.000000000")
                let b = try home.wallet(hotkey: "b").hotkeyPublic().ss58()
                #expect(outcome["destination_hotkey"] as? String == b)
            }
        }

        @Test("transfer gives stake to another coldkey")
        func transfer() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                await home.carryOut("stake add --amount 10", on: url)
                let run = await home.run(
                    "stake transfer --origin-netuid 0 --amount 4 --network \(url)",
                    typed: [
                        WalletPaymentTests.bob, "y",
                    ])
                #expect(run.status == .done)
                #expect(run.talk.contains(WalletPaymentTests.bob))
                let json = await home.carryOut(
                    "stake transfer --dest-coldkey \(WalletPaymentTests.bob) --origin-netuid 0 --amount 1 --json",
                    on: url)
                let outcome = try #require(try json.document["outcome"] as? [String: any Sendable])
                #expect(outcome["destination_after_alpha"] as? String == "5.000000000")
                let bobs = await home.run("stake show --ss58 \(WalletPaymentTests.bob) --csv --network \(url)")
                #expect(bobs.output.contains(",5.000000000,"))
            }
        }

        @Test("swap exchanges one subnet's stake for another's, within a limit")
        func swap() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                await home.carryOut("stake add --amount 100", on: url)
                let some = await home.carryOut(
                    "stake swap --origin-netuid 0 --dest-netuid 1 --amount 1 --json", on: url)
                #expect(try some.document["call"] as? String == "SubtensorModule.swap_stake_limit")
                let line = "stake swap --origin-netuid 0 --dest-netuid 1 --amount 50 --network \(url)"
                let much = await home.run("\(line) --no-prompt")
                #expect(much.status == .refused)
                #expect(much.talk.contains("--tolerance"))
                let any = await home.run("\(line) --unsafe", typed: ["y"])
                #expect(any.status == .done)
                #expect(any.output.contains(" of subnet 1, in block "))
                #expect(await home.run("stake swap --origin-netuid 0 --network \(url) --no-prompt").status == .usage)
            }
        }

        @Test("unstake-all takes everything, unstake-all-alpha moves it to the root")
        func unstakeAll() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(["default", "b"], on: url)
                await home.carryOut("stake add --amount 3 --all-hotkeys", on: url)
                await home.carryOut("stake add --amount 3 --netuid 1 --unsafe", on: url)
                let moved = await home.carryOut("stake unstake_all_alpha --all-hotkeys --json", on: url)
                #expect(try moved.rows("transactions").count == 1)
                let show = await home.run("stake show --network \(url) --json")
                #expect(try show.rows("stakes").allSatisfy { $0["netuid"] as? Int == 0 })
                let all = await home.run("stake unstake-all --all-hotkeys --network \(url)", typed: ["y"])
                #expect(all.status == .done)
                #expect(all.talk.contains("Send all 2?"))
                let nothing = await home.carryOut("stake unstake-all --all-hotkeys", on: url)
                #expect(nothing.output == "There is no stake to take.\n")
            }
        }

        @Test(
            "what cannot be is refused with one line and its status",
            arguments: [
                ("move --dest-hotkey \(WalletPaymentTests.bob) --origin-netuid 0 --amount 1", 76, "not_registered"),
                ("move --origin-netuid 0 --amount 1", 64, "cannot_ask"),
                ("move --dest-hotkey none --origin-netuid 0 --amount 1", 66, "keyfile_missing"),
                ("transfer --dest x --origin-netuid 0 --amount 1", 64, "usage"),
                ("transfer --dest \(WalletPaymentTests.bob) --origin-netuid 9 --amount 1", 76, "subnet_missing"),
                ("swap --origin-netuid 0 --dest-netuid 9 --amount 1", 76, "subnet_missing"),
                ("swap --origin-netuid 0 --dest-netuid 1 --amount 1.0000000001", 64, "usage"),
                ("unstake-all --hotkeys none", 66, "keyfile_missing"),
            ])
        func refused(line: String, status: Int, code: String) async throws {
            let home = try Home()
            try home.makeWallet()
            let run = await home.run("stake \(line) --network embedded --no-prompt --json-output")
            #expect(try run.error["exit_code"] as? Int == status)
            #expect(try run.error["code"] as? String == code)
        }
    }
}
