// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import Testing

@testable import SubtensorLocalnet

@Suite("The root of a trie beside the state")
struct ChildRootTests {
    private static let key = TrieRuntime.rootKey
    private static let hex = JSONValue.string(key.hex)

    private static func chain(_ path: String? = nil) throws -> Localnet {
        try Localnet(
            LocalnetConfiguration(blockTime: nil, stateFile: path, now: { 1_800_000_000_000 }), runtime: TrieRuntime())
    }

    /// The root of a trie of these keys, each with a value of one byte.
    private static func root(_ entries: KeyValuePairs<UInt8, UInt8>) -> [UInt8] {
        StateTrie(of: entries.map { (key: [$0.key], value: [$0.value]) }, version: .v1).root.bytes
    }

    /// Three blocks: the trie comes, changes, and is emptied.
    private static let blocks: [([[UInt8]], root: [UInt8]?)] = [
        ([], nil),
        ([TrieRuntime.extrinsic(1, 7), TrieRuntime.extrinsic(2, 8)], root([1: 7, 2: 8])),
        ([TrieRuntime.extrinsic(1, 9)], root([1: 9, 2: 8])),
        ([TrieRuntime.extrinsic(1), TrieRuntime.extrinsic(2)], nil),
    ]

    private static func makeBlocks(_ chain: Localnet) async throws {
        for (extrinsics, _) in blocks.dropFirst() {
            for extrinsic in extrinsics { _ = try await chain.submit(extrinsic) }
            await chain.produceBlock()
        }
    }

    /// What a node answers to those who ask about the key after each of the blocks.
    private static func expectAnswers(_ chain: Localnet) async throws {
        try await RPCServer.with(handler: NodeRPC(chain: chain), configuration: RPCServerConfiguration()) { server in
            try await withRPCClient(to: try RPCEndpoint(server.url)) { connection in
                try await expectAnswers(chain, connection)
            }
        }
    }

    private static func expectAnswers(_ chain: Localnet, _ connection: WebSocketRPCClient) async throws {
        func ask(_ method: String, _ params: JSONValue...) async throws -> JSONValue {
            try await connection.request(method: method, params: .array(params))
        }
        for (number, (_, root)) in blocks.enumerated() {
            let header = try #require(await chain.block(number: BlockNumber(UInt64(number)))?.header)
            let at = JSONValue.string(header.hash.hex)
            let value = root.map { JSONValue.string($0.hex) } ?? .null
            #expect(try await ask("state_getStorage", hex, at) == value, "after block \(number)")
            #expect(try await ask("state_getStorageSize", hex, at) == (root == nil ? .null : 32))
            #expect(
                try await ask("state_getStorageHash", hex, at)
                    == (root.map { .string(Hashing.blake2b256($0).hex) } ?? .null))
            let keys: JSONValue = root == nil ? [] : [hex]
            #expect(try await ask("state_getKeysPaged", "0x3a6368696c645f", 10, .null, at) == keys)
            let all: JSONValue = root == nil ? ["0x10", "0xf0"] : ["0x10", hex, "0xf0"]
            #expect(try await ask("state_getKeysPaged", .null, 10, .null, at) == all)
            #expect(try await ask("state_getKeysPaged", .null, 10, hex, at) == ["0xf0"])
            #expect(try await ask("state_getPairs", "0x3a", at) == (root == nil ? [] : [[hex, value]]))
            #expect(
                try await ask("state_queryStorageAt", [hex], at)
                    == [["block": at, "changes": [[hex, value]]]])
            let proof = try await ask("state_getReadProof", [hex], at)
            let nodes = try #require(proof["proof"]?.array).map { try [UInt8](hex: try #require($0.string)) }
            #expect(try StateProof(nodes, root: header.stateRoot).value(for: key) == root)
            // A runtime that goes through the keys of this state meets it, too.
            let state = try await chain.state(at: header.hash, over: nil)
            let next = try state.key(after: [0x11], in: nil)
            #expect(next == (root == nil ? [0xf0] : key))
        }
        let hashes = try await ask("state_queryStorage", [hex], .string(chain.genesisHash.hex))
        #expect(
            hashes.array?.compactMap { $0["changes"]?.array?.first?.array?[1] }
                == blocks.map { $0.root.map { .string($0.hex) } ?? .null })
    }

    @Test("is under its key after every block, changes with the trie, and goes with its last value")
    func answers() async throws {
        let chain = try Self.chain()
        try await Self.makeBlocks(chain)
        try await Self.expectAnswers(chain)
    }

    @Test("is in the state file like everything else")
    func file() async throws {
        try await StateFileTests.withFile { path in
            let first = try Self.chain(path)
            try await Self.makeBlocks(first)
            await first.close()
            let second = try Self.chain(path)
            try await Self.expectAnswers(second)
            _ = try await second.submit(TrieRuntime.extrinsic(3, 3))
            await second.produceBlock()
            #expect(await second.savingFailure == nil)
            #expect(await second.headState(over: nil).value(StorageKey(bytes: Self.key)) == Self.root([3: 3]))
            await second.close()
        }
    }
}
