// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import SubtensorLocalnet
import Testing

@testable import btcli

extension ChainTests {
    @Suite("btcli wallet transfer and faucet")
    struct WalletPaymentTests {
        static let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
        static let embedded = "--network embedded"

        @Test("transfer shows what it sends, asks, and sends")
        func transfer() async throws {
            let home = try Home()
            try home.makeWallet()
            let run = await home.run(
                "wallet transfer --dest \(Self.bob) --amount 1.5 --network embedded --block-time 1", typed: ["y"])
            #expect(run.status == .done)
            for part in [
                "τ1.5", "Fee", "τ0.0", "embedded", WalletReadingTests.alice, Self.bob, "Send it? [y/n]: ",
            ] {
                #expect(run.talk.contains(part))
            }
            #expect(
                run.output.wholeMatch(
                    of:
                        /✓ Sent τ1\.5 to 5FHn…94ty in block \d+, fee τ0\.\d+\n  Left       τ[0-9,.]+\n  Extrinsic  0x\w{64}\n/
                )
                    != nil, "\(run.output)")
        }

        @Test("A wallet that can only be watched is told before anyone is asked, and can be tried")
        func watched() async throws {
            let home = try Home()
            let key = try KeyPair(uri: "//Alice").publicKey
            try home.wallet().createColdkeyPublic(key)
            try await InstantNode.with { url in
                let line = "wallet transfer --dest \(Self.bob) --amount 1 --network \(url)"
                let run = await home.run(line, typed: ["y"])
                #expect(run.status == .dataError)
                #expect(run.talk.contains("can only be watched"))
                #expect(!run.talk.contains("[y/n]"))
                #expect(await home.run("\(line) --dry-run").status == .done)
            }
        }

        @Test("transfer asks for what is missing, and again after a slip of the fingers")
        func asking() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let run = await home.run(
                    "wallet transfer --network \(url)", typed: ["bob", Self.bob, "lots", "0.5", "y"])
                #expect(run.status == .done)
                for part in ["Enter the account that receives: ", "How much shall be sent, in TAO: "] {
                    #expect(run.talk.contains(part))
                }
                #expect(run.output.hasPrefix("✓ Sent τ0.5 to "))
            }
        }

        @Test("transfer prints one document, and moves the money")
        func document() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let run = await home.run(
                    "w transfer -d \(Self.bob) -a 2 --subtensor.chain_endpoint \(url) --no_prompt --json-output")
                #expect(run.status == .done)
                #expect(run.memberNames == SubnetsTests.transactionMembers)
                #expect(try run.document["action"] as? String == "transfer")
                #expect(try run.document["cost_tao"] as? String == "2.000000000")
                let outcome = try #require(try run.document["outcome"] as? [String: any Sendable])
                #expect(outcome["received_tao"] as? String == "2.000000000")
                let sent = try run.document["sent"] as? Bool
                #expect(sent == true)
                let balance = await home.run("w balance --ss58 \(Self.bob) --network \(url) --json-output")
                let total = try balance.document["total_tao"] as? String
                #expect(total == "1000002.000000000")
            }
        }

        @Test("a no sends nothing", arguments: ["", "--quiet", "--json-output"])
        func declined(options: String) async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let run = await home.run(
                    "wallet transfer --dest \(Self.bob) --amount 3 --network \(url) \(options)", typed: ["n"])
                #expect(run.status == .no)
                // Whoever is asked sees what about.
                #expect(run.talk.contains("τ3"))
                if options == "--json-output" { #expect(try run.error["code"] as? String == "declined") }
                let balance = await home.run("wallet balance --network \(url) --json-output")
                let total = try balance.document["total_tao"] as? String
                #expect(total == "1000000.000000000")
            }
        }

        @Test("--dry-run asks nothing and sends nothing")
        func dryRun() async throws {
            let home = try Home()
            try home.makeWallet()
            let run = await home.run(
                "wallet transfer --dest \(Self.bob) --amount 1 --dry-run \(Self.embedded) --json-output")
            #expect(run.status == .done)
            #expect(try run.document["sent"] as? Bool == false)
            #expect(try run.document["fee_tao"] is String)
            let text = await home.run("wallet transfer --dest \(Self.bob) --amount 1 --dry-run \(Self.embedded)")
            #expect(text.output.contains("dry run"))
        }

        @Test(
            "transfer refuses what cannot be",
            arguments: [
                ("--dest \(bob) --amount 2000000", 76, "insufficient_balance"),
                ("--dest \(bob) --amount 1", 64, "cannot_ask"),
                ("--dest \(bob)x --amount 1", 64, "usage"),
                ("--dest \(bob) --amount 1.0000000001", 64, "usage"),
                ("--dest \(bob) --amount -1", 64, "usage"),
                ("--dest \(bob) --amount 0", 64, "usage"),
                ("--dest \(bob) --amount 1 --all", 64, "usage"),
                ("--dest \(bob)", 64, "cannot_ask"),
                ("--amount 1", 64, "cannot_ask"),
                ("--dest \(bob) --amount 1 --difficulty 0", 64, "usage"),
                ("--dest \(bob) --amount 1 --wallet-name none", 66, "wallet_missing"),
            ])
        func refused(options: String, status: Int, code: String) async throws {
            let home = try Home()
            try home.makeWallet()
            let line = "wallet transfer \(options) \(Self.embedded)"
            let json = await home.run("\(line) --json-output")
            #expect(try json.error["exit_code"] as? Int == status)
            #expect(try json.error["code"] as? String == code)
            let text = await home.run(line)
            #expect(Int(text.status.rawValue) == status)
            #expect(text.isOneLineError)
        }

        @Test("the faucet pays for work")
        func faucet() async throws {
            let home = try Home()
            try home.makeWallet(coldkey: "//Nobody")
            let run = try await InstantNode.with { url in
                await home.run("w faucet --network \(url) --max-successes 2 --json-output")
            }
            #expect(run.status == .done)
            #expect(run.memberNames == ["network", "coldkey", "balance_tao", "payments"])
            #expect(try run.document["balance_tao"] as? String == "2000.000000000")
            #expect(run.talk.contains("Payment 1 of 2: τ1,000"))
            let payment = try #require(try run.document["payments"] as? [[String: any Sendable]]).first
            #expect(payment?["nonce"] is String)
            #expect(payment?["hashes"] is String)
        }

        @Test("the faucet pays nobody nothing")
        func noPayments() async throws {
            let home = try Home()
            try home.makeWallet()
            let run = await home.run("wallet faucet --max-successes 0 \(Self.embedded)")
            #expect(run.status == .usage)
            #expect(run.talk.contains("--max-successes"))
        }
    }
}
