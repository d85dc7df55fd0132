// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import SubtensorLocalnet
import Testing

extension ChainTests {
    /// Each action, carried out, and what came of it read from the chain.
    @Suite("Actions on the embedded chain")
    struct ActionLocalnetTests {
        private static let tao = Balance(rao: 1_000_000_000)

        /// Alice with a hotkey on subnet 1.
        private static func withNeuron(
            _ body:
                @escaping @Sendable (TestChain, _ coldkey: KeyPair, _ hotkey: KeyPair, _ uid: UInt16) async throws ->
                Void
        ) async throws {
            try await TestChain.with(.powRegister) { chain in
                let (coldkey, hotkey) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Alice//action"))
                let registered = try await chain.subtensor.perform(
                    .burnedRegister(hotkey.accountID, on: 1), signedBy: coldkey)
                try await body(chain, coldkey, hotkey, registered.outcome.uid)
            }
        }

        @Test("stake goes there and comes back")
        func stake() async throws {
            try await Self.withNeuron { chain, coldkey, hotkey, uid in
                let subtensor = chain.subtensor
                let added = try await subtensor.perform(
                    .addStake(Self.tao, on: .uid(uid), netuid: 1), signedBy: coldkey
                ).outcome
                #expect(added.hotkey == hotkey.accountID)
                #expect(added.after > added.before)
                let removed = try await subtensor.perform(
                    .removeStake(nil, from: .hotkey(hotkey.accountID), netuid: 1), signedBy: coldkey
                ).outcome
                #expect(removed.before == added.after)
                #expect(removed.after == .zero)
                #expect(removed.balance > added.balance)

                let delegated = try await subtensor.perform(
                    .delegate(Self.tao, to: hotkey.accountID), signedBy: coldkey
                ).outcome
                #expect(delegated.after.rao == Self.tao.rao)
                let back = try await subtensor.perform(
                    .undelegate(nil, from: hotkey.accountID), signedBy: coldkey
                ).outcome
                #expect(back.after == .zero)
            }
        }

        @Test("take, children, identity, a new hotkey")
        func keys() async throws {
            try await Self.withNeuron { chain, coldkey, hotkey, _ in
                let subtensor = chain.subtensor
                let take = try await subtensor.perform(
                    .setTake(Proportion(rawValue: 6000), of: hotkey.accountID), signedBy: coldkey
                ).outcome
                #expect(take.after == Proportion(rawValue: 6000))

                let identity = ChainIdentity(name: "me", description: "tests")
                #expect(try await subtensor.perform(.setIdentity(identity), signedBy: coldkey).outcome == identity)

                let new = try KeyPair(uri: "//Alice//new").accountID
                let swap = try await subtensor.perform(
                    .swapHotkey(hotkey.accountID, for: new), signedBy: coldkey
                ).outcome
                #expect(swap.owner == coldkey.accountID)
                #expect(try await subtensor.uid(of: new, on: 1) != nil)
                #expect(try await subtensor.uid(of: hotkey.accountID, on: 1) == nil)
            }
        }

        @Test("an axon and its measurements are announced")
        func serving() async throws {
            try await Self.withNeuron { chain, coldkey, hotkey, uid in
                let subtensor = chain.subtensor
                // The hotkey signs, and whoever signs pays.
                try await subtensor.perform(.transfer(Self.tao, to: hotkey.accountID), signedBy: coldkey)
                let address = try IPAddress("203.0.113.7")
                let axon = try await subtensor.perform(
                    .serveAxon(address, port: 8091, on: 1), signedBy: hotkey
                ).outcome
                #expect(axon?.ipText == "\(address)")
                #expect(axon?.port == 8091)
                let prometheus = try await subtensor.perform(
                    .servePrometheus(address, port: 9090, on: 1), signedBy: hotkey
                ).outcome
                #expect(prometheus?.port == 9090)
                #expect(try await subtensor.metagraph(1)[uid: uid]?.axon == axon)
            }
        }

        @Test("a subnet is created, and its owner sets a parameter and presents it")
        func subnet() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                let (coldkey, hotkey) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Alice//owner").accountID)
                let netuid = try await subtensor.perform(.createSubnet(hotkey: hotkey), signedBy: coldkey).outcome
                #expect(try await subtensor.netuids().contains(netuid))
                try await subtensor.perform(
                    .setHyperparameter("immunity_period", to: "77", on: netuid), signedBy: coldkey)
                #expect(try await subtensor.parameters(of: netuid).immunityPeriod == 77)
                let identity = SubnetIdentity(subnetName: "mine")
                let set = try await subtensor.perform(.setSubnetIdentity(identity, of: netuid), signedBy: coldkey)
                #expect(set.outcome == identity)
            }
        }

        @Test("a metagraph has the same neurons by every way")
        func metagraph() async throws {
            try await Self.withNeuron { chain, coldkey, hotkey, uid in
                let subtensor = chain.subtensor
                try await subtensor.perform(.addStake(Self.tao, on: .uid(uid), netuid: 1), signedBy: coldkey)
                let metagraph = try await subtensor.metagraph(1, lite: false)
                #expect(metagraph.alphaStake[Int(uid)] > .zero)
                #expect(metagraph.hotkeys[Int(uid)] == hotkey.accountID)
            }
        }
    }
}
