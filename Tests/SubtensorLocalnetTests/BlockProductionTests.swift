// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import TestRuntimes
import Testing

@testable import SubtensorLocalnet

@Suite("When blocks come")
struct BlockProductionTests {
    /// The embedded chain, and a genuine one where there is a runtime. Their clocks stand still.
    private static var configurations: [LocalnetConfiguration] {
        get throws {
            let embedded = LocalnetConfiguration(blockTime: nil, now: { 1_800_000_000_000 })
            guard RuntimeFiles.folder != nil else { return [embedded] }
            var genuine = embedded
            genuine.genuine = try GenuineChainTests.genuine(.dev293)
            return [embedded, genuine]
        }
    }

    private static func transfer(_ rao: UInt64) -> Call {
        let target = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
        return Call(
            "Balances", "transfer_keep_alive", ["dest": .variant("Id", .account(target)), "value": .number(rao)])
    }

    @Test("instantly: as soon as a transaction comes that a block can take, and not before")
    func instant() async throws {
        for var configuration in try Self.configurations {
            configuration.blocks = .instant
            try await GenuineChainTests.with(configuration) { node in
                let alice = try KeyPair(uri: "//Alice")
                for number in 1...3 as ClosedRange<UInt64> {
                    let signed = try await node.client.sign(Self.transfer(1_000_000_000 + number), by: alice)
                    var block: Hash256?
                    for try await status in try await node.client.watch(signed) {
                        if case .finalized(let hash) = status { block = hash }
                    }
                    #expect(await node.chain.head.hash == block)
                    #expect(await node.chain.head.header.number.rawValue == number)
                }
                // One that has to wait for another brings no block; the other then brings one for both.
                let nonce = try await node.chain.nextNonce(of: alice.accountID)
                let later = try node.signed(Self.transfer(9_000_000), by: alice, nonce: nonce + 1)
                let sooner = try node.signed(Self.transfer(8_000_000), by: alice, nonce: nonce)
                _ = try await node.chain.submit(later.bytes)
                #expect(await node.chain.pool.hasReady == false)
                var heads = try await node.client.heads().makeAsyncIterator()
                #expect(try await heads.next()?.number == 3)
                _ = try await node.chain.submit(sooner.bytes)
                #expect(try await heads.next()?.number == 4)
                #expect(await node.chain.waitingExtrinsics == 0)
                #expect(await node.chain.savingFailure == nil)
            }
        }
    }

    @Test("on demand: when a client asks, by the words of Substrate's manual seal")
    func onDemand() async throws {
        for configuration in try Self.configurations {
            try await GenuineChainTests.with(configuration) { node in
                let connection = node.client.connection
                let alice = try KeyPair(uri: "//Alice")
                let empty = await #expect(throws: RPCError.self) {
                    try await connection.request(method: "engine_createBlock", params: [false, true, .null])
                }
                #expect(empty?.code == .remote(code: 12000))
                _ = try await node.chain.submit(
                    try await node.client.sign(Self.transfer(1_000_000_000), by: alice).bytes)
                #expect(await node.chain.head.header.number == 0)
                let genesis = node.client.genesisHash
                let made = try await connection.request(
                    method: "engine_createBlock", params: [false, false, .string(genesis.hex)])
                let head = await node.chain.head
                #expect(made["hash"]?.string == head.hash.hex && made["aux"]?["is_new_best"]?.bool == true)
                #expect(head.header.number == 1 && head.extrinsics.count > 1)
                for (parent, code) in [(genesis, Int64(14000)), (Hash256.zero, 13000)] {
                    let refused = await #expect(throws: RPCError.self) {
                        try await connection.request(
                            method: "engine_createBlock", params: [true, true, .string(parent.hex)])
                    }
                    #expect(refused?.code == .remote(code: code))
                }
                let noWord = await #expect(throws: RPCError.self) {
                    try await connection.request(method: "engine_createBlock", params: ["yes"])
                }
                #expect(noWord?.code == .remote(code: -32602))
                let final = try await connection.request(
                    method: "engine_finalizeBlock", params: [.string(head.hash.hex), .null])
                #expect(final == true)
                let unknown = await #expect(throws: RPCError.self) {
                    try await connection.request(
                        method: "engine_finalizeBlock", params: [.string(Hash256.zero.hex)])
                }
                #expect(unknown?.code == .remote(code: 13000))
                #expect(await node.chain.head.header.number == 1)
            }
        }
    }

    @Test(
        "a clock that stands still moves on by a slot with each block, and one that is ahead is followed",
        .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
    func slots() async throws {
        let configuration = try #require(try Self.configurations.last)
        let chain = try Localnet(configuration)
        let slot = RealRuntime.dev293.slotMilliseconds
        func time() async throws -> UInt64 {
            let place = Hashing.twox128(Array("Timestamp".utf8)) + Hashing.twox128(Array("Now".utf8))
            return try UInt64(scale: try #require(await chain.headState(over: nil).value(StorageKey(bytes: place))))
        }
        await chain.produceBlock()
        var last = try await time()
        #expect(last == 1_800_000_000_000)
        for _ in 0..<5 {
            await chain.produceBlock()
            #expect(try await time() == last + slot)
            last += slot
        }
        await chain.setTime(last + 10 * slot + 1)
        await chain.produceBlock()
        #expect(try await time() == last + 10 * slot + 1)
        #expect(await chain.savingFailure == nil)
    }
}
