// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import TestRuntimes
import Testing

@testable import SubtensorLocalnet

@Suite(
    "A long chain of a genuine runtime",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct LongChainTests {
    /// As many as go into some seconds; `SWIFT_BITTENSOR_BLOCKS` names another number, from 20 on.
    private static let blocks = max(
        20, ProcessInfo.processInfo.environment["SWIFT_BITTENSOR_BLOCKS"].flatMap(UInt64.init) ?? 60)

    /// Where the state has an item of the pallet `SubtensorModule` of subnet 7.
    private static func place(_ item: String) -> [UInt8] {
        Hashing.twox128(Array("SubtensorModule".utf8)) + Hashing.twox128(Array(item.utf8)) + UInt16(7).scaleEncoded
    }

    @Test("has transfers in all blocks, a registration, stake and epochs; each block is taken when it is run again")
    func blocks() async throws {
        // An epoch every ten blocks.
        let tempo = (key: Self.place("Tempo"), value: Optional(UInt16(9).scaleEncoded))
        try await ComparedChain.genuine(.dev293, with: [tempo]) { chain in
            let client = chain.node.client
            func send(_ bytes: [UInt8]) async throws {
                _ = try await client.connection.request(
                    method: "author_submitExtrinsic", params: [.string(bytes.hex)])
            }
            let (coldkey, hotkey, other) = (chain.coldkey, chain.hotkey, chain.other)
            for number in 1...Self.blocks {
                try await send(
                    try await chain.signed(chain.transfer(1_000_000_000, to: coldkey.accountID), by: other))
                if number == 3 {
                    try await send(
                        try await chain.signed(try await chain.register(hotkey.accountID), by: hotkey))
                }
                if number == 5 {
                    let stake = chain.stake("add_stake", hotkey.accountID, 100_000_000_000)
                    try await send(try await chain.signed(stake, by: coldkey))
                }
                let made = try await client.connection.request(
                    method: "engine_createBlock", params: [false, true, .null])
                #expect(made["hash"]?.string == (await chain.node.chain.head.hash.hex))
            }
            let head = try await client.header()
            #expect(head.number.rawValue == Self.blocks)
            #expect(await chain.node.chain.waitingExtrinsics == 0)
            let received = try await chain.node.free(coldkey.accountID)
            // It has staked 100 TAO, for which this runtime takes no fee.
            #expect(received == ComparedChain.money + Self.blocks * 1_000_000_000 - 100_000_000_000)
            let state = try await client.state()
            let neurons = StorageAddress<UInt16>("SubtensorModule", "SubnetworkN", chain.netuid)
            #expect(try await state.value(neurons) == 1)
            let step = StorageAddress<UInt64>("SubtensorModule", "LastMechansimStepBlock", chain.netuid)
            #expect(try await state.value(step).map { $0 > Self.blocks - 11 } == true)
            // What the node proves of it is what it says.
            let answer = try await client.connection.request(
                method: "state_getReadProof", params: [[.string(Self.place("SubnetworkN").hex)]])
            let nodes = try #require(answer["proof"]?.array).map { try [UInt8](hex: try #require($0.string)) }
            let proof = try StateProof(nodes, root: head.stateRoot)
            #expect(try proof.value(for: Self.place("SubnetworkN")) == [1, 0])
        }
    }
}
