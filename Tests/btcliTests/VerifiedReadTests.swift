// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateRPC
import TestRuntimes
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    @Suite("Reads that are verified")
    struct VerifiedReadTests {
        private static let bob = WalletPaymentTests.bob

        private static func scene(_ body: (Home, String) async throws -> Void) async throws {
            let home = try Home()
            try home.makeWallet()
            var configuration = LocalnetConfiguration(blockTime: nil, now: { 1_800_000_000_500 })
            configuration.genuine = GenuineChain(try RealRuntime.dev293.specification())
            try await InstantNode.with(configuration) { try await body(home, $0) }
        }

        @Test(
            "what an honest node says is shown as without it: balances, subnets, a transfer that is rehearsed and sent, a block run again",
            .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
        func honest() async throws {
            try await Self.scene { home, url in
                for line in ["wallet balance", "subnets list", "query SubtensorModule.Tempo 1", "block"] {
                    let (plain, proven) = (
                        await home.run("\(line) --network \(url) --json-output"),
                        await home.run("\(line) --network \(url) --json-output --verify-reads")
                    )
                    #expect(proven.status == .done, "\(proven)")
                    #expect(proven.output == plain.output)
                }
                let transfer = "wallet transfer --dest \(Self.bob) --amount 1.5 --network \(url) --no-prompt"
                let sent = await home.run("\(transfer) --rehearse --verify-reads --json-output")
                #expect(sent.status == .done, "\(sent)")
                let rehearsal = try #require(try sent.document["rehearsal"] as? [String: any Sendable])
                #expect(rehearsal["succeeds"] as? Bool == true)
                let replayed = await home.run("replay 1 --network \(url) --verify-reads --json-output")
                #expect(replayed.status == .done, "\(replayed)")
                let agrees = try replayed.document["agrees"] as? Bool
                #expect(agrees == true)
                // The habit, and out of it.
                #expect(await home.run("config set verify-reads always").status == .done)
                #expect(await home.run("wallet balance --network \(url)").status == .done)
            }
        }

        @Test(
            "a node that has a balance otherwise than the chain is refused in one line that names it",
            .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
        func lied() async throws {
            let home = try Home()
            try home.makeWallet()
            let lie: @Sendable (Localnet, String, JSONValue, JSONValue) -> JSONValue = { _, method, _, answer in
                switch method {
                case "state_queryStorageAt":
                    // Everything is a thousand times what it is.
                    let text = answer.description.replacing(#/(?<zeros>0{6})/#) { _ in "ffffff" }
                    return (try? JSONValue(parsing: text)) ?? answer
                case "state_getReadProof":
                    let nodes = answer["proof"]?.array ?? []
                    return [
                        "at": answer["at"] ?? .null,
                        "proof": .array(
                            nodes.map { node in
                                .string((node.string ?? "").replacing("000000", with: "ffffff"))
                            }),
                    ]
                default: return answer
                }
            }
            try await LyingNode.with(genuine: GenuineChain(try RealRuntime.dev293.specification()), lie) { _, url in
                let run = await home.run("wallet balance --network \(url) --verify-reads")
                #expect(run.status == .unavailable && run.isOneLineError, "\(run)")
                #expect(run.talk.contains("use another node"), "\(run)")
                let document = await home.run("wallet balance --network \(url) --verify-reads --json-output")
                #expect(document.output.contains("unproven"), "\(document)")
            }
        }

        @Test("a node that proves nothing is refused, unless it is believed; an embedded chain need not prove anything")
        func unable() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let run = await home.run("wallet balance --network \(url) --verify-reads")
                #expect(run.status == .unavailable && run.isOneLineError, "\(run)")
                #expect(run.talk.contains("state_getReadProof"), "\(run)")
                #expect(await home.run("config set verify_reads always").status == .done)
                #expect(await home.run("wallet balance --network \(url)").status == .unavailable)
                #expect(await home.run("wallet balance --network \(url) --no-verify-reads").status == .done)
                #expect(await home.run("wallet balance --network embedded").status == .done)
                #expect(await home.run("config set verify_reads sometimes").status != .done)
            }
        }
    }
}
