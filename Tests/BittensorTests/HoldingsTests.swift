// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import Testing

extension ChainTests {
    @Suite("What people own")
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

        @Test("of a runtime without a function of stakes they are read from its storage")
        func storedStakes() async throws {
            let world = try await ActionWorld(spec: 218)
            let coldkey = world.coldkey.accountID
            let holdings = try await world.subtensor.holdings(of: [coldkey])
            #expect(holdings.free(of: coldkey) == ActionWorld.balance)
            #expect(holdings.stakes?[coldkey, default: []] == [])
            #expect(holdings.staked(by: coldkey) == .zero)
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
    }
}
