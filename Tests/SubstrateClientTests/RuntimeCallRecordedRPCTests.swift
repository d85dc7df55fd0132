// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

/// The plain RPC answers that were recorded beside the runtime calls.
@Suite("recorded_rpc of runtime_api.json")
struct RuntimeCallRecordedRPCTests {
    static let recorded = VectorFile("runtime_api.json").cases("groups").flatMap { $0["recorded_rpc"].list }

    static func answers(_ method: String) -> [Vector] { recorded.filter { $0["method"].string == method } }

    @Test("every header hashes to the block that was asked for", arguments: answers("chain_getHeader"))
    func headers(vector: Vector) throws {
        let header = try #require(BlockHeader(JSONValue(vector["response"]["result"])))
        if case .string(let hash)? = vector["params"].list.first { #expect(header.hash.hex == hash) }
        #expect(header.number.rawValue > 0)
    }

    @Test("every runtime version is the client's", arguments: answers("state_getRuntimeVersion"))
    func versions(vector: Vector) async throws {
        let connection = MockRPCConnection()
        let answer = JSONValue(vector["response"]["result"])
        connection.respond(to: "chain_getBlockHash") { _ in .string(Hash256.zero.hex) }
        connection.respond(to: "state_getRuntimeVersion") { _ in answer }
        connection.respond(to: "state_getMetadata") { _ in ScriptedChain.metadata }
        connection.reply(to: "chain_getHeader", with: ScriptedChain.headers(1)[0].json)
        let client = try await SubstrateClient.connect(over: connection)
        let version = client.runtime.version
        #expect(version.specName == vector["response"]["result"]["specName"].string)
        #expect(UInt64(version.specVersion) == vector["response"]["result"]["specVersion"].uint64)
        #expect(UInt64(version.transactionVersion) == vector["response"]["result"]["transactionVersion"].uint64)
    }

    @Test("every block hash is one", arguments: answers("chain_getBlockHash") + answers("chain_getHead"))
    func hashes(vector: Vector) throws {
        let text = vector["response"]["result"].string
        #expect(try Hash256(hex: text).hex == text)
    }
}

extension JSONValue {
    fileprivate init(_ vector: Vector) {
        switch vector {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(Int128(number))
        case .number(let number): self = .double(number)
        case .string(let text): self = .string(text)
        case .array(let values): self = .array(values.map(JSONValue.init))
        case .object(let members): self = .object(members.mapValues(JSONValue.init))
        }
    }
}
