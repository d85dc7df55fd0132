// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstrateKeys
import SubtensorClient
import Synchronization
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    @Suite("Sending over a long wire")
    struct SendingBudgetTests {
        /// What may be asked before something is sent, the connection and its two rounds counted in.
        struct Budget: Sendable, CustomTestStringConvertible {
            let line: String
            let rounds: Int
            let requests: Int
            /// Several actions each ask for the nonce that their signer has then.
            var repetitions = 0
            /// Whether the chain takes encrypted transactions.
            var takesEncrypted = false

            var testDescription: String { line }
        }

        static let budgets = [
            Budget(line: "wallet transfer --dest \(WalletPaymentTests.bob) --amount 1", rounds: 4, requests: 10),
            Budget(line: "stake add --netuid 1 --amount 0.01", rounds: 6, requests: 15),
            Budget(line: "stake add --netuid 1 --uid 0 --amount 0.01", rounds: 7, requests: 16),
            Budget(
                line: "stake add --netuid 1 --amount 0.01 --hotkeys default,other", rounds: 8, requests: 22,
                repetitions: 6),
            Budget(line: "stake remove --netuid 1 --amount 0.01", rounds: 7, requests: 16),
            // Encrypted: the key and what the carrier costs are asked for side by side with the rest.
            Budget(line: "stake add --netuid 1 --amount 0.01", rounds: 6, requests: 15, takesEncrypted: true),
        ]

        @Test("it leaves after few questions, and none is asked twice", arguments: budgets)
        func budget(_ budget: Budget) async throws {
            var home = try Home()
            try await CountingNode.judge(rounds: budget.rounds) {
                home = try Home()
                let chain = try Localnet(LocalnetConfiguration(blockTime: nil, takesEncrypted: budget.takesEncrypted))
                try await RPCServer.with(handler: InstantNode(chain: chain)) { plain in
                    try await home.makeNeurons(["default", "other"], on: plain.url)
                    await home.carryOut("stake add --netuid 1 --amount 0.05 --unsafe", on: plain.url)
                }
                return InstantNode(chain: chain)
            } _: { wire, url in
                let run = await home.run("\(budget.line) --network \(url) --no-prompt --json-output")
                #expect(run.status == .done, "\(run.talk)\(run.output)")
                let before = wire.logBeforeSubmission
                return (
                    before.rounds,
                    {
                        let log = before.map { "\($0.round): \($0.method) \("\($0.params)".prefix(60))" }
                        #expect(before.rounds <= budget.rounds, "\(log)")
                        #expect(before.count <= budget.requests, "\(log)")
                        #expect(before.repetitions.count <= budget.repetitions, "\(before.repetitions)")
                    }
                )
            }
        }

        @Test("between a found seal and its submission nothing is asked, and little before the first puzzle")
        func seal() async throws {
            let coldkey = try KeyPair(uri: "//Bob")
            let hotkey = try KeyPair(uri: "//Bob//miner")
            let chain = try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 500))
            await chain.produceBlock()
            // On a busy machine a question may come late, and still not have waited.
            try await CountingNode.with(InstantNode(chain: chain), quiet: .milliseconds(500)) { wire, url in
                let found = Mutex(0)
                let registration = try await withSubtensor(Network(url)) { subtensor in
                    var options = RegistrationOptions()
                    options.work.workers = 1
                    options.onProgress = { step in
                        if case .submitting = step { found.withLock { $0 = wire.requests.count } }
                    }
                    return try await subtensor.register(
                        on: 1, keys: WorkKeys(hotkey: hotkey.accountID, coldkey: coldkey.accountID), signer: coldkey,
                        options: options)
                }
                #expect(registration.outcome == .registered)
                let before = wire.logBeforeSubmission
                let log = before.map { "\($0.round): \($0.method)" }
                #expect(found.withLock { $0 } == before.count, "\(log)")
                #expect(before.rounds <= 6, "\(log)")
                // The newest block, once when connecting and once when the registration begins.
                #expect(before.repetitions.map(\.method) == ["chain_getHeader"])
            }
        }
    }
}

extension [CountingNode.Request] {
    /// What was asked again with the same parameters.
    fileprivate var repetitions: [CountingNode.Request] {
        var seen: Set<CountingNode.Request> = []
        return filter { request in
            let question = CountingNode.Request(method: request.method, params: request.params, round: 0)
            return !seen.insert(question).inserted
        }
    }
}
