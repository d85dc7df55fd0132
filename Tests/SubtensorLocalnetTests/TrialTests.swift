// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

@Suite("Trials, time and history of the embedded chain")
struct TrialTests {
    private static func transfer(_ amount: UInt64) throws -> Call {
        let bob = try KeyPair(uri: "//Bob").accountID
        return Call(
            "Balances", "transfer_keep_alive",
            ["dest": .variant("Id", .account(bob)), "value": .number(amount)])
    }

    @Test("a trial tells what would happen, and changes nothing")
    func dryRun() async throws {
        let alice = try KeyPair(uri: "//Alice")
        try await Node.with { node in
            let good = try await node.client.sign(Self.transfer(1_000_000), by: alice)
            let bad = try await node.client.sign(Self.transfer(.max), by: alice)
            let before = try await node.free(alice.accountID)
            #expect(try await node.chain.trial(of: good.bytes) == [0, 0])
            #expect(try await node.chain.trial(of: bad.bytes).prefix(2) == [0, 1])
            // Invalid, with a bad signature.
            var forged = good.bytes
            forged[40] ^= 1
            #expect(try await node.chain.trial(of: forged).prefix(3) == [1, 0, 4])
            #expect(try await node.free(alice.accountID) == before)
            let fee = try await node.client.connection.request(
                method: "payment_queryInfo", params: [.string(good.bytes.hex)])
            #expect(fee["partialFee"]?.string.flatMap(UInt64.init) == 100_000 + 100 * UInt64(good.bytes.count))
        }
    }

    @Test("many blocks at once, each a block time later")
    func timeTravel() async throws {
        let chain = try Localnet(LocalnetConfiguration(blockTime: nil, now: { 1_800_000_000_000 }))
        let head = await chain.advance(by: 100)
        #expect(head.number == 100)
        #expect(await chain.newestState[TimestampPallet.now] == 1_800_000_000_000 + 100 * 12_000)
        await chain.setTime(2_000_000_000_000)
        await chain.produceBlock()
        #expect(await chain.newestState[TimestampPallet.now] == 2_000_000_000_000)
        #expect(await chain.newestState[SubtensorPallet.subnetAlphaOut, UInt16(1)] == 101 * 1_000_000_000)
    }

    @Test("old blocks can be read until they are discarded")
    func history() async throws {
        let chain = try Localnet(LocalnetConfiguration(blockTime: nil, retainedBlocks: 100))
        let early = await chain.advance(by: 10)
        let key = SystemPallet.number.declaration.key([])
        #expect(try await chain.storage(key, at: early.hash) == .string(UInt32(10).scaleEncoded.hex))
        let kept = await chain.advance(by: 240)
        await chain.advance(by: 10)
        #expect(try await chain.storage(key, at: kept.hash) == .string(UInt32(250).scaleEncoded.hex))
        await #expect(throws: RPCFault.self) { try await chain.storage(key, at: early.hash) }
    }
}
