// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    /// What nodes and gateways do at the moment when money moves. Balances are what counts.
    @Suite("Sending through a node that fails")
    struct SendingFaultTests {
        static let amount: UInt64 = 100_000_000_000
        static let line = "wallet transfer --dest \(WalletPaymentTests.bob) --amount 100 --no-prompt --json-output"

        @Test(
            "moves the money once or not at all, says which, and always names the extrinsic",
            arguments: FaultyNode.Fault.allCases)
        func fault(_ fault: FaultyNode.Fault) async throws {
            let home = try Home()
            try home.makeWallet()
            try await FaultyNode.with(fault) { node, url in
                let before = try await node.free(WalletPaymentTests.bob)
                let run = await home.run("\(Self.line) --network \(url)")
                let moved = try await node.free(WalletPaymentTests.bob) - before
                #expect(moved == (fault.passesOn ? Self.amount : 0), "\(run.talk)\(run.output)")
                // Once: whatever it was told, it did not sign a second time.
                #expect(node.submissions.count == 1)

                let document = try run.document
                let facts = (document["error"] as? [String: any Sendable]) ?? document
                let hash = try #require(facts["extrinsic_hash"] as? String)
                let bytes = try [UInt8](hex: node.submissions[0])
                #expect(hash == Extrinsic(bytes: bytes).hash.hex)
                #expect(facts["nonce"] as? Int == 0)
                #expect(facts["valid_until_block"] as? Int ?? 0 > 30)
                switch fault {
                // Certain, and so an invitation is no lie.
                case .swallows, .cutsBefore, .darkens: #expect(run.status == .tryAgain)
                case .refuses: #expect(run.status == .refusedAfterSending)
                default: #expect(run.status == .done, "\(run.talk)\(run.output)")
                }
                let words = run.talk + run.output
                #expect(run.status == .tryAgain || !words.lowercased().contains("try again"))
                #expect(!words.lowercased().contains("nothing was sent"))
                let message = facts["message"] as? String
                #expect(run.status == .done || message?.contains(hash) == true)

                // The journal says the same, and finds out by itself what it does not know.
                let sent = try await home.sent(on: url)
                #expect(sent.count == 1)
                #expect(sent.first?["extrinsic_hash"] as? String == hash)
                let state = sent.first?["state"] as? String
                switch fault {
                case .swallows, .cutsBefore, .darkens: #expect(state == "not_includable")
                case .refuses: #expect(state == "refused" || state == "not_includable")
                default: #expect(state == "succeeded")
                }
            }
        }

        @Test("what a block carried out with an error is told apart from what was refused before")
        func failedInBlock() async throws {
            let home = try Home()
            try home.makeWallet()
            try await FaultyNode.with(.refusesHeads) { node, url in
                // Unknown before it is sent: nothing is signed.
                let before = await home.run("subnets register --netuid 7 --network \(url) --no-prompt --json-output")
                #expect(before.status == .refused)
                let error = try before.error
                #expect(error["extrinsic_hash"] == nil)
                #expect(node.submissions.isEmpty)
                #expect(home.files.allSatisfy { $0 != ".bittensor/sent.jsonl" })
            }
        }

        @Test("the file of what was sent keeps no access key and no password")
        func keysAreNotKept() async throws {
            let home = try Home()
            try home.makeWallet()
            try await FaultyNode.with(.refusesHeads) { node, url in
                let secret = url.replacing("ws://", with: "ws://user:secret@") + "/secret"
                _ = await home.run("\(Self.line) --network \(secret)")
                #expect(node.submissions.count == 1)
                let kept = try home.read(".bittensor/sent.jsonl")
                #expect(kept.contains("\"network\":\"\(url)\""), "\(kept)")
                #expect(!kept.contains("secret"))
                // Whoever has the key can look there again.
                let look = await home.run("wallet sent --network \(secret)")
                #expect(look.status == .done)
                #expect(!look.talk.contains("cannot look"))
            }
        }

        @Test("without a place to keep what is sent, nothing is signed")
        func unwritableJournal() async throws {
            let home = try Home()
            try home.makeWallet()
            // A folder of that name.
            try home.write("", to: ".bittensor/sent.jsonl/file")
            try await FaultyNode.with(.refusesHeads) { node, url in
                for line in [
                    "\(Self.line) --network \(url)",
                    "subnets pow-register --netuid 1 --network \(url) -y --json-output",
                ] {
                    let run = await home.run(line)
                    #expect(run.status == .cannotCreate)
                    let message = try run.error["message"] as? String
                    #expect(message?.contains("sent.jsonl") == true)
                }
                #expect(node.submissions.isEmpty)
            }
        }

        @Test("several processes that pay from one account at once pay once each")
        func together() async throws {
            let home = try Home()
            try home.makeWallet()
            // A node without a fault, for these.
            try await FaultyNode.with(.refusesHeads) { node, url in
                let before = try await node.free(WalletPaymentTests.bob)
                let runs = await withTaskGroup(of: Run.self) { group in
                    for _ in 0..<4 { group.addTask { await home.run("\(Self.line) --network \(url)") } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(runs.map(\.status) == [.done, .done, .done, .done], "\(runs.map(\.output))")
                #expect(try await node.free(WalletPaymentTests.bob) - before == 4 * Self.amount)
                let sent = try await home.sent(on: url)
                #expect(sent.count { $0["state"] as? String == "succeeded" } == 4)
            }
        }

        @Test(
            "a registration by work goes on after what went wrong at its submission",
            arguments: [
                FaultyNode.Fault.cuts, .neverAnswers, .answersOutdated, .answersInvalid, .saysDropped, .answersError,
                .darkens,
            ])
        func registration(_ fault: FaultyNode.Fault) async throws {
            let home = try Home()
            try home.makeWallet()
            try await FaultyNode.with(fault, blockTime: .milliseconds(200)) { node, url in
                let run = await home.run(
                    "subnets pow-register --netuid 1 --threads 1 --network \(url) --no-prompt --json-output")
                #expect(run.status == .done, "\(run.talk)\(run.output)")
                let uid = try run.document["uid"] as? Int
                #expect(uid == 0)
            }
        }
    }
}

extension FaultyNode {
    /// What an account owns freely, by the chain itself.
    func free(_ address: String) async throws -> UInt64 {
        let account = try AccountID(ss58: address)
        return await chain.newestState[SystemPallet.account, account].free
    }
}

extension Localnet {
    /// The state after the newest block.
    var newestState: StateOverlay { StateOverlay(store: store, at: head.header.number) }
}

extension Home {
    /// What `wallet sent` tells.
    func sent(on url: String) async throws -> [[String: any Sendable]] {
        let run = await run("wallet sent --network \(url) --json-output")
        #expect(run.status == .done, "\(run.talk)")
        return try run.rows("extrinsics")
    }
}
