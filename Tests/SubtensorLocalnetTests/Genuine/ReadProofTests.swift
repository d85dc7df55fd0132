// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import TestRuntimes
import Testing

@testable import SubtensorLocalnet

@Suite("What a node proves of its state")
struct ReadProofTests {
    private static func key(_ pallet: String, _ item: String) -> [UInt8] {
        Hashing.twox128(Array(pallet.utf8)) + Hashing.twox128(Array(item.utf8))
    }

    private static let number = key("System", "Number")
    private static let nothing = key("Nothing", "AtAll")
    private static let child = Array("fund".utf8)
    private static let childKey = JSONValue.string((StateTrie.childRootPrefix + child).hex)

    /// A chain whose first state has a trie beside it.
    private static func with(_ body: @Sendable @escaping (Node) async throws -> Void) async throws {
        let runtime = try RealRuntime.local200.chain()
        var state = runtime.state
        state.children[child] = [[1]: [0x11], [1, 2]: [UInt8](repeating: 0x22, count: 40), [3]: []]
        let specification = ChainSpecification(code: runtime.code.bytes, genesis: .raw(state))
        var configuration = LocalnetConfiguration(blockTime: nil, now: { 1_800_000_000_000 })
        configuration.genuine = GenuineChain(specification)
        try await GenuineChainTests.with(configuration, body)
    }

    private static func nodes(_ answer: JSONValue) throws -> [[UInt8]] {
        try #require(answer["proof"]?.array).map { try [UInt8](hex: try #require($0.string)) }
    }

    @Test(
        "of keys that are there and of one that is not, it holds against the header's root; a changed byte does not",
        .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
    func proofs() async throws {
        try await Self.with { node in
            let first = await node.chain.produceBlock()
            await node.chain.produceBlock()
            for header in [first, await node.chain.head.header] {
                let answer = try await node.client.connection.request(
                    method: "state_getReadProof",
                    params: [[.string(Self.number.hex), .string(Self.nothing.hex)], .string(header.hash.hex)])
                #expect(answer["at"]?.string == header.hash.hex)
                let nodes = try Self.nodes(answer)
                let proof = try StateProof(nodes, root: header.stateRoot)
                #expect(try proof.value(for: Self.number) == UInt32(header.number.rawValue).scaleEncoded)
                #expect(try proof.value(for: Self.nothing) == nil)
                for place in nodes.indices {
                    var changed = nodes
                    changed[place][changed[place].count / 2] ^= 1
                    #expect(throws: RuntimeError.self) {
                        let proof = try StateProof(changed, root: header.stateRoot)
                        _ = (try proof.value(for: Self.number), try proof.value(for: Self.nothing))
                    }
                }
            }
            // Without a block it is of the newest.
            let newest = try await node.client.connection.request(
                method: "state_getReadProof", params: [[.string(Self.number.hex)]])
            #expect(newest["at"]?.string == (await node.chain.head.hash.hex))
        }
    }

    @Test(
        "tries beside the state are listed, read and proven",
        .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
    func children() async throws {
        try await Self.with { node in
            let header = await node.chain.produceBlock()
            func ask(_ method: String, _ params: JSONValue...) async throws -> JSONValue {
                try await node.client.connection.request(method: method, params: .array(params))
            }
            let value = [UInt8](repeating: 0x22, count: 40)
            #expect(try await ask("childstate_getKeys", Self.childKey, "0x01") == ["0x01", "0x0102"])
            #expect(try await ask("childstate_getKeysPaged", Self.childKey, "0x", 2) == ["0x01", "0x0102"])
            #expect(try await ask("childstate_getKeysPaged", Self.childKey, .null, 2, "0x0102") == ["0x03"])
            #expect(try await ask("childstate_getStorage", Self.childKey, "0x0102") == .string(value.hex))
            #expect(try await ask("childstate_getStorage", Self.childKey, "0x09") == .null)
            #expect(try await ask("childstate_getStorageSize", Self.childKey, "0x0102") == 40)
            #expect(try await ask("childstate_getStorageSize", Self.childKey, "0x03") == 0)
            #expect(
                try await ask("childstate_getStorageHash", Self.childKey, "0x0102")
                    == .string(Hashing.blake2b256(value).hex))
            #expect(
                try await ask("childstate_getStorageEntries", Self.childKey, ["0x01", "0x02", "0x03"])
                    == ["0x11", .null, "0x"])
            let answer = try await ask("state_getChildReadProof", Self.childKey, ["0x0102", "0x04"])
            let proof = try StateProof(try Self.nodes(answer), root: header.stateRoot)
            #expect(try proof.value(for: [1, 2], in: Self.child) == value)
            #expect(try proof.value(for: [4], in: Self.child) == nil)
            // The state itself has the root of it.
            let root = StateTrie(
                of: [(key: [1], value: [0x11]), (key: [1, 2], value: value), (key: [3], value: [])], version: .v1
            ).root
            for block in [header.hash, node.chain.genesisHash] {
                #expect(try await ask("state_getStorage", Self.childKey, .string(block.hex)) == .string(root.hex))
            }
            let refused = await #expect(throws: RPCError.self) {
                try await node.client.connection.request(
                    method: "childstate_getStorage", params: ["0x66756e64", "0x01"])
            }
            #expect(refused?.code == .remote(code: 4003))
            #expect(refused?.reason.contains("Invalid child storage key") == true)
        }
    }

    @Test("the embedded chain has no trie: it says so, and does not list the method")
    func embedded() async throws {
        try await Node.with { node in
            let refused = await #expect(throws: RPCError.self) {
                try await node.client.connection.request(method: "state_getReadProof", params: [["0x01"]])
            }
            #expect(refused?.code == .remote(code: -32601))
            let listed = try await node.client.connection.request(method: "rpc_methods")["methods"]?.array ?? []
            #expect(!listed.contains("state_getReadProof") && !listed.contains("state_getChildReadProof"))
            #expect(listed.contains("state_getPairs") && listed.contains("childstate_getKeysPaged"))
        }
    }

    @Test("pairs are keys with their values, as many as go into an answer")
    func pairs() async throws {
        try await Node.with { node in
            let prefix = Self.key("System", "")
            let keys = try await node.client.connection.request(
                method: "state_getKeys", params: [.string(Array(prefix.prefix(16)).hex)])
            let pairs = try await node.client.connection.request(
                method: "state_getPairs", params: [.string(Array(prefix.prefix(16)).hex)])
            let list = try #require(pairs.array)
            #expect(JSONValue.array(try list.map { try #require($0.array?[0]) }) == keys && list.count > 3)
            for pair in list {
                let value = try await node.client.connection.request(
                    method: "state_getStorage", params: [try #require(pair.array?[0])])
                #expect(pair.array?[1] == value)
            }
        }
        var room = AnswerRoom()
        try room.take(AnswerRoom.bytes / 2)
        let fault = #expect(throws: RPCFault.self) { try room.take(1) }
        #expect(fault?.code == -32008)
    }
}
