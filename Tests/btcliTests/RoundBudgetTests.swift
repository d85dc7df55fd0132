// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    @Suite("Over a long wire")
    struct RoundBudgetTests {
        /// One chain for all: it is only looked at.
        private static let wide = Result { try WideChain() }

        /// What a reading may take, the connection and its two rounds counted in.
        struct Budget: Sendable, CustomTestStringConvertible {
            let line: String
            let rounds: Int
            let requests: Int
            /// The array in the document, and how much has to be in it.
            var rows: (name: String, count: Int)?

            var testDescription: String { line }
        }

        static let budgets = [
            Budget(line: "subnets list", rounds: 5, requests: 12, rows: ("subnets", 129)),
            Budget(line: "wallet balance", rounds: 5, requests: 8, rows: ("balances", 1)),
            // One request for each subnet.
            Budget(line: "wallet overview", rounds: 5, requests: 140, rows: ("neurons", 2560)),
            Budget(line: "wallet inspect", rounds: 5, requests: 10, rows: ("stakes", 128)),
            Budget(line: "wallet get-identity --ss58 \(WalletReadingTests.alice)", rounds: 4, requests: 6),
            Budget(line: "stake show --all", rounds: 3, requests: 8, rows: ("stakes", 128)),
            Budget(line: "stake child get -H hotkey-1", rounds: 5, requests: 8),
            Budget(line: "subnets metagraph --netuid 1", rounds: 3, requests: 6, rows: ("neurons", 20)),
            Budget(line: "subnets hyperparameters --netuid 1", rounds: 3, requests: 6),
            Budget(line: "subnets mechanisms list --netuid 1", rounds: 3, requests: 6, rows: ("mechanisms", 1)),
            Budget(line: "subnets check-start --netuid 2", rounds: 5, requests: 12),
            Budget(line: "root list", rounds: 5, requests: 8),
            Budget(line: "root list-delegates", rounds: 4, requests: 6),
            Budget(line: "root my-delegates", rounds: 4, requests: 6),
            Budget(line: "weights commits --netuid 1 -H hotkey-1", rounds: 5, requests: 10, rows: ("commits", 0)),
            Budget(line: "query Tempo 1", rounds: 3, requests: 5),
            Budget(line: "proxy list \(WalletReadingTests.alice)", rounds: 4, requests: 6, rows: ("proxies", 0)),
        ]

        @Test("questions go side by side, and none is asked twice", arguments: budgets)
        func budget(_ budget: Budget) async throws {
            let wide = try Self.wide.get()
            try await CountingNode.judge(rounds: budget.rounds, { NodeRPC(chain: wide.chain) }) { wire, url in
                let run = await wide.home.run("\(budget.line) --network \(url) --json-output")
                #expect([.done, .no].contains(run.status), "\(run.talk)")
                if let (name, count) = budget.rows {
                    let rows = try run.rows(name)
                    #expect(rows.count == count)
                }
                let rounds = wire.rounds
                return (
                    rounds,
                    {
                        let log = wire.log.map { "\($0.round): \($0.method)" }
                        #expect(rounds <= budget.rounds, "\(log)")
                        #expect(wire.requests.count <= budget.requests, "\(log)")
                        #expect(wire.repetitions.isEmpty)
                    }
                )
            }
        }

        @Test("what goes before a submission is counted by itself, and its block is heard of")
        func submission() async throws {
            let home = try Home()
            try home.makeWallet()
            let chain = try Localnet(LocalnetConfiguration(blockTime: nil))
            try await CountingNode.with(InstantNode(chain: chain)) { wire, url in
                await home.carryOut("subnets register --netuid 1", on: url)
                let before = wire.logBeforeSubmission
                #expect(before.count < wire.requests.count)
                #expect(before.rounds < wire.rounds)
                #expect(wire.requests[before.count].hasPrefix("author_submit"))
                #expect(before.count(of: "chain_getBlockHash") == 1)
            }
        }
    }
}
