// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import TestRuntimes
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    @Suite("Rehearsals, and blocks that are run again")
    struct RehearsalCommandTests {
        private static let bob = WalletPaymentTests.bob

        /// A chain of a real runtime, on which the wallet's coldkey, //Alice, has funds.
        private static func scene(_ body: (Home, String) async throws -> Void) async throws {
            let home = try Home()
            try home.makeWallet()
            var configuration = LocalnetConfiguration(blockTime: nil, now: { 1_800_000_000_500 })
            configuration.genuine = GenuineChain(try RealRuntime.dev293.specification())
            try await InstantNode.with(configuration) { try await body(home, $0) }
        }

        @Test(
            "what is to be sent is tried first: shown in words and as a document, and sent after a yes",
            .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
        func rehearse() async throws {
            try await Self.scene { home, url in
                let transfer = "wallet transfer --dest \(Self.bob) --amount 1.5 --network \(url)"
                let dry = await home.run("\(transfer) --rehearse --dry-run")
                #expect(dry.status == .done, "\(dry)")
                #expect(dry.output.contains("Rehearsed"), "\(dry.output)")
                #expect(dry.output.contains("succeeds upon block 0, for a fee of τ0."), "\(dry.output)")
                #expect(dry.output.contains("Balances.Transfer("), "\(dry.output)")
                let sent = await home.run("\(transfer) --rehearse --no-prompt --json-output")
                #expect(sent.status == .done, "\(sent)")
                let rehearsal = try #require(try sent.document["rehearsal"] as? [String: any Sendable])
                #expect(rehearsal["succeeds"] as? Bool == true)
                let balances = try #require(rehearsal["balances"] as? [[String: any Sendable]])
                #expect(balances.contains { $0["account"] as? String == Self.bob })
                let outcome = try #require(try sent.document["outcome"] as? [String: any Sendable])
                let alice = try home.wallet().coldkeyPublic().ss58()
                let own = try #require(balances.first { $0["account"] as? String == alice })
                #expect(own["after_tao"] as? String == outcome["balance_after_tao"] as? String, "\(sent.output)")
            }
        }

        @Test(
            "what would fail is not sent",
            .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
        func refused() async throws {
            try await Self.scene { home, url in
                let call = "call SubtensorModule.start_call(netuid=77) --network \(url) --no-prompt"
                let run = await home.run("\(call) --rehearse --json-output")
                #expect(run.status == .config || run.status == .refused, "\(run)")
                let wasSent = try run.document["sent"] as? Bool
                #expect(wasSent == false)
                #expect(run.output.contains("rehearsed upon block 0"), "\(run)")
                #expect(run.output.contains("Nothing was sent"), "\(run)")
                let block = await home.run("block --network \(url) --json-output")
                let head = try block.document["block"] as? Int
                #expect(head == 0)
                // It is the habit where it is settled, unless it is said otherwise.
                #expect(await home.run("config set rehearse always").status == .done)
                let habit = await home.run(call)
                #expect(habit.talk.contains("rehearsed") || habit.output.contains("rehearsed"), "\(habit)")
                let without = await home.run("\(call) --no-rehearse")
                #expect(!without.talk.contains("rehearsed"), "\(without)")
            }
        }

        @Test("on a chain whose rules are no program: refused where it was asked for, told where it is the habit")
        func embedded() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                await home.carryOut("wallet faucet", on: url)
                let transfer = "wallet transfer --dest \(Self.bob) --amount 1.5 --network \(url) --no-prompt"
                let refused = await home.run("\(transfer) --rehearse")
                #expect(refused.status != .done && refused.isOneLineError, "\(refused)")
                #expect(refused.talk.contains(":code"), "\(refused)")
                #expect(await home.run("config set rehearse always").status == .done)
                let sent = await home.run(transfer)
                #expect(sent.status == .done, "\(sent)")
                #expect(sent.talk.contains("not rehearsed"), "\(sent)")
            }
        }

        @Test(
            "a block that is run again does what it did, and each of its extrinsics is shown with all that it changed",
            .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
        func replay() async throws {
            try await Self.scene { home, url in
                await home.carryOut("wallet transfer --dest \(Self.bob) --amount 1.5", on: url)
                let run = await home.run("replay head --network \(url) --json-output")
                #expect(run.status == .done, "\(run)")
                #expect(try run.document["agrees"] as? Bool == true)
                let parts = try run.rows("parts")
                #expect(parts.first?["name"] as? String == "opening" && parts.last?["name"] as? String == "closing")
                #expect(parts.contains { ($0["name"] as? String)?.hasSuffix("Balances.transfer_keep_alive") == true })
                let one = await home.run("replay 1-\(parts.count - 3) --network \(url)")
                #expect(one.status == .done, "\(one)")
                #expect(one.output.contains("System.Account[\(Self.bob)]"), "\(one.output)")
                #expect(one.output.contains("As on the chain"), "\(one.output)")
                let first = await home.run("replay 0 --network \(url)")
                #expect(first.status == .usage && first.isOneLineError, "\(first)")
                let traced = await home.run("replay 1-\(parts.count - 3) --trace --network \(url)")
                #expect(traced.status == .done, "\(traced)")
                for call in [
                    "get System.Account[\(Self.bob)] → {", "set System.Account[\(Self.bob)] ← {",
                    "append System.Events ←", "get :extrinsic_index → 0x01000000", "    get ",
                ] {
                    #expect(traced.output.contains(call), "\(traced.output)")
                }
                let whole = await home.run("replay 1-\(parts.count - 3) --trace --network \(url) --json-output")
                let told = try #require(try whole.rows("parts").first?["trace"] as? [[String: any Sendable]])
                #expect(told.contains { $0["call"] as? String == "commit" && $0["length"] is NSNull })
                #expect(told.contains { $0["name"] as? String == "System.Events" && $0["length"] is Int })
                let few = await home.run("replay head --trace --trace-limit 3 --network \(url) --json-output")
                let opening = try #require(try few.rows("parts").first)
                let calls = try #require(opening["trace"] as? [[String: any Sendable]])
                #expect(calls.count == 3 && calls.allSatisfy { $0["call"] is String && $0["depth"] is Int })
                #expect((opening["trace_omitted"] as? Int).map { $0 > 0 } == true)
                let none = await home.run("replay 1-99 --network \(url)")
                #expect(none.status == .noInput && none.isOneLineError, "\(none)")
            }
        }
    }
}
