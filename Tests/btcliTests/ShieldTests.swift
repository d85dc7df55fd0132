// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    @Suite("Sending encrypted")
    struct ShieldTests {
        @Test(
            "through a node that fails moves the money once or not at all, and says which",
            arguments: FaultyNode.Fault.allCases)
        func fault(_ fault: FaultyNode.Fault) async throws {
            let home = try Home()
            try home.makeWallet()
            // A carrier has two blocks to be taken in: longer ones than else, so that a busy machine makes it.
            try await FaultyNode.with(fault, blockTime: .milliseconds(250), takesEncrypted: true) { node, url in
                let before = try await node.free(WalletPaymentTests.bob)
                let run = await home.run("\(SendingFaultTests.line) --mev-shield --network \(url)")
                let moved = try await node.free(WalletPaymentTests.bob) - before
                #expect(moved == (fault.passesOn ? SendingFaultTests.amount : 0), "\(run.talk)\(run.output)")
                #expect(node.submissions.count == 1)

                // What is named is what pays, not what carried it.
                let document = try run.document
                let facts = (document["error"] as? [String: any Sendable]) ?? document
                let hash = try #require(facts["extrinsic_hash"] as? String)
                let carrier = Extrinsic(bytes: try [UInt8](hex: node.submissions[0])).hash.hex
                #expect(hash != carrier)
                #expect(facts["nonce"] as? Int == 1)
                switch fault {
                case .swallows, .cutsBefore, .darkens: #expect(run.status == .tryAgain)
                case .refuses: #expect(run.status == .refusedAfterSending)
                default: #expect(run.status == .done, "\(run.talk)\(run.output)")
                }
                let words = (run.talk + run.output).lowercased()
                #expect(run.status == .tryAgain || !words.contains("try again"))
                #expect(!words.contains("nothing was sent"))

                let sent = try await home.sent(on: url)
                #expect(sent.map { $0["extrinsic_hash"] as? String } == [hash, carrier])
                #expect(Set(sent.map { $0["intent"] as? String }).count == 1)
                let states = Set(sent.map { $0["state"] as? String })
                switch fault {
                case .swallows, .cutsBefore, .darkens: #expect(states == ["not_includable"])
                case .refuses: #expect(states.isSubset(of: ["refused", "not_includable"]))
                default: #expect(states == ["succeeded"])
                }
            }
        }

        @Test("stake trades are encrypted by themselves, and what is shown says so")
        func stake() async throws {
            let home = try Home()
            try await InstantNode.with(takesEncrypted: true) { url in
                try await home.makeNeurons(on: url)
                let run = await home.run("stake add --amount 10 --network \(url)", typed: ["y"])
                #expect(run.status == .done, "\(run.talk)\(run.output)")
                #expect(run.talk.contains("encrypted until its block"))
                let open = await home.run(
                    "stake add --amount 10 --network \(url) --no-mev-shield --dry-run --json-output")
                #expect(try open.rows("transactions").first?["encrypted"] as? Bool == false)
                for spelling in ["", "--mev-shield", "--mev-protection"] {
                    let dry = await home.run(
                        "stake remove --amount 1 --network \(url) \(spelling) --dry-run --json-output")
                    #expect(try dry.rows("transactions").first?["encrypted"] as? Bool == true, "\(spelling)")
                }
            }
        }

        @Test("the setting and Python's variable speak as the option does, and a demand is more than a wish")
        func settings() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                let line = "stake add --amount 10 --network \(url) --dry-run"
                #expect(await home.run(line).output.contains("openly"))
                let demanded = await home.run("\(line) --mev-shield")
                #expect(demanded.status == .config)
                #expect(demanded.talk.contains("only openly can it be sent there"))
                #expect(await home.run("config set mev_shield off").status == .done)
                #expect(await !home.run(line).output.contains("openly"))
            }
            try await InstantNode.with(takesEncrypted: true) { url in
                let home = try Home()
                try home.makeWallet()
                let refused = await home.run("subnets register --netuid 1 --network \(url) --no-prompt --no-mev-shield")
                #expect(refused.status == .config)
                #expect(refused.talk.contains("encrypted (MEV shield) or not at all"))
            }
        }
    }
}
