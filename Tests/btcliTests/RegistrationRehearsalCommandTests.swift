// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateClient
import TestRuntimes
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    @Suite("Searches that are rehearsed")
    struct RegistrationRehearsalCommandTests {
        private static func scene(
            plan: (inout GenesisPlan) -> Void, _ body: (Home, String) async throws -> Void
        ) async throws {
            let home = try Home()
            try home.makeWallet()
            var genuine = GenuineChain(try RealRuntime.dev293.specification())
            plan(&genuine.plan)
            var configuration = LocalnetConfiguration(blockTime: nil, now: { 1_800_000_000_500 })
            configuration.genuine = genuine
            try await InstantNode.with(configuration) { try await body(home, $0) }
        }

        private static func entry(_ item: String, _ value: [UInt8]) -> (key: [UInt8], value: [UInt8]?) {
            (StorageKey.prefix(pallet: "SubtensorModule", item: item) + [1, 0], value)
        }

        @Test(
            "a search is rehearsed before anybody works: told, asked, and searched for after a yes",
            .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
        func registration() async throws {
            try await Self.scene(plan: { $0.openSubnets[1] = 200 }) { home, url in
                let line = "subnets pow-register --netuid 1 --network \(url) --rehearse"
                let declined = await home.run(line, typed: ["n"])
                #expect(declined.status != .done, "\(declined)")
                #expect(declined.talk.contains("succeeds upon block"), "\(declined)")
                #expect(declined.talk.contains("Nothing was searched for"), "\(declined)")
                let searched = await home.run("\(line) --no-prompt --threads 1 --json-output")
                #expect(searched.status == .done, "\(searched)")
                let document = try searched.document
                #expect(document["seal"] is String)
                let rehearsal = try #require(document["rehearsal"] as? [String: any Sendable])
                #expect(rehearsal["succeeds"] as? Bool == true)
                #expect(rehearsal["uid"] as? Int == document["uid"] as? Int)
                #expect(rehearsal["fee_tao"] is String)
                // What was asked is kept for the next time.
                #expect(home.files.contains { $0.contains("cache/rehearsals/") })
            }
        }

        @Test(
            "what would keep work from being taken is named, all of it, and nothing is searched for",
            .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
        func obstacles() async throws {
            func plan(_ plan: inout GenesisPlan) {
                plan.openSubnets[1] = 200
                plan.storage = [
                    Self.entry("NetworkPowRegistrationAllowed", [0]), Self.entry("MaxRegistrationsPerBlock", [0, 0]),
                ]
            }
            try await Self.scene(plan: plan) { home, url in
                let run = await home.run("subnets pow-register --netuid 1 --network \(url) --rehearse --no-prompt")
                #expect(run.status != .done && run.isOneLineError, "\(run)")
                #expect(run.talk.contains("NetworkPowRegistrationAllowed[1] is false"), "\(run)")
                #expect(run.talk.contains("TooManyRegistrationsThisBlock"), "\(run)")
                #expect(run.talk.contains("Nothing was searched for"), "\(run)")
            }
        }
    }
}
