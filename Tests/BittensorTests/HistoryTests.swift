// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import Testing

extension ChainTests {
    @Suite("What happened to keys and extrinsics")
    struct HistoryTests {
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
    }
}
