import Bittensor
import SubstrateClient
import SubtensorLocalnet
import Testing

extension ChainTests {
    @Suite("What people own, and what happened to them")
    struct HoldingsTests {
        @Test("holdings are balances, stake and what it is worth")
        func holdings() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let alice = subnet.coldkey.accountID
                let view = subnet.subtensor.pinned(to: try await subnet.subtensor.state())
                let nobody = try KeyPair(uri: "//Nobody").accountID
                let holdings = try await view.holdings(of: [alice, nobody])
                let free = try await view.balance(of: alice)
                #expect(holdings.free(of: alice) == free)
                #expect(holdings.free(of: nobody) == .zero)
                let stake = try #require(holdings.stakes(of: alice).first { $0.netuid == 1 })
                #expect(stake.hotkey == subnet.validator.accountID)
                let price = try #require(holdings.prices[1]?.price)
                #expect(holdings.value(of: stake) == price.value(of: stake.stake))
                let sum = holdings.stakes(of: alice).reduce(Balance.zero) { $0 + holdings.value(of: $1) }
                #expect(holdings.staked(by: alice) == sum)
                #expect(holdings.staked(by: nobody) == .zero)
                let alpha = try await view.alpha(of: alice, on: stake.hotkey, netuid: 1)
                #expect(alpha == stake.stake)
                #expect(try await view.alpha(of: nobody, on: stake.hotkey, netuid: 1) == .zero)
            }
        }

        @Test("a runtime that tells nothing of stakes is an error where they are needed")
        func unknownStakes() async throws {
            let world = try await ActionWorld(spec: 218)
            let coldkey = world.coldkey.accountID
            await #expect(throws: ClientError(.notInRuntime, "")) { try await world.subtensor.holdings(of: [coldkey]) }
            let holdings = try await world.subtensor.holdings(of: [coldkey], needsStakes: false)
            #expect(holdings.free(of: coldkey) == ActionWorld.balance)
            #expect(holdings.stakes == nil)
            #expect(holdings.staked(by: coldkey) == nil)
        }

        @Test("holders of hotkeys have a coldkey, a take, and perhaps a name")
        func holders() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (subtensor, alice) = (subnet.subtensor, subnet.coldkey.accountID)
                try await subnet.chain.perform(.setIdentity(ChainIdentity(name: "Alice's")), by: subnet.coldkey)
                let (known, unknown) = (subnet.validator.accountID, try KeyPair(uri: "//Nobody").accountID)
                let holders = try await subtensor.holders(of: [known, unknown])
                #expect(holders[known]?.owner == alice)
                #expect(holders[known]?.name == "Alice's")
                let takes = try await subtensor.takes(of: [known])
                #expect(holders[known]?.take == takes[known])
                #expect(holders[unknown]?.owner == nil)
                #expect(holders[unknown]?.name == nil)
                let names = try await subtensor.names(of: [alice, unknown])
                #expect(names == [alice: "Alice's"])
            }
        }

        @Test("a history has what happened to the keys, the newest first, with the time of its blocks")
        func history() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (chain, subtensor, alice) = (subnet.chain, subnet.subtensor, subnet.coldkey.accountID)
                let bob = try KeyPair(uri: "//Bob").accountID
                let sent = try await chain.perform(.transfer(SmallSubnet.tao, to: bob), by: subnet.coldkey)
                let keys = HistoryKeys(
                    coldkeys: [alice], hotkeys: [subnet.validator.accountID, subnet.miner.accountID])
                let history = try await subtensor.history(of: keys)
                #expect(history.end == .genesis)
                #expect(history.first == 0)
                let last = try await subtensor.block()
                #expect(history.last == last)
                let numbers = history.entries.map(\.block)
                #expect(numbers == numbers.sorted(by: >))
                let payment = try #require(history.entries.first { $0.event == "sent" })
                #expect(payment.block == sent.extrinsic.blockNumber)
                #expect(payment.extrinsic == sent.extrinsic.index)
                #expect(payment.other == bob)
                #expect(payment.amount == SmallSubnet.tao)
                let time = try await subtensor.timestamp(at: .number(payment.block))
                #expect(history.times[payment.block] == time)
                #expect(Set(history.times.keys) == Set(numbers))
                #expect(history.entries.filter { $0.event == "neuron_registered" }.map(\.netuid) == [1, 1])
                #expect(history.entries.contains { $0.event == "stake_added" && $0.netuid == 1 })
                #expect(history.entries.contains { $0.event == "fee" })

                let short = try await subtensor.history(of: keys, limit: 2)
                #expect(short.entries == Array(history.entries.prefix(2)))
                #expect(short.end == .limit)
                let received = try await subtensor.history(
                    of: HistoryKeys(coldkeys: [bob], hotkeys: []), blocks: 1)
                #expect(received.end == .reached)
                #expect(received.entries.map(\.event) == ["received"])
                await #expect(throws: BittensorError(.invalidOption, "")) {
                    try await subtensor.history(of: keys, blocks: 0)
                }
            }
        }

        @Test("blocks prove what became of extrinsics; what is of another chain is left out")
        func states() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (chain, client, alice) = (subnet.chain, subnet.subtensor.client, subnet.coldkey.accountID)
                let bob = try KeyPair(uri: "//Bob").accountID
                let sent = try await chain.perform(.transfer(SmallSubnet.tao, to: bob), by: subnet.coldkey).extrinsic
                await chain.produceBlocks(10)
                func trace(_ seed: UInt8, genesis: Hash256) -> SubmissionTrace {
                    SubmissionTrace(
                        hash: Hash256(unchecked: [UInt8](repeating: seed, count: 32)), signer: alice, nonce: 1000,
                        anchor: 1,
                        lastBlock: 3, genesisHash: genesis)
                }
                let (late, foreign) = (trace(1, genesis: client.genesisHash), trace(2, genesis: .zero))
                let states = await client.states(of: [try #require(sent.submission), late, foreign])
                #expect(states.count == 2)
                #expect(states[sent.hash] == .succeeded(sent.blockNumber, sent.blockHash))
                #expect(states[late.hash]?.isSettled == true)
                guard case .notIncludable? = states[late.hash] else {
                    Issue.record("\(String(describing: states[late.hash]))")
                    return
                }
            }
        }

        @Test("neurons are named by hotkey or uid, and found by their hotkeys")
        func neurons() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let subtensor = subnet.subtensor
                let (validator, miner) = (subnet.validator.accountID, subnet.miner.accountID)
                #expect(try await subtensor.hotkey(of: .uid(subnet.minerUID), on: 1) == miner)
                #expect(try await subtensor.hotkey(of: .hotkey(validator), on: 99) == validator)
                await #expect(throws: BittensorError(.notRegistered, "")) {
                    try await subtensor.hotkey(of: .uid(200), on: 1)
                }
                await #expect(throws: BittensorError(.subnetMissing, "")) {
                    try await subtensor.hotkey(of: .uid(0), on: 99)
                }
                let found = try await subtensor.neuronsLite(of: [validator, miner, validator], on: [0, 1, 99])
                #expect(found.map(\.hotkey) == [validator, miner])
                #expect(found.map(\.uid) == [subnet.validatorUID, subnet.minerUID])
            }
        }

        @Test("delegates are ranked by what their stake is worth")
        func delegates() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (subtensor, alice) = (subnet.subtensor, subnet.coldkey.accountID)
                for hotkey in [subnet.miner, subnet.validator] {
                    let take = Action.setTake(Proportion(rawValue: 6000), of: hotkey.accountID)
                    try await subnet.chain.perform(take, by: subnet.coldkey)
                }
                let ranking = try await subtensor.delegateRanking()
                let block = try await subtensor.block()
                #expect(ranking.block == block)
                let worths = ranking.delegates.map { $0.worth(at: ranking.prices) }
                #expect(worths == worths.sorted(by: >))
                #expect(ranking.delegates.first?.hotkey == subnet.validator.accountID)
                #expect(ranking.delegates.first?.rootStake == .zero)
                let nobody = try KeyPair(uri: "//Nobody").accountID
                let delegated = try await subtensor.delegated(by: [nobody, alice])
                #expect(delegated.count == 2)
                #expect(delegated[0].isEmpty)
                let mine = try #require(delegated[1].first { $0.netuid == 1 })
                #expect(mine.worth(at: ranking.prices) == mine.stake.worth(on: 1, at: ranking.prices))
                let own = try await subtensor.ranking(of: [mine.delegate])
                #expect(own.delegates.map(\.hotkey) == [mine.delegate.hotkey])
            }
        }

        @Test("what old runtimes had is told, and what a root member weighs")
        func institutions() async throws {
            try await TestChain.with(.registerBigEndian, blockTime: nil) { chain in
                let state = try await chain.subtensor.state()
                try state.requireRootWeights()
                await #expect(throws: BittensorError(.notRegistered, "")) {
                    try await chain.subtensor.rootWeights(of: try KeyPair(uri: "//Nobody").accountID)
                }
                #expect(try await chain.subtensor.signer(of: .registration(1)) == .hotkey)
            }
            try await TestChain.with(.burn, blockTime: nil) { chain in
                let signer = try await chain.subtensor.signer(of: .registration(1))
                #expect(signer == nil)
            }
            let state = try await RecordedNode().subtensor.state()
            #expect(!state.hasSenate)
            #expect(throws: ClientError(.notInRuntime, "")) { try state.requireSenate() }
            #expect(throws: BittensorError(.callMissing, "")) { try state.requireRootWeights() }
        }

        @Test("parts of root weights sum to one, and nothing weighs nothing")
        func rootParts() {
            let weights = [UIDValue(uid: 1, value: 1), UIDValue(uid: 4, value: 3)]
            #expect(weights.rootParts == [1: 0.25, 4: 0.75])
            #expect([UIDValue(uid: 1, value: 0)].rootParts.isEmpty)
        }

        @Test("a price of registration is waited for, and each one above the limit is told")
        func waiting() async throws {
            try await SmallSubnet.with(tempo: 0) { subnet in
                let (subtensor, price) = (subnet.subtensor, try await subnet.subtensor.burn(1))
                let told = PriceLog()
                try await subtensor.waitForBurn(atMost: price, on: 1) { price, _ in await told.add(price) }
                #expect(await told.prices.isEmpty)
                let lower = Balance(rao: price.rao - 1)
                let waiting = Task {
                    try await subtensor.waitForBurn(atMost: lower, on: 1) { price, _ in await told.add(price) }
                }
                while await told.prices.isEmpty { await Task.yield() }
                #expect(await told.prices == [price])
                waiting.cancel()
                await #expect(throws: ClientError(.cancelled, "")) { try await waiting.value }
            }
        }
    }
}

private actor PriceLog {
    var prices: [Balance] = []

    func add(_ price: Balance) { prices.append(price) }
}
