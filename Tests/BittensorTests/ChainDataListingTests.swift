// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubtensorLocalnet
import Testing

extension ChainTests {
    /// Maps of the chain, read whole.
    @Suite("Listings")
    struct Listings {
        @Test("identities, commitments and axons are listed as they were set")
        func listings() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                let (coldkey, hotkey) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Alice//listed"))
                let before = BlockReference.hash(try await subtensor.head().hash)
                try await subtensor.perform(.burnedRegister(hotkey.accountID, on: 1), signedBy: coldkey)
                try await subtensor.perform(
                    .transfer(Balance(rao: 1_000_000_000), to: hotkey.accountID), signedBy: coldkey)

                let identity = ChainIdentity(name: "me", description: "tests")
                try await subtensor.perform(.setIdentity(identity), signedBy: coldkey)
                try await subtensor.perform(
                    .serveAxon(try IPAddress("203.0.113.7"), port: 8091, on: 1), signedBy: hotkey)
                let fields = ScaleValue.list([.variant("Raw5", .bytes(Array("hello".utf8)))])
                let commit = Call(
                    "Commitments", "set_commitment",
                    ["netuid": .number(UInt16(1)), "info": .record([.init("fields", fields)])])
                #expect(try await subtensor.client.include(commit, signedBy: hotkey).failure == nil)

                #expect(try await subtensor.identities()[coldkey.accountID] == identity)
                let commitment = try #require(try await subtensor.commitments(on: 1)[hotkey.accountID])
                #expect(commitment.text == "hello")
                #expect(commitment == (try await subtensor.commitment(of: hotkey.accountID, on: 1)))
                let axon = try #require(try await subtensor.axons(on: 1)[hotkey.accountID])
                #expect(axon.ipText == "203.0.113.7")
                #expect(axon == (try await subtensor.axon(of: hotkey.accountID, on: 1)))

                #expect(try await subtensor.identities(at: before)[coldkey.accountID] == nil)
                #expect(try await subtensor.commitments(on: 1, at: before)[hotkey.accountID] == nil)
                #expect(try await subtensor.axons(on: 1, at: before)[hotkey.accountID] == nil)
                #expect(try await subtensor.axons(on: 0)[hotkey.accountID] == nil)
            }
        }
    }
}
