// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import SubtensorLocalnet
import Testing

extension ChainTests {
    @Suite("Delegates and the root")
    struct DelegateRankingTests {
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

        @Test("parts of root weights sum to one, and nothing weighs nothing")
        func rootParts() {
            let weights = [UIDValue(uid: 1, value: 1), UIDValue(uid: 4, value: 3)]
            #expect(weights.rootParts == [1: 0.25, 4: 0.75])
            #expect([UIDValue(uid: 1, value: 0)].rootParts.isEmpty)
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
    }
}
