// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import Testing

@Suite("Prices of alpha")
struct AlphaPriceTests {
    private let price = AlphaPrice(tao: Balance(rao: 250_000_000))

    @Test("values are rounded down, and what is too much is the most there is")
    func values() {
        #expect(price.value(of: Alpha(rao: 7)) == Balance(rao: 1))
        #expect(price.alpha(worth: Balance(rao: 7)) == Alpha(rao: 28))
        #expect(AlphaPrice.root.value(of: Alpha(rao: .max)) == Balance(rao: .max))
        #expect(AlphaPrice(tao: Balance(rao: .max)).value(of: Alpha(rao: .max)) == Balance(rao: .max))
        #expect(price.alpha(worth: Balance(rao: .max)) == Alpha(rao: .max))
        #expect(AlphaPrice(tao: .zero).alpha(worth: Balance(rao: 1)) == .zero)
    }

    @Test("a surplus is what a stake is worth beyond an amount")
    func surplus() {
        let stake = Alpha(rao: 100)
        #expect(price.surplus(of: stake, above: Balance(rao: 5)) == Alpha(rao: 80))
        #expect(price.surplus(of: stake, above: Balance(rao: 25)) == .zero)
        #expect(price.surplus(of: stake, above: .zero) == stake)
        #expect(AlphaPrice(tao: .zero).surplus(of: stake, above: .zero) == .zero)
    }

    @Test("the root's alpha is TAO, and what has no price is worth nothing")
    func prices() {
        let prices: [NetUID: SubnetPrice] = [1: SubnetPrice(name: "apex", price: price)]
        let alpha = Alpha(rao: 4_000_000_000)
        #expect(alpha.worth(on: 0, at: prices) == Balance(rao: 4_000_000_000))
        #expect(alpha.worth(on: 1, at: prices) == Balance(rao: 1_000_000_000))
        #expect(alpha.worth(on: 2, at: prices) == .zero)
    }

    @Test("a runtime without a function of prices has pools in its storage, the root's alpha among them")
    func runtimes() async throws {
        let (recorded, bare) = (try await RecordedNode(), try await ActionWorld(spec: 218))
        for subtensor in [recorded.subtensor, bare.subtensor] {
            let pools = try await subtensor.pools()
            let prices = try await subtensor.prices()
            #expect(!prices.isEmpty && prices.count == pools.count)
            for (netuid, pool) in pools {
                #expect(prices[netuid] == SubnetPrice(name: pool.name, price: pool.price))
            }
            #expect(prices.price(of: 0) == .root)
        }
    }
}

extension ChainTests {
    @Suite("Prices and their protection")
    struct MarketTests {
        @Test("the price of a subnet is its pool's, and the root's is one")
        func price() async throws {
            try await SmallSubnet.with { subnet in
                let view = subnet.subtensor.pinned(to: try await subnet.subtensor.state())
                let price = try await view.price(of: 1)
                let function = try await view.alphaPrice(of: 1)
                #expect(price.tao == function)
                #expect(try await view.price(of: 0) == .root)
                let prices = try await view.prices()
                #expect(prices.price(of: 0) == .root)
                // The runtime's own function rounds in another place.
                let difference = Int64(prices.price(of: 1).tao.rao) - Int64(price.tao.rao)
                #expect(abs(difference) < 10)
                await #expect(throws: BittensorError(.subnetMissing, "")) { try await view.price(of: 99) }
            }
        }

        @Test("a protection becomes the limit of the call, and refuses what moves the price by itself")
        func protection() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (chain, subtensor, coldkey) = (subnet.chain, subnet.subtensor, subnet.coldkey)
                let neuron = NeuronReference.uid(subnet.minerUID)
                let (little, much) = (SmallSubnet.tao, Balance(rao: 500 * SmallSubnet.tao.rao))
                let price = try await subtensor.price(of: 1).tao
                let action = Action.addStake(little, on: neuron, netuid: 1, protection: .tolerance(0.01))
                let prepared = try await subtensor.prepare(action, for: coldkey.accountID)
                #expect(prepared.call.name == "add_stake_limit")
                let limit = try #require(prepared.call.limitPrice)
                #expect(abs(Double(limit) - Double(price.rao) * 1.01) < 2)

                await subnet.refuse(
                    .addStake(much, on: neuron, netuid: 1, protection: .usual), by: coldkey, .priceMoved, "beyond")
                let part = try await chain.perform(
                    .addStake(much, on: neuron, netuid: 1, protection: .tolerance(0.01, allowsPart: true)),
                    by: coldkey
                ).outcome
                #expect(part.after > part.before)
                #expect(try await subtensor.price(of: 1).tao.rao <= limit)

                let any = try await subtensor.preview(
                    .addStake(much, on: neuron, netuid: 1, protection: nil), for: coldkey.accountID)
                #expect(any.call.name == "add_stake")
                try await chain.perform(.addStake(much, on: neuron, netuid: 1, protection: nil), by: coldkey)
                await subnet.refuse(
                    .removeStake(nil, from: neuron, netuid: 1, protection: .usual), by: coldkey, .priceMoved, "selling")
                let sale = try await subtensor.preview(
                    .removeStake(Alpha(rao: 1_000_000_000), from: neuron, netuid: 1, protection: .usual),
                    for: coldkey.accountID)
                #expect(sale.call.name == "remove_stake_limit")
            }
        }

        @Test("an action that was agreed to keeps its limit while the price moves")
        func agreement() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (chain, subtensor, coldkey) = (subnet.chain, subnet.subtensor, subnet.coldkey)
                let action = Action.addStake(
                    SmallSubnet.tao, on: .uid(subnet.minerUID), netuid: 1, protection: .tolerance(0.1))
                let agreed = try await subtensor.prepare(action, for: coldkey.accountID)
                let bob = try KeyPair(uri: "//Bob")
                try await chain.perform(
                    .addStake(Balance(rao: 10 * SmallSubnet.tao.rao), on: .uid(subnet.validatorUID), netuid: 1),
                    by: bob)
                guard case .same(let again) = try await subtensor.renewed(agreed) else {
                    Issue.record("asked about again")
                    return
                }
                #expect(again.transaction.call == agreed.call)
            }
        }

        @Test("swaps and moves between subnets have a rate, and none on one subnet")
        func rates() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (subtensor, coldkey) = (subnet.subtensor, subnet.coldkey)
                let (from, to) = (subnet.validator.accountID, subnet.miner.accountID)
                let one = Alpha(rao: SmallSubnet.tao.rao)
                let swap = try await subtensor.preview(
                    .swapStake(one, on: .hotkey(from), from: 1, to: 0, protection: .usual), for: coldkey.accountID)
                #expect(swap.call.name == "swap_stake_limit")
                let rate = try #require(swap.call.limitPrice)
                let price = Double(try await subtensor.price(of: 1).tao.rao)
                #expect(abs(Double(rate) - price * 0.995) < 2)
                await subnet.refuse(
                    .swapStake(nil, on: .hotkey(from), from: 1, to: 0, protection: .usual), by: coldkey, .priceMoved,
                    "rate")
                let move = try await subtensor.preview(
                    .moveStake(
                        one, from: .hotkey(from), netuid: 1, to: .hotkey(to), netuid: 1, protection: .usual),
                    for: coldkey.accountID)
                #expect(move.call.name == "move_stake")
            }
        }

        @Test("where the runtime has no limits, the usual protection is none, and a required one refuses")
        func oldRuntime() async throws {
            let world = try await ActionWorld(spec: 218)
            let (subtensor, one) = (world.subtensor, Balance(rao: 1_000_000_000))
            #expect(try await subtensor.limit(buying: one, on: 1, protection: .usual) == nil)
            #expect(try await subtensor.limit(buying: one, on: 0, protection: .tolerance(0.005)) == nil)
            await #expect(throws: BittensorError(.callMissing, "")) {
                try await subtensor.limit(buying: one, on: 1, protection: .tolerance(0.005))
            }
        }

        @Test("a tolerance is a part of one", arguments: [-0.1, 1, .nan, .infinity])
        func noTolerance(part: Double) async throws {
            let world = try await ActionWorld()
            await #expect(throws: BittensorError(.invalidOption, "")) {
                try await world.subtensor.limit(selling: Alpha(rao: 1), on: 1, protection: .tolerance(part))
            }
        }
    }
}

extension Call {
    fileprivate var limitPrice: UInt64? { arguments.first { $0.name == "limit_price" }?.value.uint64 }
}
