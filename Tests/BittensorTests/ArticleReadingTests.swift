// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import SubstrateClient
import SubtensorLocalnet
import Testing

// The programs that read and send. See `ArticleStage`.

// The same signature as the standard library's, which it stands in for.
private func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
    ArticleStage.note(items.map { "\($0)" }.joined(separator: separator))
}

private func withSubtensor<Value: Sendable>(
    _ network: Network, isolation: isolated (any Actor)? = #isolation, _ body: (Subtensor) async throws -> Value
) async throws -> Value {
    let stage = try #require(ArticleStage.current)
    return try await Bittensor.withSubtensor(
        network.isNamed ? Network(stage.url) : network, isolation: isolation, body)
}

extension ChainTests {
    @Suite("The programs of articles about readings and actions")
    struct ArticleReadingTests {
        @Test("A subnet of eleven neurons is looked at, and one gets stake")
        func readingsAndActions() async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                let (subtensor, coldkey) = (chain.subtensor, try KeyPair(uri: "//Alice"))
                let (account, netuid) = (coldkey.accountID, NetUID(1))
                for place in 0...10 {
                    let hotkey = try KeyPair(uri: "//Alice//\(place)").accountID
                    try await chain.perform(.burnedRegister(hotkey, on: 1), by: coldkey)
                }
                try await ArticleStage.with(chain) {
                    try await withSubtensor(.finney) { subtensor in
                        for subnet in try await subtensor.subnets() where subnet.allowsPOW {
                            print(subnet.netuid, subnet.difficulty, subnet.burn)
                        }
                    }
                    #expect(ArticleStage.text.hasPrefix("1 500 τ"))

                    try await withSubtensor(.finney) { subtensor in
                        var metagraph = try await subtensor.metagraph(1)
                        print(metagraph.S)
                        print(metagraph.axons.map(\.ipText))
                        print(metagraph.hotkeys[10])
                        try await metagraph.sync(with: subtensor, at: 10)
                    }
                    #expect(ArticleStage.text.hasSuffix("\n\(try KeyPair(uri: "//Alice//10").accountID)"))

                    try await chain.withBlocksOnDemand {
                        let action = Action.addStake(try Balance(tao: "10"), on: .uid(5), netuid: 1)
                        let prepared = try await subtensor.prepare(action, for: coldkey.accountID)
                        print(prepared.preview)
                        let done = try await subtensor.submit(prepared, signedBy: coldkey)
                        print(done.outcome.after, done.extrinsic.blockNumber)

                        let safe = Action.addStake(
                            try Balance(tao: "10"), on: .uid(5), netuid: 1, protection: .tolerance(0.005))
                        let usual = Action.removeStake(nil, from: .uid(5), netuid: 1, protection: .usual)
                        for trade in [safe, usual] {
                            #expect(try await subtensor.preview(trade, for: account).description.contains("Limit: "))
                        }

                        let openly = subtensor.shielding(.never)
                        print(
                            try await openly.preview(
                                .addStake(try Balance(tao: "1"), on: .uid(5), netuid: 1), for: coldkey.accountID))
                    }

                    let now = try await subtensor.parameters(of: 1)
                    let then = try await subtensor.parameters(of: 1, at: 10)
                    #expect(now.tempo == then.tempo)

                    let holdings = try await subtensor.holdings(of: [account])
                    print(holdings.free(of: account), holdings.stakes(of: account).map(holdings.value))
                    #expect(ArticleStage.text.hasSuffix(" [τ10.009987008]"))
                }
                try await Self.stateAndNews(chain, netuid, coldkey)
            }
        }

        private static func stateAndNews(_ chain: TestChain, _ netuid: NetUID, _ coldkey: KeyPair) async throws {
            let subtensor = chain.subtensor
            try await ArticleStage.with(chain) {
                do {
                    let state = try await subtensor.state()
                    let (difficulty, burn) = try await state.values(.difficulty(netuid), .burn(netuid))
                    let neurons = try await state.call(.neuronsLite(netuid))
                    #expect(difficulty == 500)
                    #expect(burn ?? .zero > .zero)
                    #expect(neurons.count == 11)

                    let permits = try await state.value(.validatorPermits(1))
                    for (hotkey, axon) in try await state.entries(.axons(1)) { print(hotkey, axon.port) }
                    #expect(permits?.count == 11)
                }
                do {
                    let state = try await subtensor.state()
                    let neurons = try await state.call(.neuronsLite(1))
                    for neuron in neurons where neuron.hasValidatorPermit {
                        print(neuron.uid, neuron.hotkey, neuron.totalStake, neuron.validatorTrust)
                    }
                }
            }
            try await ArticleStage.with(chain) {
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        var known = try await subtensor.metagraph(1)
                        for try await metagraph in try await subtensor.metagraphs(1) {
                            let news = try metagraph.difference(from: known)
                            for uid in news.replaced { print(uid.uid, "went to", uid.after ?? "nobody") }
                            known = metagraph
                        }
                    }
                    // Until one comes after the first look.
                    for place in 11...99 where ArticleStage.text.isEmpty {
                        let newcomer = try KeyPair(uri: "//Alice//\(place)").accountID
                        try await chain.perform(.burnedRegister(newcomer, on: 1), by: coldkey)
                    }
                    tasks.cancelAll()
                    await #expect(throws: (any Error).self) { try await tasks.waitForAll() }
                }
                #expect(ArticleStage.text.contains(" went to 5"))
            }
        }

        @Test("An owner looks at hyperparameters, and sets one")
        func hyperparameters() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                try await ArticleStage.with(chain) {
                    let owner = try KeyPair(uri: "//Alice")
                    for reading in try await subtensor.hyperparameterReadings(of: 1) where reading.authority == .owner {
                        print(reading.parameter.name, reading.value, reading.meaning ?? "", reading.parameter.range)
                    }
                    let change = try await subtensor.perform(
                        .setHyperparameter("min_burn", to: "0.001", on: 1), signedBy: owner
                    )
                    .outcome
                    print(change.before as Any, change.value, change.isReadBack)
                    #expect(ArticleStage.text.contains("min_burn 500000 τ0.000500000 0...999999999"))
                    #expect(ArticleStage.text.contains("1000000 true"))
                }
            }
        }

        @Test("Coming from SDK 11, and the errors that take the place of exceptions")
        func snapshotsAndErrors() async throws {
            try await TestChain.with(.powRegister) { chain in
                let receiver = try KeyPair(uri: "//Receiver").accountID
                try await ArticleStage.with(chain) {
                    let coldkey = try KeyPair(uri: "//Alice")
                    let account = coldkey.accountID
                    try await withSubtensor(.finney) { subtensor in
                        let snapshot = subtensor.pinned(to: try await subtensor.state())
                        print(try await snapshot.balance(of: account), try await snapshot.burn(1))

                        let intent = Action.transfer(try Balance(tao: "1.5"), to: receiver)
                        let plan = try await subtensor.prepare(intent, for: coldkey.accountID)
                        print(plan.preview)
                        print(try await subtensor.submit(plan, signedBy: coldkey))
                    }
                    #expect(ArticleStage.text.contains("\nτ1.500000000 from \(account) to \(receiver), τ"))
                }
                try await ArticleStage.with(chain) {
                    let (subtensor, coldkey) = (chain.subtensor, try KeyPair(uri: "//Poor"))
                    do {
                        try await subtensor.perform(.transfer(try Balance(tao: "1.5"), to: receiver), signedBy: coldkey)
                    } catch let error as BittensorError where error.code == .insufficientBalance {
                        print(error)
                    }
                    #expect(ArticleStage.text.contains("τ1.5"))
                }
            }
        }
    }
}
