// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import SubtensorLocalnet
import Testing

extension ChainTests {
    @Suite("Stake on the embedded chain")
    struct StakeLocalnetTests {
        private static let tao = SmallSubnet.tao

        @Test("limits hold: nothing, a part, or everything goes through")
        func limits() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor, coldkey) = (subnet.chain, subnet.subtensor, subnet.coldkey)
                let neuron = NeuronReference.uid(subnet.minerUID)
                let price = try await subtensor.alphaPrice(of: 1)
                let much = Balance(rao: 500 * Self.tao.rao)
                await subnet.refuse(
                    .addStake(much, on: neuron, netuid: 1, limit: PriceLimit(price)), by: coldkey, .refusedByChain,
                    "ZeroMaxAmount")
                let higher = Balance(rao: price.rao + price.rao / 10)
                let part = try await chain.perform(
                    .addStake(much, on: neuron, netuid: 1, limit: PriceLimit(higher, allowsPart: true)), by: coldkey
                ).outcome
                #expect(part.after > part.before)
                #expect(try await subtensor.alphaPrice(of: 1) <= higher)

                await subnet.refuse(
                    .removeStake(nil, from: neuron, netuid: 1, limit: PriceLimit(higher)), by: coldkey,
                    .refusedByChain, "ZeroMaxAmount")
                let all = try await chain.perform(
                    .removeStake(nil, from: neuron, netuid: 1, limit: PriceLimit(Balance(rao: 1))), by: coldkey
                ).outcome
                #expect(all.before == part.after)
                #expect(all.after == .zero)
            }
        }

        @Test("everything comes off every subnet, or goes to the root")
        func unstakeAll() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor, coldkey) = (subnet.chain, subnet.subtensor, subnet.coldkey)
                let hotkey = subnet.validator.accountID
                let root = try await chain.perform(
                    .unstakeAll(from: hotkey, movingToRoot: true), by: coldkey
                ).outcome
                // Nothing is paid out, and the fee is paid.
                #expect(root.after < root.before)
                let stakes = try await subtensor.stakes(of: coldkey.accountID)
                #expect(stakes.filter { $0.hotkey == hotkey && $0.stake > .zero }.map(\.netuid) == [0])

                let off = try await chain.perform(.unstakeAll(from: hotkey), by: coldkey).outcome
                #expect(off.after > off.before)
                #expect(try await subtensor.stakes(of: coldkey.accountID).allSatisfy { $0.stake == .zero })
            }
        }

        @Test("stake moves between hotkeys, subnets and coldkeys")
        func moves() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (chain, subtensor, coldkey) = (subnet.chain, subnet.subtensor, subnet.coldkey)
                let (from, to) = (subnet.validator.accountID, subnet.miner.accountID)
                let one = Alpha(rao: Self.tao.rao)

                let moved = try await chain.perform(
                    .moveStake(one, from: .uid(subnet.validatorUID), netuid: 1, to: .hotkey(to), netuid: 1),
                    by: coldkey
                ).outcome
                #expect(moved.origin.before.rao - moved.origin.after.rao == one.rao)
                #expect(moved.destination.after.rao - moved.destination.before.rao == one.rao)
                #expect(moved.destination.hotkey == to)
                let stake = try await subtensor.stake(of: coldkey.accountID, on: to, netuid: 1)
                #expect(stake?.stake == moved.destination.after)

                let swap = Action.swapStake(one, on: .hotkey(from), from: 1, to: 0)
                let preview = try await subtensor.preview(swap, for: coldkey.accountID)
                let swapped = try await chain.perform(swap, by: coldkey).outcome
                #expect(swapped.origin.after == Alpha(rao: swapped.origin.before.rao - one.rao))
                #expect(swapped.destination.netuid == 0)
                // About: the pool grows with every block.
                #expect(preview.effects.contains { $0.label == "Gives about" })
                #expect(swapped.destination.after > swapped.destination.before)
                await subnet.refuse(
                    .swapStake(one, on: .hotkey(from), from: 1, to: 0, limit: SwapLimit(Alpha(rao: .max))),
                    by: coldkey, .refusedByChain, "ZeroMaxAmount")

                let bob = try KeyPair(uri: "//Bob").accountID
                let given = try await chain.perform(
                    .transferStake(nil, on: .hotkey(to), netuid: 1, to: bob), by: coldkey
                ).outcome
                #expect(given.origin.after == .zero)
                #expect(given.destination.coldkey == bob)
                #expect(given.destination.after == given.origin.before)
                #expect(try await subtensor.stake(of: bob, on: to, netuid: 1)?.stake == given.destination.after)
            }
        }

        @Test("a new subnet takes stake once its owner has started it")
        func start() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor, coldkey) = (subnet.chain, subnet.subtensor, subnet.coldkey)
                let owner = try KeyPair(uri: "//Alice//owner").accountID
                let netuid = try await chain.perform(.createSubnet(hotkey: owner), by: coldkey).outcome
                let stake = Action.addStake(Self.tao, on: .uid(0), netuid: netuid)
                await subnet.refuse(stake, by: coldkey, .refusedByChain, "BadRequest")
                await subnet.refuse(.startCall(on: netuid), by: try KeyPair(uri: "//Bob"), .notOwner)
                let started = try await chain.perform(.startCall(on: netuid), by: coldkey)
                #expect(started.outcome == started.extrinsic.blockNumber.advanced(by: 1))
                await subnet.refuse(.startCall(on: netuid), by: coldkey, .invalidOption, "has been started")
                #expect(try await chain.perform(stake, by: coldkey).outcome.after > .zero)

                #expect(try await chain.perform(.updateSymbol("ω", of: netuid), by: coldkey).outcome == "ω")
                #expect(try await subtensor.dynamicInfo(netuid)?.tokenSymbol == "ω")
                await subnet.refuse(.updateSymbol("α", of: netuid), by: coldkey, .invalidOption, "SymbolAlreadyInUse")
                await subnet.refuse(.updateSymbol("$", of: netuid), by: coldkey, .invalidOption, "SymbolDoesNotExist")
            }
        }
    }
}
