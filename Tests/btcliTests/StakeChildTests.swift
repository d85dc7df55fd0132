// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import SubstratePrimitives
import SubtensorLocalnet
import Testing

@testable import btcli

extension ChainTests {
    @Suite("btcli stake child")
    struct StakeChildTests {
        @Test("set lends parts, get shows them, revoke takes them back")
        func children() async throws {
            let home = try Home()
            let chain = try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 500))
            try await RPCServer.with(handler: InstantNode(chain: chain)) { server in
                let url = server.url
                let hotkey = try await home.makeNeurons(["default", "b"], on: url).hotkeyPublic().ss58()
                let b = try home.wallet(hotkey: "b").hotkeyPublic().ss58()
                let none = await home.run("stake child get --network \(url)")
                #expect(none.output.contains("no child keys and no parents"))
                let asked = await home.run(
                    "stake child set --netuid 1 --network \(url)",
                    typed: ["b, \(WalletPaymentTests.bob)", "0.25 0.5", "y"])
                #expect(asked.status == .done)
                for part in [hotkey, b, "0.25", "Fee"] { #expect(asked.talk.contains(part)) }

                let text = await home.run("stake get_children --netuid 1 --network \(url)")
                #expect(text.output.contains("pending child"))
                let json = await home.run("stake children get --all-netuids --network \(url) --json")
                #expect(json.memberNames == ["network", "block", "hotkey", "relations"])
                let relations = try json.rows("relations")
                #expect(relations.map { $0["hotkey"] as? String } == [b, WalletPaymentTests.bob])
                #expect(relations.map { ($0["proportion"] as? Double).map { ($0 * 100).rounded() } } == [25, 50])
                #expect(relations.first?["due_block"] is Int)
                let csv = await home.run("stake child get --csv --network \(url)")
                #expect(
                    csv.output.hasPrefix("netuid,relation,hotkey,proportion,take,due_block\r\n1,pending child,\(b),0.2")
                )

                // The chain takes them once in so many blocks.
                let early = await home.run("stake child revoke --netuid 1 --network \(url) --no-prompt")
                #expect(early.status == .refusedAfterSending && early.talk.contains("TxRateLimitExceeded"), "\(early)")
                await chain.advance(by: 150)
                let revoked = await home.carryOut("stake revoke_children --all --json", on: url)
                #expect(try revoked.rows("transactions").first?["action"] as? String == "revoke children")
                let nothing = await home.carryOut("stake child revoke --netuid 1", on: url)
                #expect(nothing.output == "The hotkey has no child keys.\n")
            }
        }

        @Test("take is shown, and set")
        func take() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                let before = await home.run("stake get_childkey_take --netuid 1 --network \(url) --json")
                #expect(before.memberNames == ["network", "netuid", "hotkey", "take"])
                let set = await home.run(
                    "stake set_childkey_take --netuid 1 --take 0.09 --network \(url)", typed: ["y"])
                #expect(set.status == .done)
                #expect(set.output.contains(" to 0.09"))
                let after = await home.run("stake child take --netuid 1 --network \(url)")
                #expect(after.output.contains("0.09"))
                let again = await home.carryOut("stake child take --netuid 1 --take 0.09", on: url)
                #expect(again.output == "The take is that already.\n")
            }
        }

        @Test(
            "what cannot be is refused with one line and its status",
            arguments: [
                ("set --netuid 1 --children \(WalletPaymentTests.bob) --proportions 0.5,0.5", 64, "usage"),
                ("set --netuid 1 --children \(WalletPaymentTests.bob) --proportions x", 64, "usage"),
                ("set --netuid 1 --children \(WalletPaymentTests.bob) --prop 1.5", 64, "invalid_option"),
                ("set --netuid 0 --children \(WalletPaymentTests.bob) --prop 0.5", 64, "invalid_option"),
                ("set --netuid 1 --children \(WalletPaymentTests.bob) --prop 0.5", 76, "not_registered"),
                ("set --netuid 1", 64, "cannot_ask"),
                ("set --netuid 9 --children \(WalletPaymentTests.bob) --prop 0.5", 76, "subnet_missing"),
                ("revoke", 64, "cannot_ask"),
                ("revoke --all --netuid 1", 64, "usage"),
                ("take --netuid 1 --take 2", 64, "usage"),
                ("get --netuid 9", 76, "subnet_missing"),
            ])
        func refused(line: String, status: Int, code: String) async throws {
            let home = try Home()
            try home.makeWallet()
            let run = await home.run("stake child \(line) --network embedded --no-prompt --json-output")
            #expect(try run.error["exit_code"] as? Int == status)
            #expect(try run.error["code"] as? String == code)
        }
    }
}
