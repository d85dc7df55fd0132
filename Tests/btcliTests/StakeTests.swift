// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import Foundation
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import btcli

extension ChainTests {
    @Suite("btcli stake: show, add, remove")
    struct StakeTests {
        @Test("add goes to the root unless told otherwise, and asks with everything in sight")
        func add() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                let hotkey = try await home.makeNeurons(on: url).hotkeyPublic().ss58()
                let run = await home.run("stake add --amount 10 --network \(url)", typed: ["y"])
                #expect(run.status == .done)
                for part in [
                    "τ10", "0, the root", hotkey, WalletReadingTests.alice, url, "Fee", "Send it? [y/n]",
                ] {
                    #expect(run.talk.contains(part))
                }
                #expect(run.output.contains("Stake after    α10\n"))
                let asked = await home.run("st add --network \(url)", typed: ["2.5", "y"])
                #expect(asked.status == .done)
                #expect(asked.talk.contains("How much shall be staked, in TAO: "))
                let json = await home.carryOut("stakes add --amount 1 --json-output", on: url)
                #expect(json.memberNames == ["network", "transactions"])
                #expect(try json.outcomes.first?["stake_after_alpha"] as? String == "13.500000000")
                #expect(try json.rows("transactions").first?["call"] as? String == "SubtensorModule.add_stake")
            }
        }

        @Test("show tells stake, price and worth, as text, document, CSV and page")
        func show() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                let hotkey = try await home.makeNeurons(on: url).hotkeyPublic().ss58()
                let empty = await home.run("stake show --network \(url)")
                #expect(empty.output.contains("There is no stake."))
                await home.carryOut("stake add --amount 10", on: url)
                await home.carryOut("stake add --amount 1 --netuid 1", on: url)
                let text = await home.run("stake list --network \(url)")
                #expect(text.status == .done)
                for part in ["Total", "Worth (τ)", "default", "10.0"] { #expect(text.output.contains(part)) }
                // One wallet is named above the table.
                #expect(!text.output.contains("Coldkey  Hotkey"))

                let json = await home.run("stake show --network \(url) --json-output")
                #expect(
                    json.memberNames == [
                        "network", "block", "wallet", "coldkey", "free_tao", "staked_tao", "total_tao", "stakes",
                    ])
                let stakes = try json.rows("stakes")
                #expect(stakes.map { $0["netuid"] as? Int } == [0, 1])
                #expect(stakes.first?["value_tao"] as? String == "10.000000000")
                #expect(stakes.first?["hotkey"] as? String == hotkey)
                #expect(stakes.first?["hotkey_name"] as? String == "default")

                let csv = await home.run("stake show --netuids 1 --csv --network \(url)")
                let lines = csv.output.split(separator: "\r\n")
                #expect(lines.count == 2)
                #expect(lines.first?.hasPrefix("wallet,coldkey,hotkey_name,hotkey,netuid,subnet,stake_alpha") == true)
                #expect(lines.last?.contains(",1,") == true)

                let page = await home.run("stake show --all --html \(home.path)/stake.html --network \(url)")
                #expect(page.status == .done)
                #expect(try home.read("stake.html").contains(hotkey))

                let sorted = await home.run("stake show --sort-by netuid --sort-order desc --json --network \(url)")
                #expect(try sorted.rows("stakes").map { $0["netuid"] as? Int } == [1, 0])
                let other = await home.run("stake show --coldkey \(WalletPaymentTests.bob) --json --network \(url)")
                #expect(try other.rows("stakes").isEmpty)
            }
        }

        @Test("remove takes an amount, all, or what is above a limit")
        func remove() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                let hotkey = try await home.makeNeurons(on: url).hotkeyPublic().ss58()
                await home.carryOut("stake add --amount 10", on: url)
                let some = await home.run("stake remove --amount 4 --network \(url)", typed: ["y"])
                #expect(some.output.contains("Stake after    α6\n"))
                let above = await home.carryOut("stake remove --max_stake 5 --json", on: url)
                #expect(try above.outcomes.first?["stake_after_alpha"] as? String == "5.000000000")
                let nothing = await home.carryOut("stake remove --max_stake 5", on: url)
                #expect(nothing.output == "There is nothing to take.\n")
                let all = await home.carryOut("stake remove --all --hotkey_ss58address \(hotkey) --json", on: url)
                #expect(try all.outcomes.first?["stake_after_alpha"] as? String == "0.000000000")
                let none = await home.run("stake remove --all --network \(url) --no-prompt")
                #expect(none.status == .refused)
                #expect(none.isOneLineError)
            }
        }

        @Test("hotkeys are chosen by name, address, uid, or all but some")
        func selection() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(["default", "b", "c"], on: url)
                let c = try home.wallet(hotkey: "c").hotkeyPublic().ss58()
                func staked(_ options: String, on netuid: String = "") async throws -> [String?] {
                    let run = await home.carryOut("stake add \(options) --dry-run --json", on: url)
                    return try run.rows("transactions").map {
                        ($0["effects"] as? [String: any Sendable])?["on"] as? String
                    }
                }
                func address(_ name: String) throws -> String { try home.wallet(hotkey: name).hotkeyPublic().ss58() }
                #expect(try await staked("--amount 1 --hotkeys b,\(c)") == [address("b"), c])
                #expect(try await staked("--amount 1 --hotkeys b c") == [address("b"), c])
                #expect(try await staked("--amount 1 -in b --include-hotkeys \(c) --hotkeys b") == [address("b"), c])
                #expect(try await staked("--amount 1 --all_hotkeys").count == 3)
                #expect(try await staked("--amount 1 --all_hotkeys --exclude_hotkeys b default") == [c])
                #expect(try await staked("--amount 1 -ex b,default") == [c])
                #expect(try await staked("--amount 1 --wallet.hotkey \(c)") == [c])
                #expect(try await staked("--amount 1 --netuid 1 --uid 2") == [c])
                let several = await home.run("stake add --all-hotkeys --max-stake 3 --network \(url)", typed: ["y"])
                #expect(several.status == .done)
                for part in ["Total", "Send all 3? [y/n]"] { #expect(several.talk.contains(part)) }
                let show = await home.run("stake show --network \(url) --json")
                #expect(
                    try show.rows("stakes").map { $0["value_tao"] as? String }
                        == Array(repeating: "3.000000000", count: 3))
                let all = await home.carryOut("stake remove --all --all-hotkeys --json", on: url)
                #expect(try all.rows("transactions").count == 3)
            }
        }

        @Test("on subnets the price is limited: by half a percent, by --tolerance, or not at all")
        func protection() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                let little = await home.carryOut("stake add --amount 1 --netuid 1 --json", on: url)
                #expect(try little.rows("transactions").first?["call"] as? String == "SubtensorModule.add_stake_limit")
                // 10,000 TAO are in the pool: 500 move the price by a tenth.
                let much = await home.run("stake add --amount 500 --netuid 1 --network \(url) --no-prompt")
                #expect(much.status == .refused)
                for part in ["--tolerance", "--partial", "--unsafe"] { #expect(much.talk.contains(part)) }
                let part = await home.carryOut("stake add --amount 500 --netuid 1 --partial --json", on: url)
                let staked = try #require(try part.outcomes.first?["stake_after_alpha"] as? String)
                #expect(try #require(Double(staked)) < 100)
                await home.carryOut("stake add --amount 500 --netuid 1 --rate-tolerance 0.2", on: url)
                let any = await home.carryOut("stake add --amount 1000 --netuid 1 --unsafe --json", on: url)
                #expect(try any.rows("transactions").first?["call"] as? String == "SubtensorModule.add_stake")
                let sale = await home.run("stake remove --all --netuid 1 --network \(url) --no-prompt")
                #expect(sale.status == .refused)
                #expect(sale.talk.contains("selling"))
                await home.carryOut("stake remove --amount 1 --netuid 1", on: url)
                await home.carryOut("stake remove --all --netuid 1 --unsafe", on: url)
            }
        }

        @Test("a no sends nothing, and nobody to ask neither")
        func declined() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                #expect(await home.run("stake add --amount 1 --network \(url)").status == .usage)
                #expect(await home.run("stake add --amount 1 --network \(url)", typed: ["n"]).status == .no)
                let show = await home.run("stake show --network \(url) --json")
                #expect(try show.rows("stakes").isEmpty)
                for (amount, code) in [("2000000", "insufficient_balance"), ("0.000000001", "invalid_amount")] {
                    let run = await home.run("stake add --amount \(amount) --network \(url) --no-prompt --json")
                    #expect(try run.error["code"] as? String == code)
                }
            }
        }

        @Test(
            "what cannot be is refused with one line and its status",
            arguments: [
                ("add --amount 1.0000000001", 64, "usage"),
                ("add --amount -1", 64, "usage"),
                ("add --amount 0", 64, "usage"),
                ("add --amount x", 64, "usage"),
                ("add --amount 1 --all", 64, "usage"),
                ("add --amount 1 --max-stake 1", 64, "usage"),
                ("add", 64, "cannot_ask"),
                ("add --amount 1 --no-prompt", 76, "not_registered"),
                ("add --amount 1 --netuid 9 --no-prompt", 76, "subnet_missing"),
                ("add --amount 1 --netuid 1 --uid 7 --no-prompt", 76, "not_registered"),
                ("add --amount 1 --uid 1 --hotkeys a", 64, "usage"),
                ("add --amount 1 --hotkeys none", 66, "keyfile_missing"),
                ("add --amount 1 --exclude-hotkeys none", 64, "usage"),
                ("add --amount 1 --all-hotkeys --hotkeys default", 64, "usage"),
                ("add --amount 1 --tolerance 1.5", 64, "usage"),
                ("add --amount 1 --unsafe --tolerance 0.1", 64, "usage"),
                ("remove --amount 1 --wallet-name none", 66, "wallet_missing"),
                ("remove --amount 1 --no-prompt", 76, "insufficient_stake"),
                ("show --sort-by nothing", 64, "usage"),
                ("show --sort-order asc", 64, "usage"),
                ("show --csv --json-output", 64, "usage"),
                ("show --wallet-name none", 66, "wallet_missing"),
            ])
        func refused(line: String, status: Int, code: String) async throws {
            let home = try Home()
            try home.makeWallet()
            let line = "stake \(line) --network embedded"
            let json = await home.run("\(line) --json-output")
            #expect(try json.error["exit_code"] as? Int == status)
            #expect(try json.error["code"] as? String == code)
            guard !line.contains("--csv") else { return }
            let text = await home.run(line)
            #expect(Int(text.status.rawValue) == status)
            #expect(text.isOneLineError)
        }
    }
}
