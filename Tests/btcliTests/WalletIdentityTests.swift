// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    @Suite("btcli wallet: identities and history")
    struct WalletIdentityTests {
        @Test("set-identity presents, keeps what is not given, and folds texts of old")
        func identity() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                let none = await home.run("wallet get-identity --network \(url)")
                #expect(none.status == .no)
                #expect(none.output.contains("does not present itself"))
                let asked = await home.run("wallet set_identity --network \(url)", typed: ["Alice", "y"])
                #expect(asked.status == .done)
                #expect(asked.talk.contains("Enter the name to present: "))
                #expect(asked.output.contains("Alice"))
                let more = await home.carryOut(
                    "wallet set-identity --web https://a.example --email a@b.c --twitter @a --info text --json", on: url
                )
                #expect(more.talk.contains("no fields for email, twitter"))
                let outcome = try #require(try more.document["outcome"] as? [String: any Sendable])
                #expect(outcome["name"] as? String == "Alice")
                #expect(outcome["additional"] as? String == "email: a@b.c; twitter: @a")

                let json = await home.run(
                    "wallet get_identity --key \(WalletReadingTests.alice) --json --network \(url)")
                #expect(json.memberNames == ["network", "coldkey", "identity"])
                let identity = try #require(try json.document["identity"] as? [String: any Sendable])
                #expect(identity["url"] as? String == "https://a.example")
                #expect(identity["description"] as? String == "text")
                let text = await home.run("wallet get-identity --network \(url)")
                #expect(text.output.contains("Website"))
                // A hotkey's is its owner's.
                let hotkey = try home.wallet().hotkeyPublic().ss58()
                #expect(await home.run("wallet get-identity \(hotkey) --network \(url)").output.contains("Alice"))
                let same = await home.carryOut("wallet set-identity --display Alice", on: url)
                #expect(same.output == "The identity is that already.\n")
                func clear(_ option: String) async -> Run {
                    let words = [
                        "wallet", "set-identity", option, "", "--network", url, "--no-prompt", "--json-output",
                    ]
                    return await Run(words, environment: ["HOME": home.path])
                }
                let gone = await clear("--url")
                #expect((try gone.document["outcome"] as? [String: any Sendable])?["url"] as? String == "")
                #expect(await clear("--display").status == .usage)
            }
        }

        @Test("set-identity without a name, or with nobody to ask, is refused")
        func refused() async throws {
            let home = try Home()
            try home.makeWallet()
            #expect(await home.run("wallet set-identity --network embedded --no-prompt").status == .usage)
            let run = await home.run("wallet set-identity --url x --network embedded --no-prompt --json")
            #expect(try run.error["code"] as? String == "usage")
            #expect(await home.run("wallet get-identity --all --network embedded").status == .no)
        }

        @Test("history tells what happened, as text, document and CSV")
        func history() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                let hotkey = try await home.makeNeurons(on: url).hotkeyPublic().ss58()
                let bob = WalletPaymentTests.bob
                await home.carryOut("stake add --amount 10", on: url)
                await home.carryOut("stake transfer --dest \(bob) --netuid 0 --amount 4", on: url)
                await home.carryOut("wallet transfer --dest \(bob) --amount 2", on: url)
                let text = await home.run("wallet history --network \(url)")
                #expect(text.status == .done)
                for part in ["back to the first block", "sent", "2.0", "stake_added", "neuron_registered"] {
                    #expect(text.output.contains(part))
                }
                let json = await home.run("wallet history --network \(url) --json")
                #expect(
                    json.memberNames == [
                        "network", "wallet", "coldkey", "from_block", "to_block", "reach", "entries",
                    ])
                let entries = try json.rows("entries")
                let sent = try #require(entries.first { $0["event"] as? String == "sent" })
                #expect(sent["other"] as? String == bob)
                #expect(sent["amount_tao"] as? String == "2.000000000")
                let added = try #require(entries.first { $0["event"] as? String == "stake_added" })
                #expect(added["other"] as? String == hotkey)
                #expect(added["netuid"] as? Int == 0)
                let bobs = await home.run("wallet history --ss58 \(bob) --csv --network \(url)")
                #expect(bobs.output.hasPrefix("block,time,coldkey,event,other,netuid,amount_tao,extrinsic\r\n"))
                for part in [",received,", ",stake_received,"] { #expect(bobs.output.contains(part)) }
                let few = await home.run("wallet history --blocks 1 --limit 1 --json --network \(url)")
                #expect(try few.rows("entries").count == 1)
                for options in ["--blocks 0", "--limit 0", "--blocks 1000000"] {
                    #expect(await home.run("wallet history \(options) --network \(url)").status == .usage)
                }
            }
        }

        @Test("history says where the node's memory ends")
        func forgotten() async throws {
            let home = try Home()
            let chain = try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 500))
            let node = InstantNode(chain: chain)
            try await RPCServer.with(handler: node) { server in
                try await home.makeNeurons(on: server.url)
                for _ in 1...3 {
                    await home.carryOut("wallet transfer --dest \(WalletPaymentTests.bob) --amount 1", on: server.url)
                }
            }
            try await RPCServer.with(handler: ForgetfulNode(node: node, oldest: 3)) { server in
                let run = await home.run("wallet history --network \(server.url) --json")
                #expect(try run.document["reach"] as? String == "the node keeps no older ones")
                #expect(try run.document["from_block"] as? Int == 3)
                let events = try run.rows("entries").map { $0["event"] as? String }
                #expect(events.contains("sent"))
                #expect(!events.contains("neuron_registered"))
            }
        }
    }
}
