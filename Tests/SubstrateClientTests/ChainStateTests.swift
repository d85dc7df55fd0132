// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

@Suite("The state after a block")
struct ChainStateTests {
    static let headers = ScriptedChain.headers(5, upgrade: 2)
    static let difficulty = StorageAddress<UInt64>("SubtensorModule", "Difficulty", UInt16(1))

    /// A chain on which block 2 brings the upgrade from spec 343 to 344: its state has the new code already.
    private func upgraded() async throws -> ScriptedChain {
        let chain = try await ScriptedChain()
        chain.serve(Self.headers)
        chain.connection.respond(to: "state_getRuntimeVersion") { params in
            let known = Self.headers.first { $0.hash.hex == params[0]?.string }?.number ?? 4
            return ScriptedChain.version(known >= 2 ? 344 : 343)
        }
        return chain
    }

    @Test(
        "is understood by the runtime that wrote it: in the block of an upgrade the old one",
        arguments: [(0, 343), (1, 343), (2, 343), (3, 344), (4, 344)] as [(UInt64, UInt32)])
    func writer(number: UInt64, spec: UInt32) async throws {
        let chain = try await upgraded()
        let state = try await chain.client.state(at: .number(BlockNumber(number)))
        #expect(state.runtime.version.specVersion == spec)
        #expect(state.number == BlockNumber(number))
        #expect(state.hash == Self.headers[Int(number)].hash)
        #expect(state.runtimeAfter.version.specVersion == (number >= 2 ? 344 : 343))
    }

    @Test("metadata is read once for each version, however many ask at once; a block's version is asked for once")
    func caching() async throws {
        let chain = try await upgraded()
        try await withThrowingTaskGroup(of: UInt32.self) { group in
            for place in 0..<100 {
                group.addTask {
                    try await chain.client.state(at: .number(BlockNumber(UInt64(place % 5)))).runtime.version
                        .specVersion
                }
            }
            var counts: [UInt32: Int] = [:]
            for try await spec in group { counts[spec, default: 0] += 1 }
            #expect(counts == [343: 60, 344: 40])
        }
        // One when connecting, one for 344; in version 14, because this node has no other.
        #expect(chain.count(of: "state_getMetadata") == 2)
        let before = chain.count(of: "state_getRuntimeVersion")
        _ = try await chain.client.state(at: 3)
        #expect(chain.count(of: "state_getRuntimeVersion") == before)
    }

    @Test("what the blocks themselves tell of the runtime is not asked for")
    func versionsAskedOnce() async throws {
        let chain = try await ScriptedChain()
        let headers = ScriptedChain.headers(8, upgrade: 5)
        chain.serve(headers)
        chain.connection.respond(to: "state_getRuntimeVersion") { params in
            let known = headers.first { $0.hash.hex == params[0]?.string }?.number ?? 7
            return ScriptedChain.version(known >= 5 ? 344 : 343)
        }
        let connecting = chain.count(of: "state_getRuntimeVersion")
        func asked() -> Int { chain.count(of: "state_getRuntimeVersion") - connecting }
        // From the block of the connection on, as heads come.
        for header in headers[1...4] {
            #expect(try await chain.client.state(of: header).runtime.version.specVersion == 343)
        }
        #expect(asked() == 0)
        let bringing = try await chain.client.state(of: headers[5])
        #expect(bringing.runtime.version.specVersion == 343)
        #expect(bringing.runtimeAfter.version.specVersion == 344)
        #expect(asked() == 1)
        for header in headers[6...7] {
            #expect(try await chain.client.state(of: header).runtime.version.specVersion == 344)
        }
        // Between two blocks of the same version, and a second look.
        for header in headers { _ = try await chain.client.state(of: header) }
        #expect(asked() == 1)
    }

    @Test("a gap in the heads costs one question")
    func gap() async throws {
        let chain = try await ScriptedChain()
        let headers = ScriptedChain.headers(8)
        let before = chain.count(of: "state_getRuntimeVersion")
        for header in [headers[1], headers[6], headers[7], headers[3]] { _ = try await chain.client.state(of: header) }
        #expect(chain.count(of: "state_getRuntimeVersion") == before + 1)
    }

    @Test("what was read of a state is not asked for again, what was missing included")
    func memory() async throws {
        let chain = try await upgraded()
        chain.connection.respond(to: "state_queryStorageAt") { params in
            [["block": params[1] ?? .null, "changes": .array((params[0]?.array ?? []).map { [$0, .null] })]]
        }
        chain.answer("state_call", "0x07")
        let state = try await chain.client.state(at: 1)
        for _ in 0..<3 {
            #expect(try await state.value(Self.difficulty) == 10_000_000)
            #expect(try await state.call("AccountNonceApi_account_nonce", [1]) == [7])
        }
        #expect(chain.count(of: "state_queryStorageAt") == 1)
        // One for the metadata, when the connection was made.
        #expect(chain.count(of: "state_call") == 2)
        _ = try await state.values([Self.difficulty, StorageAddress("SubtensorModule", "Difficulty", UInt16(2))])
        #expect(chain.connection.calls.last?.params[0]?.array?.count == 1)
    }

    @Test("readings keep to their block, whatever happens to the chain between them")
    func pinned() async throws {
        let chain = try await upgraded()
        let state = try await chain.client.state(at: 1)
        chain.answer("state_getRuntimeVersion", ScriptedChain.version(999))
        chain.connection.respond(to: "state_queryStorageAt") { params in
            [
                [
                    "block": params[1] ?? .null,
                    "changes": .array((params[0]?.array ?? []).map { [$0, "0x0700000000000000"] }),
                ]
            ]
        }
        #expect(try await state.value(Self.difficulty) == 7)
        #expect(try await state.values([Self.difficulty, Self.difficulty]) == [7, 7])
        let values = try await state.values([
            StorageQuery("SubtensorModule", "Difficulty", UInt16(1)), StorageQuery("SubtensorModule", "NoSuchItem"),
        ])
        #expect(values == [.number(UInt64(7)), nil])
        for call in chain.connection.calls where call.method == "state_queryStorageAt" {
            #expect(call.params[1] == .string(Self.headers[1].hash.hex))
        }
        #expect(state.runtime.version.specVersion == 343)
    }

    @Test("a thousand keys are one request, and one more are two")
    func batches() async throws {
        let chain = try await upgraded()
        chain.connection.respond(to: "state_queryStorageAt") { params in
            [["block": params[1] ?? .null, "changes": .array((params[0]?.array ?? []).map { [$0, .null] })]]
        }
        let state = try await chain.client.state(at: 1)
        let addresses = (0..<1001).map { StorageAddress<UInt64>("SubtensorModule", "Difficulty", UInt16($0)) }
        #expect(try await state.values(addresses).count == 1001)
        #expect(chain.count(of: "state_queryStorageAt") == 2)
    }

    @Test("an answer that leaves a key out, or is of another block, is refused")
    func wrongAnswers() async throws {
        let chain = try await upgraded()
        let state = try await chain.client.state(at: 1)
        for answer: JSONValue in [
            [["changes": []]], [["block": .string(Self.headers[2].hash.hex), "changes": []]], [], .null,
        ] {
            chain.answer("state_queryStorageAt", answer)
            await #expect(throws: ClientError(.malformedAnswer, "")) { try await state.value(Self.difficulty) }
        }
    }

    @Test("a header of another block than the one asked for is refused")
    func wrongHeader() async throws {
        let chain = try await upgraded()
        chain.answer("chain_getHeader", Self.headers[3].json)
        for block: BlockReference in [.hash(Self.headers[1].hash), 1] {
            await #expect(throws: ClientError(.malformedAnswer, "")) { try await chain.client.state(at: block) }
        }
        await #expect(throws: ClientError(.unknownBlock, "")) { try await chain.client.state(at: 77) }
    }

    @Test("a block whose state is discarded is named")
    func discarded() async throws {
        let chain = try await upgraded()
        let message = "Client error: UnknownBlock: State already discarded for BlockId"
        chain.refuse("state_getRuntimeVersion", code: 4003, message)
        let hash = Self.headers[3].hash
        let error = await #expect(throws: ClientError.self) { try await chain.client.state(at: .hash(hash)) }
        #expect(error?.code == .stateDiscarded)
        #expect(error?.reason.contains(hash.hex) == true)
        #expect(error?.reason.contains("archive") == true)
    }

    @Test("the oldest block whose state is there is read, though its parent's is not")
    func oldest() async throws {
        let chain = try await upgraded()
        chain.connection.respond(to: "state_getRuntimeVersion") { params throws(RPCError) in
            if params[0]?.string == Self.headers[2].hash.hex {
                throw RPCError(
                    remote: .init(code: 4003, message: "State already discarded for 0x"),
                    method: "state_getRuntimeVersion", endpoint: "mock")
            }
            return ScriptedChain.version(344)
        }
        #expect(try await chain.client.state(at: 3).runtime.version.specVersion == 344)
    }

    @Test("metadata of version 15 is taken where the runtime has it")
    func version15() async throws {
        let chain = try await ScriptedChain()
        let newer = VectorFile.bytes("metadata/metadata-v15-spec343.option-opaque.bin")
        chain.answer("state_call", .string(newer.hex))
        let client = try await SubstrateClient.connect(over: chain.connection)
        #expect(!client.runtime.metadata.apis.isEmpty)
        chain.answer("state_call", "0x00")
        #expect(try await SubstrateClient.connect(over: chain.connection).runtime.metadata.apis.isEmpty)
        chain.answer("state_call", "0x01ffffffff")
        await #expect(throws: ClientError.self) { try await SubstrateClient.connect(over: chain.connection) }
    }

    @Test("a function that the runtime does not have is an error of its own")
    func missingFunction() async throws {
        let chain = try await upgraded()
        chain.refuse(
            "state_call", code: 4003, "Client error: Execution failed: Other: Exported method X_y is not found")
        let state = try await chain.client.state(at: 1)
        await #expect(throws: ClientError(.notInRuntime, "")) { try await state.call("X_y") }
    }
}
