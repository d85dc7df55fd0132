// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import BittensorNetworking
import SubstrateKeys
import SubtensorLocalnet
import Testing

extension ChainTests {
    @Suite("Axons on the embedded chain")
    struct AxonServingTests {
        @Test("an axon publishes its address once, and again when it moves")
        func publishes() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                let (coldkey, hotkey) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Alice//axon"))
                try await subtensor.perform(.burnedRegister(hotkey.accountID, on: 1), signedBy: coldkey)
                try await subtensor.perform(
                    .transfer(Balance(rao: 1_000_000_000), to: hotkey.accountID), signedBy: coldkey)
                #expect(try await subtensor.announcement(of: hotkey.publicKey, netuid: 1)?.port ?? 0 == 0)

                let axon = try Axon(hotkey: hotkey.accountID)
                func publish(_ address: String) async throws -> Bool {
                    try await axon.serve(
                        netuid: 1, subtensor: subtensor, address: IPAddressNumber(address), signer: hotkey)
                }
                #expect(try await publish("203.0.113.7"))
                #expect(try await !publish("203.0.113.7"))
                let info = try #require(try await subtensor.axon(of: hotkey.accountID, on: 1))
                #expect(info.ipText == "203.0.113.7")
                #expect(info.port == 8091)
                #expect(info.protocol == 4)
                #expect(info.version == UInt32(SDKVersion.current))

                // The chain lets some blocks pass between two announcements.
                await chain.produceBlocks(60)
                #expect(try await publish("2001:db8::7"))
                let moved = try #require(try await subtensor.axon(of: hotkey.accountID, on: 1))
                #expect(moved.ipText == "2001:db8::7")
                #expect(moved.ipType == 6)
            }
        }

        @Test("on the embedded chain an axon publishes this machine's own address", arguments: ["127.0.0.1", "::1"])
        func loopback(address: String) async throws {
            try await SmallSubnet.with { subnet in
                let axon = try Axon(hotkey: subnet.miner.accountID)
                let isPublished = try await subnet.chain.withBlocksOnDemand {
                    try await axon.serve(
                        netuid: 1, subtensor: subnet.subtensor, address: IPAddressNumber(address), signer: subnet.miner)
                }
                #expect(isPublished)
                let neuron = try #require(try await subnet.subtensor.metagraph(1)[hotkey: subnet.miner.accountID])
                #expect(neuron.axonTarget?.host == address)
            }
        }

        @Test("a hotkey without a place on the subnet publishes nothing, and is told")
        func unregistered() async throws {
            try await TestChain.with(.powRegister) { chain in
                let hotkey = try KeyPair(uri: "//Nobody")
                let axon = try Axon(hotkey: hotkey.accountID)
                await #expect(throws: BittensorError.self) {
                    _ = try await axon.serve(
                        netuid: 1, subtensor: chain.subtensor, address: IPAddressNumber("203.0.113.7"), signer: hotkey)
                }
                #expect(try await chain.subtensor.axon(of: hotkey.accountID, on: 1) == nil)
            }
        }
    }
}
