// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

@Suite("A chain of any runtime")
struct ChainRuntimeTests {
    private static func chain(_ path: String? = nil) throws -> Localnet {
        let configuration = LocalnetConfiguration(blockTime: nil, stateFile: path, now: { 1_800_000_000_000 })
        return try Localnet(configuration, runtime: PlainRuntime())
    }

    private static func extrinsics(of chain: Localnet) async -> [[UInt8]] { await chain.head.extrinsics.map(\.bytes) }

    private static func send(_ number: UInt8, _ command: PlainRuntime.Command = .store, to chain: Localnet) async throws
    {
        _ = try await chain.submit(PlainRuntime.extrinsic(number, command))
    }

    @Test("its own extrinsics come into blocks by their tags, and what they carry comes with them")
    func blocks() async throws {
        let chain = try Self.chain()
        for number in [UInt8(2), 1, 0, 4] { try await Self.send(number, to: chain) }
        #expect(try await chain.nextNonce(of: AccountID(unchecked: [UInt8](repeating: 0, count: 32))) == 0)
        await chain.produceBlock()
        #expect(await Self.extrinsics(of: chain) == [[0, 0], [1, 0], [2, 0]])
        #expect(await chain.head.header.digest == [[6, 97, 117, 114, 97]])
        #expect(await chain.waitingExtrinsics == 1)
        try await Self.send(3, .carry, to: chain)
        await chain.produceBlock()
        // The fourth came inside of the third: the one that waits is none any more.
        #expect(await Self.extrinsics(of: chain) == [[3, 5], [4, 0]])
        #expect(await chain.waitingExtrinsics == 0)
        let key = StorageKey(bytes: [4])
        #expect(await chain.headState(over: nil).value(key, in: PlainRuntime.child) == [4])
        #expect(await chain.headState(over: nil).value(key) == nil)
        await #expect(throws: TransactionFault.stale) { try await Self.send(1, to: chain) }
    }

    @Test("what a block refuses is banned, what it has no room for waits, and what has ended goes")
    func leftovers() async throws {
        let chain = try Self.chain()
        try await Self.send(0, .refuse, to: chain)
        try await Self.send(9, to: chain)
        await chain.produceBlock()
        #expect(await Self.extrinsics(of: chain).isEmpty)
        await #expect(throws: TransactionFault.banned) { try await Self.send(0, .refuse, to: chain) }
        try await Self.send(0, .fail, to: chain)
        try await Self.send(1, .fill, to: chain)
        #expect(await chain.waitingExtrinsics == 3)
        await chain.produceBlock()
        #expect(await Self.extrinsics(of: chain) == [[0, 1]])
        await chain.produceBlock()
        #expect(await Self.extrinsics(of: chain) == [[1, 3]])
        // The ninth was good for four blocks.
        #expect(await chain.waitingExtrinsics == 1)
        await chain.produceBlock()
        #expect(await chain.waitingExtrinsics == 0)
    }

    @Test("a trial tells what the block would say, and leaves nothing behind")
    func trials() async throws {
        let chain = try Self.chain()
        #expect(try await chain.trial(of: PlainRuntime.extrinsic(0)) == [0, 0])
        #expect(try await chain.trial(of: PlainRuntime.extrinsic(0, .fail)) == [0, 1, 3, 7])
        #expect(try await chain.trial(of: PlainRuntime.extrinsic(0, .refuse)) == [1, 0, 7, 8])
        #expect(try await chain.trial(of: PlainRuntime.extrinsic(1)) == [1, 0, 2])
        await chain.produceBlock()
        #expect(await Self.extrinsics(of: chain).isEmpty)
    }

    @Test("a runtime that is stopped in a block ends the chain with the block before, and says why")
    func trap() async throws {
        let chain = try Self.chain()
        let head = await chain.produceBlock()
        try await Self.send(0, .trap, to: chain)
        #expect(await chain.produceBlock() == head)
        let failure = await chain.savingFailure
        #expect(failure?.code == .blockNotMade)
        #expect(failure?.reason == "block 2 cannot be made: unreachable")
    }

    @Test("the node says what the runtime of that block says, be it upgraded since")
    func answers() async throws {
        let chain = try Self.chain()
        let first = await chain.produceBlock()
        try await Self.send(0, .upgrade, to: chain)
        let second = await chain.produceBlock()
        #expect(second.changesRuntime && !first.changesRuntime)
        let versions = [try await chain.runtimeVersion(at: first.hash), try await chain.runtimeVersion(at: nil)]
        #expect(versions.map { $0["specVersion"]?.uint64 } == [1, 2])
        #expect(versions[1]["specName"] == "plain" && versions[1]["implName"] == "plain-impl")
        #expect(versions[1]["apis"] == [["0x0102030405060708", 3]])
        #expect(versions[1]["transactionVersion"]?.uint64 == 5)
        #expect(try await chain.metadata(at: nil) == Array("meta".utf8))
        await #expect(throws: RPCFault.self) { try await chain.runtimeCall("Nothing", [], at: nil) }
    }

    @Test("its chain is kept in a file, digests and tries beside the state too, and is no other runtime's")
    func file() async throws {
        try await StateFileTests.withFile { path in
            let first = try Self.chain(path)
            for number in UInt8(0)..<3 {
                try await Self.send(number, to: first)
                await first.produceBlock()
            }
            let head = await first.head
            await first.close()
            let second = try Self.chain(path)
            #expect(await second.head.header == head.header)
            #expect(await second.block(number: 1)?.header.digest == head.header.digest)
            #expect(await second.headState(over: nil).value(StorageKey(bytes: [2]), in: PlainRuntime.child) == [2])
            try await Self.send(3, to: second)
            await second.produceBlock()
            #expect(await Self.extrinsics(of: second) == [[3, 0]])
            await second.close()
            let error = #expect(throws: LocalnetError(.stateOfOtherChain, "")) {
                try Localnet(LocalnetConfiguration(blockTime: nil, stateFile: path))
            }
            #expect(error?.reason.contains("'plain', not 'pow-register'") == true)
        }
    }
}
