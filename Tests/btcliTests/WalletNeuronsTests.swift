// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import SubstratePrimitives
import Testing

@testable import btcli

extension ChainTests {
    @Suite("btcli wallet: overview, inspect, swap-hotkey, associate-hotkey")
    struct WalletNeuronsTests {
        @Test("overview shows the neurons of all hotkeys, as text, document and CSV")
        func overview() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                let none = await home.run("wallet overview --network \(url)")
                #expect(none.status == .noInput)
                try await home.makeNeurons(["default", "b"], on: url)
                try home.makeWallet("poor", coldkey: "//Nobody")
                let text = await home.run("w overview --network \(url)")
                #expect(text.status == .done)
                for part in ["Neurons", "Incentive", "default", "b "] { #expect(text.output.contains(part)) }
                #expect(!text.output.contains("Wallet  Hotkey"))
                #expect(await home.run("w overview --all --network \(url)").output.contains("Wallet   Hotkey"))
                let narrow = await home.run("w overview --width 60 --network \(url)")
                #expect(narrow.output.contains("No room for"))

                let json = await home.run("wallet overview --network \(url) --json-output")
                #expect(json.memberNames == ["network", "block", "wallet", "coldkey", "n", "free_tao", "neurons"])
                #expect(try json.rows("neurons").map { $0["uid"] as? Int } == [0, 1])
                #expect(try json.rows("neurons").map { $0["hotkey_name"] as? String } == ["default", "b"])
                let one = await home.run("wallet overview --hotkeys b --json --network \(url)")
                #expect(try one.rows("neurons").map { $0["uid"] as? Int } == [1])
                let other = await home.run("wallet overview --exclude_hotkeys b --json --network \(url)")
                #expect(try other.rows("neurons").map { $0["uid"] as? Int } == [0])
                let root = await home.run("wallet overview --netuids 0,2 --json --network \(url)")
                #expect(try root.rows("neurons").isEmpty)
                let sorted = await home.run("wallet overview --sort_by uid --sort_order desc --csv --network \(url)")
                let lines = sorted.output.split(separator: "\r\n")
                #expect(lines.first?.hasPrefix("wallet,hotkey_name,netuid,uid,active,stake_alpha") == true)
                #expect(lines.dropFirst().first?.hasPrefix("default,b,1,1,") == true)

                // What the chain knows and the folder does not.
                let address = await home.run(
                    "wallet overview --ss58 \(WalletReadingTests.alice) --json --network \(url)")
                #expect(try address.rows("neurons").count == 2)
                #expect(await home.run("wallet overview --hotkeys none --network \(url)").status == .usage)
            }
        }

        @Test("inspect tells own stake from that with delegates")
        func inspect() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                await home.carryOut("stake add --amount 10", on: url)
                await home.carryOut("stake transfer --dest \(WalletPaymentTests.bob) --netuid 0 --amount 4", on: url)
                let text = await home.run("wallet inspect --network \(url)")
                #expect(text.status == .done)
                for part in ["own", "τ6", "Free "] { #expect(text.output.contains(part)) }
                let json = await home.run("wallet inspect --coldkey \(WalletPaymentTests.bob) --json --network \(url)")
                #expect(
                    json.memberNames == [
                        "network", "block", "wallet", "coldkey", "free_tao", "staked_tao", "total_tao", "stakes",
                    ])
                let stake = try #require(try json.rows("stakes").first)
                #expect(stake["relation"] as? String == "delegate")
                #expect(stake["value_tao"] as? String == "4.000000000")
                let csv = await home.run("wallet inspect --all --netuids 1 --csv --network \(url)")
                #expect(csv.output.hasPrefix("wallet,coldkey,free_tao,relation,delegate,hotkey,take,netuid"))
                #expect(csv.output.split(separator: "\r\n").count == 1)
                #expect(await home.run("wallet inspect -w none --network \(url)").status == .noInput)
            }
        }

        @Test("swap-hotkey puts another hotkey in the place, after a yes")
        func swapHotkey() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                let old = try await home.makeNeurons(on: url).hotkeyPublic().ss58()
                #expect(await home.run("wallet new-hotkey -w default -H b --no-prompt").status == .done)
                let new = try home.wallet(hotkey: "b").hotkeyPublic().ss58()
                let line = "wallet swap_hotkey --wallet.hotkey default --wallet.hotkey_b b --network \(url)"
                #expect(await home.run(line, typed: ["n"]).status == .no)
                let dry = await home.run("\(line) --dry-run --json")
                #expect(try dry.document["sent"] as? Bool == false)
                let run = await home.run(line, typed: ["y"])
                #expect(run.status == .done)
                for part in [old, new, "Cost", "τ0.1"] { #expect(run.talk.contains(part)) }
                #expect(run.output.contains(" in block "))
                let json = await home.run("wallet overview --json --network \(url)")
                #expect(try json.rows("neurons").map { $0["hotkey"] as? String } == [new])
                let again = await home.run("wallet swap-hotkey --new-hotkey b --network \(url) --no-prompt --json")
                #expect(again.status == .refused || again.status == .config)
                #expect(await home.run("wallet swap-hotkey --network \(url) --no-prompt").status == .usage)
                #expect(await home.run("wallet swap-hotkey --netuid 1 --all-netuids --network \(url)").status == .usage)
            }
        }

        @Test("associate-hotkey makes a hotkey the coldkey's, once")
        func associate() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let run = await home.run("wallet associate-hotkey --network \(url)", typed: ["y"])
                #expect(run.status == .done)
                #expect(run.output.contains(" in block "))
                let again = await home.carryOut("wallet associate_hotkey --json", on: url)
                #expect(try again.document["note"] as? String == "The hotkey belongs to the coldkey already.")
                try home.makeWallet("other", coldkey: "//Bob")
                let hotkey = try home.wallet().hotkeyPublic().ss58()
                let line = "wallet associate-hotkey -w other -H \(hotkey) --network \(url) --no-prompt --json"
                let refused = await home.run(line)
                #expect(try refused.error["code"] as? String == "hotkey_of_another_coldkey")
            }
        }

        @Test(
            "a coldkey swap says what to do instead where the runtime has none",
            arguments: [
                ("announce-coldkey-swap", "transfer the TAO"), ("swap-coldkey", "chain itself"),
            ])
        func swapColdkey(command: String, advice: String) async throws {
            let home = try Home()
            try home.makeWallet()
            let line = "wallet \(command) --new-coldkey \(WalletPaymentTests.bob) --network embedded"
            let run = await home.run(line)
            #expect(run.status == .config)
            #expect(run.isOneLineError)
            #expect(run.talk.contains(advice))
            #expect(try await home.run("\(line) --json").error["code"] as? String == "call_missing")
            #expect(await home.run("wallet \(command) --network embedded --no-prompt").status == .usage)
        }
    }
}
