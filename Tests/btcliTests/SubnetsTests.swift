// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import SubstrateKeys
import SubstratePrimitives
import SubtensorLocalnet
import Testing

@testable import btcli

@Suite("btcli subnets")
struct SubnetsTests {
    static let members = [
        "uid", "netuid", "hotkey", "coldkey", "already_registered", "scheme", "seal_order", "spec_version",
        "block_number", "nonce", "seal", "difficulty", "hashes", "seconds", "hash_rate", "extrinsic_hash", "block_hash",
        "rehearsal",
    ]
    static let transactionMembers = [
        "sent", "action", "network", "chain", "genesis_hash", "spec_version", "call", "call_data", "metadata_checked",
        "encrypted", "signer", "signer_role", "acting_account", "fee_payer", "deposit_tao", "effects", "cost_tao",
        "highest_cost_tao", "fee_tao", "highest_fee_tao",
        "balance_before_tao", "rehearsal", "extrinsic_hash", "nonce", "valid_until_block", "block_number", "block_hash",
        "outcome",
    ]
    static let embedded = "--network embedded --difficulty 500"

    @Test("list shows the subnets")
    func list() async throws {
        let text = await Run("subnets list --network embedded")
        #expect(text.status == .done)
        #expect(text.output.contains("Difficulty"))
        let run = await Run("s list --network embedded --difficulty 12345678901234567890 --json-output")
        #expect(run.memberNames == ["network", "block", "subnets"])
        let subnets = try #require(try run.document["subnets"] as? [[String: any Sendable]])
        #expect(subnets.map { $0["netuid"] as? Int } == [0, 1])
        #expect(subnets.last?["difficulty"] as? String == "12345678901234567890")
        // Nobody burns or works for the root.
        for name in ["registration_allowed", "pow_registration_allowed"] {
            #expect(subnets.first?[name] as? Bool == false)
        }
        for name in ["difficulty", "burn_tao"] { #expect(subnets.first?[name] is String == false) }
        #expect(subnets.last?["pow_registration_allowed"] as? Bool == true)
    }

    @Test(
        "pow-register registers under every rule set that checks work",
        arguments: RuleSet.allCases.filter { $0 != .burn })
    func register(rules: RuleSet) async throws {
        let home = try Home()
        let wallet = try home.makeWallet()
        let run = try await InstantNode.with(rules) { url in
            await home.run("subnets pow-register --netuid 1 --network \(url) --json-output")
        }
        #expect(run.status == .done)
        #expect(run.memberNames == Self.members)
        let document = try run.document
        #expect(document["uid"] as? Int == 0)
        #expect(document["already_registered"] as? Bool == false)
        #expect(document["hotkey"] as? String == (try wallet.hotkeyPublic().ss58()))
        #expect(document["coldkey"] as? String == WalletReadingTests.alice)
        #expect(document["scheme"] as? String == (rules == .powRegister ? "pow-register" : "register"))
        #expect(document["seal_order"] as? String == (rules == .registerBigEndian ? "big" : "little"))
        #expect(document["spec_version"] as? Int == Int(rules.specVersion))
        #expect(document["difficulty"] as? String == "500")
        for name in ["nonce", "hashes", "seal", "extrinsic_hash", "block_hash"] { #expect(document[name] is String) }
        #expect(document["block_number"] is Int)
        #expect(run.talk.contains("Rules of work (spec \(rules.specVersion))"))
        #expect(run.talk.contains("submitting (attempt 1)"))
    }

    @Test("pow-register takes the README's spellings and tells a person")
    func oldSpellings() async throws {
        let home = try Home()
        try home.makeWallet("w")
        let run = await home.run(
            "s pow_register --netuid 1 --wallet.name w --wallet.hotkey default --subtensor.network embedded "
                + "--pow_register.num_processes 2 --pow_register.update_interval 5000 --no_output_in_place --no_prompt "
                + "--block-time 5 --difficulty 500")
        #expect(run.status == .done)
        #expect(run.output.hasPrefix("✓ Registered w/default ("))
        #expect(run.output.contains(" as uid 0 of subnet 1 by proof of work\n  Coldkey "))
        for part in ["Work block", "Seal", "Nonce", "Difficulty", "Tries", "Time", "Hash rate", "Extrinsic", "Block"] {
            #expect(run.output.contains("\n  \(part) "))
        }
    }

    @Test("--quiet says nothing but the answer")
    func quiet() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = try await InstantNode.with { url in
            await home.run("subnets pow-register --netuid 1 --network \(url) --quiet")
        }
        #expect(run.status == .done)
        #expect(run.talk.isEmpty)
    }

    @Test("a hotkey that is registered already is a success without proof")
    func alreadyRegistered() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            let line = "subnets pow-register --netuid 1 --network \(url)"
            #expect(await home.run(line).status == .done)
            let again = await home.run("\(line) --json-output")
            #expect(again.status == .done)
            #expect(again.memberNames == Self.members)
            let document = try again.document
            #expect(document["already_registered"] as? Bool == true)
            #expect(document["uid"] as? Int == 0)
            for name in Self.members.drop(while: { $0 != "scheme" }) {
                #expect(again.output.contains("\"\(name)\": null"))
            }
            let text = await home.run(line)
            #expect(text.output.hasPrefix("The hotkey default/default ("))
            #expect(text.output.hasSuffix(" is registered already: uid 0 of subnet 1.\n"))
            let burn = await home.run("subnets register --netuid 1 --network \(url) --json-output")
            #expect(burn.status == .done)
            #expect(burn.memberNames == ["sent", "network", "note"])
            let isSent = try burn.document["sent"] as? Bool
            #expect(isSent == false)
        }
    }

    @Test("pow-register refuses a runtime that would burn, and names price, key and command")
    func burnRefusal() async throws {
        let home = try Home()
        let hotkey = try home.makeWallet().hotkeyPublic().ss58()
        let line = "subnets pow-register --netuid 1 --rules burn \(Self.embedded)"
        let run = await home.run(line)
        #expect(run.status == .config)
        #expect(run.isOneLineError)
        for part in ["τ", hotkey, "btcli subnets register --netuid 1"] { #expect(run.talk.contains(part)) }
        #expect(try await home.run("\(line) --json-output").error["code"] as? String == "work_not_checked")
    }

    @Test("register burns after a yes, or under --no-prompt")
    func burn() async throws {
        let home = try Home()
        try home.makeWallet()
        let asked = try await InstantNode.with(.burn) { url in
            let run = await home.run("subnets register --netuid 1 --network \(url)", typed: ["y"])
            #expect(run.talk.contains(url))
            return run
        }
        #expect(asked.status == .done)
        for part in ["Burn ", "Fee ", WalletReadingTests.alice, "Send it? [y/n]: "] {
            #expect(asked.talk.contains(part))
        }
        #expect(asked.output.contains(" as uid 0 of subnet 1 in block "))
        let run = try await InstantNode.with(.burn) { url in
            await home.run("s register 1 --network \(url) --no-prompt --json-output")
        }
        #expect(run.status == .done)
        #expect(run.memberNames == Self.transactionMembers)
        #expect(try run.document["sent"] as? Bool == true)
        let outcome = try #require(try run.document["outcome"] as? [String: any Sendable])
        #expect(outcome["netuid"] as? Int == 1)
        #expect(outcome["uid"] as? Int == 0)
    }

    @Test("register burns nothing after a no, and asks nobody without a terminal")
    func declined() async throws {
        let home = try Home()
        try home.makeWallet()
        let line = "subnets register --netuid 1 \(Self.embedded)"
        let no = await home.run(line, typed: ["n"])
        #expect(no.status == .no)
        #expect(no.talk.hasSuffix("Nothing was sent: the answer was no.\n"))
        #expect(await home.run(line).status == .usage)
    }

    @Test(
        "what cannot be is refused with one line and its status",
        arguments: [
            ("--netuid 7", 76, "subnet_missing"),
            ("--netuid 0", 78, "registration_not_allowed"),
            ("--netuid 70000", 64, "usage"),
            ("", 64, "cannot_ask"),
            ("--netuid 1 2", 64, "usage"),
            ("--netuid 1 --scheme register", 78, "unsuitable_rules"),
            ("--netuid 1 --order big", 78, "unsuitable_rules"),
            ("--netuid 1 --max-attempts 0", 64, "usage"),
            ("--netuid 1 --threads 0", 64, "invalid_option"),
            ("--netuid 1 --kernel none", 64, "unknown_kernel"),
            ("--netuid 1 --cuda --tpb 100", 64, "invalid_option"),
            ("--netuid 1 --wallet-name none", 66, "wallet_missing"),
            ("--netuid 1 --wallet-hotkey none", 66, "keyfile_missing"),
        ])
    func refused(options: String, status: Int, code: String) async throws {
        let home = try Home()
        try home.makeWallet()
        let before = home.files
        let line = "subnets pow-register \(options) \(Self.embedded)"
        let json = await home.run("\(line) --json-output")
        #expect(try json.error["exit_code"] as? Int == status)
        #expect(try json.error["code"] as? String == code)
        let text = await home.run(line)
        #expect(Int(text.status.rawValue) == status)
        #expect(text.isOneLineError)
        #expect(home.filesOfValue == before)
    }

    @Test("a damaged key file is named", arguments: ["", "{", "{}", "$NACL", "\u{0}", "{\"ss58Address\": \"5Grwva\"}"])
    func damaged(content: String) async throws {
        let home = try Home()
        let wallet = try home.makeWallet()
        try home.write(content, to: ".bittensor/wallets/default/coldkey")
        let run = await home.run(
            "subnets pow-register --netuid 1 \(Self.embedded) --json-output", environment: ["BT_WALLET_PASSWORD": "x"])
        #expect(run.status == .dataError)
        #expect(try #require(try run.error["message"] as? String).contains(wallet.coldkeyFile.path))
    }
}
