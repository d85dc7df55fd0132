// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubtensorLocalnet
import Testing

extension ChainTests {
    @Suite("What print shows")
    struct DescriptionTests {
        @Test("neurons, their axons and what changed about them are a line each")
        func metagraph() async throws {
            try await SmallSubnet.with(commitReveal: false) { subnet in
                let (subtensor, miner) = (subnet.subtensor, subnet.miner.accountID)
                let before = try await subtensor.metagraph(1, lite: false)
                #expect("\(before.axons)" == "[no axon, no axon]")
                let announced = try await subnet.chain.perform(
                    .serveAxon(IPAddress("2001:db8::7"), port: 8091, on: 1), by: subnet.miner)
                #expect("\(announced)" == "[2001:db8::7]:8091, in block \(announced.extrinsic.blockNumber)")
                let set = try await subnet.chain.perform(
                    .setWeights([(subnet.minerUID, 1)], on: 1), by: subnet.validator)
                #expect("\(set.outcome)" == "[uid \(subnet.minerUID): 65535]")
                let after = try await subtensor.metagraph(1, lite: false)
                #expect("\(after.axons[Int(subnet.minerUID)])" == "[2001:db8::7]:8091")
                let neuron = try #require(after[hotkey: miner])
                #expect(
                    "\(neuron)" == "uid \(neuron.uid) on subnet 1: hotkey \(miner), stake \(neuron.totalStake), "
                        + "[2001:db8::7]:8091")
                let difference = try after.difference(from: before)
                let blocks = "block \(before.block) to \(after.block)"
                #expect("\(difference)".hasPrefix("subnet 1, \(blocks): "))
                #expect("\(difference)".hasSuffix(", 1 with other weights"))
                #expect(difference.changed.first { $0.uid == neuron.uid }?.description.hasPrefix("uid 1: axon") == true)
                #expect("\(try after.difference(from: after))".hasSuffix("\(after.block): nothing"))
                let empty = try await subtensor.metagraph(1, at: 1)
                let arrivals = try before.difference(from: empty).replaced.map { "\($0)" }
                #expect(arrivals == before.neurons.map { "uid \($0.uid): nobody → \($0.hotkey)" })
                let infos = try await subtensor.neuronsLite(on: 1)
                #expect(infos.map { "\($0)" } == (try await subtensor.neurons(on: 1)).map { "\($0)" })
            }
        }

        @Test("a commitment does not show the weights, nor the salt that hides them")
        func commitment() throws {
            let commitment = WeightCommitment(
                try QuantizedWeights(uids: [4242], weights: [1]), by: try KeyPair(uri: "//Alice").accountID, on: 1,
                salt: [31337], versionKey: 0)
            #expect("\(commitment)" == "commitment \(commitment.commitHash) on subnet 1")
        }

        @Test("what accounts hold has no zeros beside it")
        func balances() throws {
            let (one, two) = (Balance(rao: 1_000_000_000), Balance(rao: 2_000_000_000))
            #expect("\(AccountBalance(free: one, reserved: .zero, frozen: .zero))" == "\(one)")
            #expect("\(AccountBalance(free: two, reserved: one, frozen: .zero))" == "\(two), \(one) reserved")
        }
    }
}
