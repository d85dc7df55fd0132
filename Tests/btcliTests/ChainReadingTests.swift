// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstratePrimitives
import Testing

@testable import btcli

extension ChainTests {
    @Suite("Blocks, extrinsics, events, and what changes")
    struct ChainReadingTests {
        static let bob = WalletPaymentTests.bob

        /// A wallet that was paid twice, and pays Bob in the newest block.
        static func scene(_ body: (Home, String) async throws -> Void) async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                await home.carryOut("wallet faucet", on: url)
                await home.carryOut("wallet transfer --dest \(bob) --amount 1.5", on: url)
                try await body(home, url)
            }
        }

        @Test("a block shows each extrinsic with its signer, its fee and what came of it")
        func block() async throws {
            try await Self.scene { home, url in
                let run = await home.run("block --network \(url) --json-output")
                #expect(run.status == .done, "\(run)")
                #expect(
                    run.memberNames == [
                        "network", "block", "block_hash", "parent_hash", "state_root", "time", "spec_version",
                        "extrinsic_count", "event_count", "extrinsics",
                    ])
                let extrinsics = try #require(try run.document["extrinsics"] as? [[String: any Sendable]])
                #expect(
                    extrinsics.compactMap { $0["call"] as? String } == [
                        "Timestamp.set", "Balances.transfer_keep_alive",
                    ])
                #expect(extrinsics.compactMap { $0["result"] as? String } == ["success", "success"])
                let signer = try home.wallet().coldkeyPublic().ss58()
                #expect(extrinsics.last?["signer"] as? String == signer)
                #expect(extrinsics.last?["fee_tao"] as? String == "0.000114600")
                let head = try #require(try run.document["block"] as? Int)
                let hash = try #require(try run.document["block_hash"] as? String)
                for name in ["\(head)", hash, "head"] {
                    let again = await home.run("block \(name) --network \(url) --json-output")
                    #expect(try again.document["block_hash"] as? String == hash, "\(name)")
                }
                let first = await home.run("block 0 --network \(url)")
                #expect(first.output.contains("It holds no extrinsics.") && !first.output.contains("Time"))
            }
        }

        @Test("an extrinsic is found by its hash and by its place, with its arguments and all that it did")
        func extrinsic() async throws {
            try await Self.scene { home, url in
                let block = await home.run("block --network \(url) --json-output")
                let extrinsics = try #require(try block.document["extrinsics"] as? [[String: any Sendable]])
                let hash = try #require(extrinsics.last?["extrinsic_hash"] as? String)
                let head = try #require(try block.document["block"] as? Int)
                let byHash = await home.run("extrinsic \(hash) --network \(url) --json-output")
                let byPlace = await home.run("extrinsic \(head)-1 --network \(url) --json-output")
                let byBlock = await home.run("extrinsic \(hash) --block \(head) --network \(url) --json-output")
                #expect(byHash.output == byPlace.output && byHash.output == byBlock.output, "\(byHash)")
                let call = try #require(try byHash.document["call"] as? [String: any Sendable])
                let arguments = try #require(call["args"] as? [String: any Sendable])
                #expect(arguments["value"] as? Int == 1_500_000_000)
                let events = try #require(try byHash.document["events"] as? [[String: any Sendable]])
                #expect(
                    events.compactMap { $0["name"] as? String } == [
                        "Balances.Withdraw", "Balances.Transfer", "TransactionPayment.TransactionFeePaid",
                        "System.ExtrinsicSuccess",
                    ])
                #expect(events.allSatisfy { $0["extrinsic_index"] as? Int == 1 })
                let text = await home.run("extrinsic \(hash) --network \(url)")
                #expect(text.output.contains("Signed by   default ("))
                #expect(text.output.contains("Balances.transfer_keep_alive(dest: \(Self.bob), value: τ1.5)"))
            }
        }

        @Test("what failed inside of a batch says so; what no block holds is told")
        func failures() async throws {
            try await Self.scene { home, url in
                let inner = "\"System.remark(remark=0x00)\",\"SubtensorModule.start_call(netuid=1)\""
                let batch = await home.run(
                    "call Utility.batch(calls=[\(inner)]) --network \(url) --no-prompt --json-output")
                #expect(batch.output.contains("\"extrinsic_hash\": \"0x"), "\(batch)")
                let block = await home.run("block --network \(url)")
                #expect(block.output.contains("inside: SubtensorModule."), "\(block.output)")
                let run = await home.run("block --network \(url) --json-output")
                let extrinsics = try #require(try run.document["extrinsics"] as? [[String: any Sendable]])
                #expect(extrinsics.last?["result"] as? String != "success")
                let unknown = "0x" + String(repeating: "11", count: 32)
                let none = await home.run("extrinsic \(unknown) --network \(url)")
                #expect(none.status == .noInput && none.isOneLineError, "\(none)")
                #expect(none.talk.contains("holds \(unknown)"), "\(none)")
            }
        }

        @Test("events are those of a block, or of some names")
        func events() async throws {
            try await Self.scene { home, url in
                let all = await home.run("events --network \(url) --json-output")
                #expect(all.memberNames == ["network", "block", "block_hash", "events"])
                for only in ["Balances", "balances", "Balances.Transfer --only Balances.Withdraw"] {
                    let some = await home.run("events --only \(only) --network \(url) --json-output")
                    let events = try #require(try some.document["events"] as? [[String: any Sendable]])
                    #expect(events.compactMap { $0["name"] as? String } == ["Balances.Withdraw", "Balances.Transfer"])
                }
                let none = await home.run("events --only Balances.Transfer --block 0 --network \(url)")
                #expect(none.output.contains("It has no such events."))
                let wrong = await home.run("events --only Balances.Tranfer --network \(url)")
                #expect(wrong.status == .config && wrong.talk.contains("did you mean Balances.Transfer?"), "\(wrong)")
            }
        }

        @Test("with --follow events come as blocks do, none is left out, and an interruption is no error")
        func follow() async throws {
            try await Self.scene { home, url in
                for isJSON in [false, true] {
                    let recorded = RecordedTerminal()
                    let launcher = Launcher(terminal: recorded.terminal, environment: Environment(["HOME": home.path]))
                    let options = isJSON ? ["--json-output"] : []
                    let task = Task {
                        await launcher.run(
                            ["events", "--follow", "--only", "Balances.Transfer", "--network", url] + options)
                    }
                    await recorded.output.waitForText(isJSON ? "\"amount\":1500000000" : "amount: τ1.5)")
                    for amount in 2...3 {
                        await home.carryOut("wallet transfer --dest \(Self.bob) --amount \(amount)", on: url)
                    }
                    await recorded.output.waitForText(isJSON ? "\"amount\":3000000000" : "amount: τ3)")
                    task.cancel()
                    #expect(await task.value == .interrupted)
                    let lines = recorded.output.text.split(separator: "\n")
                    #expect(lines.count == 3 && !recorded.talk.text.contains("error"), "\(lines)")
                    await home.carryOut("wallet transfer --dest \(Self.bob) --amount 1.5", on: url)
                    guard isJSON else { continue }
                    for line in lines {
                        let document = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                        #expect(document?["name"] as? String == "Balances.Transfer")
                        #expect(document?["block"] is Int && document?["block_hash"] is String)
                    }
                }
            }
        }

        @Test("a value is watched: a line for each change, as documents too, until it is another if that is wanted")
        func watch() async throws {
            try await Self.scene { home, url in
                let recorded = RecordedTerminal()
                let launcher = Launcher(terminal: recorded.terminal, environment: Environment(["HOME": home.path]))
                let task = Task {
                    await launcher.run(["watch", "System.Account", Self.bob, "--json-output", "--network", url])
                }
                await recorded.output.waitForText("1000001500000000")
                let ending = RecordedTerminal()
                let other = Launcher(terminal: ending.terminal, environment: Environment(["HOME": home.path]))
                let waiting = Task {
                    await other.run(["watch", "System.Account", Self.bob, "--until-changed", "--network", url])
                }
                await ending.output.waitForText("1000001500000000")
                await home.carryOut("wallet transfer --dest \(Self.bob) --amount 2", on: url)
                await recorded.output.waitForText("1000003500000000")
                #expect(await waiting.value == .done)
                #expect(ending.output.text.contains("1000003500000000"))
                task.cancel()
                #expect(await task.value == .interrupted)
                let lines = recorded.output.text.split(separator: "\n")
                #expect(lines.count == 2, "\(lines)")
                for line in lines {
                    let document = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                    #expect(document?["name"] as? String == "System.Account")
                    DocumentSchema.check(String(line), of: ["watch"], #_sourceLocation)
                }
                let wrong = await home.run("watch Tempoo 1 --network \(url)")
                #expect(wrong.status == .config && wrong.talk.contains("did you mean Tempo?"), "\(wrong)")
            }
        }

        @Test("two blocks are compared by a value, by a map, or by what their runtimes have")
        func diff() async throws {
            try await Self.scene { home, url in
                let map = await home.run("diff 1 head System.Account --network \(url) --json-output")
                #expect(map.status == .done && map.memberNames.last == "differences", "\(map)")
                let differences = try #require(try map.document["differences"] as? [[String: any Sendable]])
                let signer = try home.wallet().coldkeyPublic().ss58()
                #expect(
                    Set(differences.compactMap { $0["name"] as? String }) == [
                        "System.Account[\(Self.bob)]", "System.Account[\(signer)]",
                    ])
                let born = await home.run("diff 0 head System.Account \(signer) --network \(url)")
                #expect(born.output.contains("- ") && born.output.contains("+ "))
                for line in ["diff 0 head Tempo 1", "diff 0 head"] {
                    let same = await home.run("\(line) --network \(url)")
                    #expect(same.status == .no && same.output.contains("Differences  0"), "\(same)")
                }
                let cut = await home.run("diff 0 head System.Account --limit 2 --network \(url)")
                #expect(cut.status == .usage && cut.talk.contains("raise --limit"), "\(cut)")
            }
        }

        @Test(
            "what makes no sense is refused in one line",
            arguments: [
                ("block 0x12", "does not have block 18"), ("block -1", "-1"), ("block 99", "does not have block 99"),
                ("block 4294967296", "4294967296"), ("extrinsic 0x12", "it has 1 bytes"),
                ("extrinsic 5", "BLOCK-PLACE"),
                ("extrinsic 1-2-3", "BLOCK-PLACE"), ("extrinsic 0-4294967296", "BLOCK-PLACE"),
                ("extrinsic 0-3", "block 0 does not hold it"), ("extrinsic 0-0 --block 0", "leave --block out"),
                ("extrinsic 0-0 --blocks 0", "from 1 to"), ("events --follow --block 0", "leave --block out"),
                ("events --finalized", "--follow"), ("watch", "name"), ("watch Tempo 1 --limit 0", "--limit is 0"),
                ("diff 0", "block"), ("diff 0 x", "x"),
            ])
        func refused(line: String, words: String) async {
            let run = await Run("\(line) --network embedded")
            #expect(run.status != .done && run.isOneLineError && run.talk.contains(words), "\(run)")
        }
    }
}
