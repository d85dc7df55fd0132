// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubtensorLocalnet
import Testing

extension ChainTests {
    @Suite("Weights on the embedded chain")
    struct WeightsLocalnetTests {
        @Test("weights are stored and shown, and the next epoch pays whom they name")
        func set() async throws {
            try await SmallSubnet.with(commitReveal: false) { subnet in
                let uids = [subnet.validatorUID, subnet.minerUID]
                let set = try await subnet.chain.perform(
                    .setWeights([1, 3], for: uids, on: 1), by: subnet.validator
                ).outcome
                #expect(set == [UIDValue(uid: uids[0], value: 21845), UIDValue(uid: uids[1], value: 65535)])
                let subtensor = subnet.subtensor
                #expect(try await subtensor.weights(of: subnet.validatorUID, on: 1) == set)
                #expect(try await subtensor.weights(on: 1) == [subnet.validatorUID: set])
                await subnet.passEpoch()
                let metagraph = try await subtensor.metagraph(1, lite: false)
                #expect(metagraph.incentive[Int(subnet.minerUID)] > Proportion(rawValue: 0))
                #expect(metagraph.dividends[Int(subnet.validatorUID)] > Proportion(rawValue: 0))
                #expect(metagraph.W[Int(subnet.validatorUID)][Int(subnet.minerUID)] == 0.75)
            }
        }

        @Test("weights of any floating point are set uid by uid, and each stands at its own uid")
        func keyed() async throws {
            try await SmallSubnet.with(commitReveal: false) { subnet in
                let (miner, validator) = (subnet.minerUID, subnet.validatorUID)
                let stored = [UIDValue(uid: validator, value: 21845), UIDValue(uid: miner, value: 65535)]
                try await subnet.chain.withBlocksOnDemand {
                    let listed = [(uid: miner, weight: 0.75), (uid: validator, weight: 0.25)]
                    let set = try await subnet.subtensor.setWeights(listed, on: 1, signedBy: subnet.validator)
                    #expect(set == .stored(stored.reversed()))
                    let scores: [UInt16: Float] = [miner: 3e-30, validator: 1e-30]
                    let again = try await subnet.subtensor.setWeights(scores, on: 1, signedBy: subnet.validator)
                    #expect(again.stored == stored)
                }
                #expect(try await subnet.subtensor.weights(of: validator, on: 1) == stored)
            }
        }

        @Test("weights are committed, kept secret for an epoch, and revealed")
        func commitAndReveal() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor, hotkey) = (subnet.chain, subnet.subtensor, subnet.validator)
                let weights = try QuantizedWeights(uids: [subnet.minerUID], weights: [1])
                await subnet.refuse(
                    .setWeights([1], for: [subnet.minerUID], on: 1), by: hotkey, .invalidWeights, "committed")

                let commitment = WeightCommitment(weights, by: hotkey.accountID, on: 1, versionKey: 0)
                await subnet.refuse(.revealWeights(commitment), by: hotkey, .refusedByChain, "CommitNotFound")
                #expect(
                    try await chain.perform(.commitWeights(commitment), by: hotkey).outcome == commitment.commitHash)
                await subnet.refuse(
                    .revealWeights(commitment), by: hotkey, .refusedByChain,
                    "CommitBlockNotInRevealRange")
                #expect(try await subtensor.weights(of: subnet.validatorUID, on: 1).isEmpty)

                let open = try await subtensor.storage(
                    "SubtensorModule", "WeightCommits", .number(UInt16(1)), .account(hotkey.accountID))
                let first = try #require(open?[0]?[2]?.uint64)
                try await chain.produceBlocks(until: first)
                let other = WeightCommitment(
                    try QuantizedWeights(uids: [subnet.validatorUID], weights: [1]), by: hotkey.accountID, on: 1,
                    versionKey: 0)
                await subnet.refuse(
                    .revealWeights(other), by: hotkey, .refusedByChain, "CommitNotFound")
                let revealed = try await chain.perform(.revealWeights(commitment), by: hotkey).outcome
                #expect(revealed == [UIDValue(uid: subnet.minerUID, value: 65535)])
                #expect(try await subtensor.weights(of: subnet.validatorUID, on: 1) == revealed)
            }
        }

        @Test("an owner sets parameters, and the chain keeps to them")
        func hyperparameters() async throws {
            try await SmallSubnet.with(commitReveal: false) { subnet in
                let chain = subnet.chain
                for (name, value) in [
                    ("max_allowed_validators", "3"), ("serving_rate_limit", "7"), ("min_allowed_weights", "2"),
                    ("liquid_alpha_enabled", "true"),
                ] {
                    let change = try await chain.perform(
                        .setHyperparameter(name, to: value, on: 1, asRoot: name != "liquid_alpha_enabled"),
                        by: subnet.coldkey
                    ).outcome
                    #expect("\(change.value)" == value)
                    #expect(change.isReadBack)
                }
                let parameters = try await subnet.subtensor.parameters(of: 1)
                #expect(parameters.maxValidators == 3)
                #expect(parameters.servingRateLimit == 7)
                #expect(parameters.minAllowedWeights == 2)
                #expect(parameters.usesLiquidAlpha == true)
                await subnet.refuse(
                    .setWeights([1], for: [subnet.minerUID], on: 1), by: subnet.validator, .invalidWeights,
                    "2 weights or more")
                let stranger = try KeyPair(uri: "//Bob")
                await subnet.refuse(.setHyperparameter("min_allowed_weights", to: "1", on: 1), by: stranger, .notOwner)
            }
        }

        @Test("children have what their parent lends them from the next epoch on, until it is revoked")
        func children() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor) = (subnet.chain, subnet.subtensor)
                let (parent, child) = (subnet.validator.accountID, subnet.miner.accountID)
                let half = [try ChildKey(child, part: 0.5)]
                // The outcome is what is in force: nothing yet.
                let asked = try await chain.perform(.setChildren(half, of: parent, on: 1), by: subnet.coldkey)
                #expect(asked.outcome.isEmpty)
                #expect(try await subtensor.pendingChildren(of: parent, on: 1)?.children == half)
                await subnet.passEpoch()
                #expect(try await subtensor.children(of: parent, on: 1) == half)
                #expect(try await subtensor.parents(of: child, on: 1) == [ParentKey(parent, share: half[0].share)])
                #expect(try await subtensor.pendingChildren(of: parent, on: 1) == nil)

                let take = try await chain.perform(
                    .setChildkeyTake(Proportion(rawValue: 5000), of: child, on: 1), by: subnet.coldkey
                ).outcome
                #expect(take.after == Proportion(rawValue: 5000))
                #expect(try await subtensor.childkeyTake(of: child, on: 1) == take.after)

                await subnet.refuse(
                    .setChildren([], of: parent, on: 1), by: subnet.coldkey, .tooSoon, "TxRateLimitExceeded")
                await chain.produceBlocks(150)
                try await chain.perform(.setChildren([], of: parent, on: 1), by: subnet.coldkey)
                await subnet.passEpoch()
                #expect(try await subtensor.children(of: parent, on: 1).isEmpty)
                #expect(try await subtensor.parents(of: child, on: 1).isEmpty)
            }
        }
    }
}
