// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import btcli

extension ChainTests {
    @Suite("btcli proxy, and --proxy-for")
    struct ProxyCommandTests {
        private static let alice = WalletReadingTests.alice
        private static let bob = WalletPaymentTests.bob

        /// Somebody with two wallets that have funds: `default`, Alice's, and `bob`.
        private func home() throws -> Home {
            let home = try Home()
            try home.makeWallet()
            try home.makeWallet("bob", coldkey: "//Bob")
            return home
        }

        @Test("A proxy stakes for an account, by its name; who pays what is shown before anyone is asked")
        func stake() async throws {
            let home = try home()
            try await InstantNode.with { url in
                await home.carryOut("subnets register --netuid 1", on: url)
                let hotkey = try home.wallet().hotkeyPublic().ss58()
                let stake = "stake add -w bob --amount 2 --hotkeys \(hotkey) --proxy-for default --network \(url)"
                let stranger = await home.run(stake + " --no-prompt")
                #expect(stranger.status == .refused)
                #expect(stranger.talk.contains("is no proxy of"))

                let added = await home.carryOut("proxy add --delegate bob --proxy-type Staking", on: url)
                #expect(added.output.contains("0.093"))
                let run = await home.run(stake, typed: ["y"])
                #expect(run.status == .done, "\(run.talk)")
                for part in [
                    "default (\(Self.alice)), by its proxy bob (\(Self.bob)) (Staking)", "paid by default",
                    "paid by bob",
                    "Balance of the signer",
                ] {
                    #expect(run.talk.contains(part), "\(run.talk)")
                }
                let json = await home.carryOut(
                    "stake add -w bob --amount 1 --hotkeys \(hotkey) --proxy \(Self.alice) --json-output", on: url)
                let row = try #require(try json.rows("transactions").first)
                #expect(row["acting_account"] as? String == Self.alice)
                #expect(row["fee_payer"] as? String == Self.bob)
                #expect(row["call"] as? String == "Proxy.proxy")
                #expect(try json.outcomes.first?["stake_after_alpha"] as? String == "3.000000000")

                let transfer = await home.run(
                    "wallet transfer -w bob --dest bob --amount 1 --proxy-for default --no-prompt --network \(url)")
                #expect(transfer.status == .refused)
                #expect(transfer.talk.contains("a proxy for Staking may not call"))

                let list = await home.run("proxy list --network \(url) --json-output")
                let proxies = try list.rows("proxies")
                #expect(proxies.first?["name"] as? String == "bob")
                #expect(proxies.first?["proxy_type"] as? String == "Staking")
                await home.carryOut("proxy remove --delegate bob --json-output", on: url)
                await home.carryOut("proxy add --delegate bob --proxy-type Any --json-output", on: url)
                let all = await home.carryOut("proxy remove --all", on: url)
                #expect(all.output.contains("Nobody may act any more"))
                let none = await home.run("proxy list default --network \(url)")
                #expect(none.output.contains("Nobody may act for it."))
            }
        }

        @Test("A proxy with a delay announces; what it announced is kept here, and carried out by its hash")
        func announced() async throws {
            let home = try home()
            try await InstantNode.with { url in
                await home.carryOut("proxy add --delegate bob --proxy-type Any --delay 1", on: url)
                let transfer = "wallet transfer -w bob --dest bob --amount 1 --proxy-for default"
                let early = await home.run("\(transfer) --no-prompt --network \(url)")
                #expect(early.status == .tryAgain)
                #expect(early.talk.contains("announce the call first"))
                let run = await home.carryOut("\(transfer) --announce-only --json-output", on: url)
                let outcome = try #require(try run.document["outcome"] as? [String: any Sendable])
                let hash = try #require(outcome["call_hash"] as? String)
                #expect(try home.mode(".bittensor/calls/\(hash).json") == 0o600)
                let listed = await home.run("proxy list bob --announced --network \(url) --json-output")
                #expect(try listed.rows("announcements").first?["call_hash"] as? String == hash)

                let execute = "proxy execute -w bob --real default --call-hash \(hash)"
                let unknown = await home.run(
                    "proxy execute -w bob --real default --call-hash 0x\(String(repeating: "1", count: 64)) --no-prompt "
                        + "--network \(url)")
                #expect(unknown.status == .usage)
                #expect(unknown.talk.contains("give the call with --call-hex"))
                // Another block.
                await home.carryOut("wallet transfer --dest bob --amount 1", on: url)
                let file = try home.read(".bittensor/calls/\(hash).json")
                let done = await home.carryOut(execute, on: url)
                #expect(done.output.contains("Carried out Balances.transfer_keep_alive for default"))
                let again = await home.run("\(execute) --no-prompt --network \(url)")
                #expect(again.status == .refused)

                await home.carryOut("\(transfer) --announce-only", on: url)
                await home.carryOut("proxy reject --delegate bob --call-hash \(hash) --json-output", on: url)
                let bytes = try #require(file.firstMatch(of: /"call_data":"(0x\w+)"/)?.1)
                await home.carryOut(
                    "proxy announce -w bob --real default --call-hex \(bytes) --json-output", on: url)
                await home.carryOut("proxy withdraw -w bob --real default --call-hash \(hash) --json-output", on: url)
                await home.carryOut("\(transfer) --announce-only", on: url)
                await home.carryOut("wallet transfer --dest bob --amount 1", on: url)
                await home.carryOut("\(execute) --json-output", on: url)

                try home.write("{\"call_data\": \"0x00\"}", to: ".bittensor/calls/\(hash).json")
                let damaged = await home.run("\(execute) --no-prompt --network \(url)")
                #expect(damaged.status == .dataError)
                #expect(damaged.isOneLineError)
            }
        }

        @Test("An account without a key is made under a name, used by it, and ended by it")
        func pure() async throws {
            let home = try home()
            try await InstantNode.with { url in
                let made = await home.carryOut("proxy create --proxy-type Any --name vault --json-output", on: url)
                let outcome = try #require(try made.document["outcome"] as? [String: any Sendable])
                let account = try #require(outcome["account"] as? String)
                let entry = try await home.run("addr show vault --json-output").document
                #expect(entry["address"] as? String == account)
                #expect(entry["kind"] as? String == "pure proxy")
                #expect(entry["height"] as? Int == outcome["height"] as? Int)
                await home.carryOut("wallet transfer --dest vault --amount 3", on: url)
                await home.carryOut("wallet transfer --dest bob --amount 1 --proxy-for vault", on: url)
                let tried = await home.carryOut("proxy kill vault --dry-run --json-output", on: url)
                #expect(try tried.document["sent"] as? Bool == false)
                let kill = await home.run("proxy kill vault --network \(url)", typed: ["y"])
                #expect(kill.status == .done, "\(kill.talk)")
                #expect(kill.talk.contains("FOR EVER"))
                #expect(await home.run("addr show vault").status == .usage)
            }
        }
    }

    @Suite("btcli multisig, and --multisig")
    struct MultisigCommandTests {
        @Test("Three people, each with a home of their own: one begins, another reads it from the chain and approves")
        func twoOfThree() async throws {
            let members = [
                WalletReadingTests.alice, WalletPaymentTests.bob, "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y",
            ]
            let homes = try ["//Alice", "//Bob", "//Charlie"].map { key in
                let home = try Home()
                try home.makeWallet(coldkey: key)
                return home
            }
            for home in homes {
                let added = await home.run(
                    "multisig add treasury --threshold 2 --signatories \(members.joined(separator: ",")) --json-output")
                #expect(added.status == .done, "\(added.talk)")
            }
            let listed = await homes[0].run("multisig list --json-output")
            #expect(try listed.rows("addresses").first?["threshold"] as? Int == 2)
            let shown = await homes[0].run("multisig show treasury --json-output")
            #expect(try (shown.document["signatories"] as? [String]).map(Set.init) == Set(members))
            try await InstantNode.with { url in
                await homes[0].carryOut("wallet transfer --dest treasury --amount 20", on: url)
                let transfer = "wallet transfer --dest \(WalletPaymentTests.bob) --amount 5 --multisig treasury"
                let begun = await homes[0].carryOut(transfer, on: url)
                #expect(begun.output.contains("1 of 2"))
                let again = await homes[0].run("\(transfer) --no-prompt --network \(url)")
                #expect(again.status == .refused)
                #expect(again.talk.contains("has approved it already"))

                let pending = await homes[1].run("multisig pending treasury --network \(url) --json-output")
                let call = try #require(try pending.rows("calls").first)
                #expect((call["call"] as? String)?.contains("transfer_keep_alive") == true)
                #expect(call["approvals"] as? Int == 1)
                #expect((call["missing"] as? [String]).map(Set.init) == Set(members.suffix(2)))

                let wrong = await homes[1].run("multisig cancel treasury --no-prompt --network \(url)")
                #expect(wrong.status == .refused)
                #expect(wrong.talk.contains("nobody else can cancel it"))
                let approved = await homes[2].run("multisig approve treasury --network \(url)", typed: ["y"])
                #expect(approved.status == .done, "\(approved.talk)")
                #expect(approved.talk.contains("2 of 2, with which it is carried out"))
                #expect(approved.output.contains("Carried out Balances.transfer_keep_alive"))
                let empty = await homes[1].run("multisig pending treasury --network \(url)")
                #expect(empty.output.contains("No call waits"))

                await homes[0].carryOut(transfer, on: url)
                await homes[0].carryOut("multisig cancel treasury --json-output", on: url)
                await homes[0].carryOut(transfer, on: url)
                let tried = await homes[2].carryOut("multisig approve treasury --dry-run --json-output", on: url)
                #expect(try tried.document["acting_account"] as? String != members[2])
                await homes[1].carryOut("multisig execute treasury --json-output", on: url)
                let nothing = await homes[0].run("multisig execute treasury --no-prompt --network \(url)")
                #expect(nothing.talk.contains("waits for approvals"))
            }
            #expect(await homes[0].run("multisig remove treasury --json-output").status == .done)
            #expect(await homes[0].run("multisig show treasury").status == .usage)
        }

        @Test("Several stakes are one call that its members approve once")
        func several() async throws {
            let homes = try ["//Alice", "//Bob"].map { _ in try Home() }
            let alice = try homes[0].makeWallet()
            try homes[1].makeWallet(coldkey: "//Bob")
            try homes[0].wallet(hotkey: "second").createHotkey(KeyPair(uri: "//Second"))
            for home in homes {
                let added = await home.run(
                    "multisig add treasury --threshold 2 --signatories \(WalletReadingTests.alice) \(WalletPaymentTests.bob)"
                )
                #expect(added.status == .done, "\(added.talk)")
            }
            try await InstantNode.with { url in
                for hotkey in ["default", "second"] {
                    await homes[0].carryOut("subnets register --netuid 1 -H \(hotkey)", on: url)
                }
                await homes[0].carryOut("wallet transfer --dest treasury --amount 50", on: url)
                let line = "stake add --hotkeys default second --amount 20 --multisig treasury"
                let tried = await homes[0].carryOut("\(line) --dry-run --json-output", on: url)
                let transaction = try #require(try tried.rows("transactions").first)
                #expect(try tried.rows("transactions").count == 1)
                #expect(
                    transaction["action"] as? String == "2 actions"
                        && transaction["cost_tao"] as? String == "40.000000000")
                let begun = await homes[0].carryOut(line, on: url)
                #expect(begun.output.contains("1 of 2"), "\(begun.output)")

                let pending = await homes[1].run("multisig pending treasury --network \(url) --json-output")
                #expect(try pending.rows("calls").count == 1, "\(pending.output)")
                let approved = await homes[1].run("multisig approve treasury --network \(url)", typed: ["y"])
                #expect(approved.status == .done, "\(approved)")
                let shown = await homes[0].run("multisig show treasury --json-output")
                let treasury = try #require(try shown.document["address"] as? String)
                let stakes = await homes[0].carryOut("stake show --ss58 \(treasury) --json-output", on: url)
                let hotkeys = try stakes.rows("stakes").compactMap { $0["hotkey"] as? String }
                let second = try homes[0].wallet(hotkey: "second").hotkeyPublic().ss58()
                #expect(Set(hotkeys) == [try alice.hotkeyPublic().ss58(), second], "\(stakes.output)")
            }
        }

        @Test("One member is enough where the threshold is 1")
        func one() async throws {
            let home = try Home()
            try home.makeWallet()
            try home.makeWallet("bob", coldkey: "//Bob")
            #expect(await home.run("multisig add any --threshold 1 --signatories default bob").status == .done)
            try await InstantNode.with { url in
                await home.carryOut("wallet transfer --dest any --amount 4", on: url)
                let run = await home.carryOut(
                    "wallet transfer -w bob --dest default --amount 1 --multisig any --json-output", on: url)
                let call = try run.document["call"] as? String
                #expect(call == "Multisig.as_multi_threshold_1")
            }
        }

        @Test("Members that make no account, and names that are none, are refused in a line")
        func refused() async throws {
            let home = try Home()
            try home.makeWallet()
            try home.makeWallet("bob", coldkey: "//Bob")
            for (line, words) in [
                ("multisig add t --threshold 3 --signatories default bob", "3 of 2 members cannot agree"),
                ("multisig add t --threshold 0 --signatories default bob", "cannot agree"),
                ("multisig add t --threshold 1 --signatories default default", "named twice"),
                ("multisig add t --threshold 1 --signatories default", "2 to 100 members"),
                ("multisig show nobody", "no account of several keys"),
                ("multisig add a/b --threshold 1 --signatories default bob", "is no name"),
            ] {
                let run = await home.run(line)
                #expect(run.status == .usage, "\(line): \(run.talk)")
                #expect(run.talk.contains(words), "\(line): \(run.talk)")
            }
        }
    }
}
