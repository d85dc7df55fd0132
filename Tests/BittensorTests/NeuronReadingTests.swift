// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import Testing

extension ChainTests {
    @Suite("Neurons by name, and a place for one")
    struct NeuronReadingTests {
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
