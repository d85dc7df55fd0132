// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors

/// A client over a node whose answers a test scripts; the runtime is mainnet's of spec 343.
struct ScriptedChain: Sendable {
    let connection = MockRPCConnection()
    let client: SubstrateClient

    static let version = version(343)
    static let metadata: JSONValue = .string(VectorFile.bytes("metadata/metadata-v14-spec343.bin").hex)
    static let genesis = Hash256(unchecked: [UInt8](repeating: 1, count: 32))

    init() async throws {
        connection.reply(to: "chain_getBlockHash", with: .string(Self.genesis.hex))
        connection.reply(to: "state_getRuntimeVersion", with: Self.version)
        connection.reply(to: "state_getMetadata", with: Self.metadata)
        connection.reply(to: "chain_getHeader", with: Self.headers(1)[0].json)
        client = try await SubstrateClient.connect(over: connection)
    }

    static func version(_ spec: UInt64) -> JSONValue {
        ["specName": "node-subtensor", "specVersion": JSONValue(spec), "transactionVersion": 1]
    }

    /// Answers a method in this way from now on.
    func answer(_ method: String, _ value: JSONValue) {
        connection.respond(to: method) { _ in value }
    }

    /// Lets a method fail in this way from now on.
    func refuse(_ method: String, code: Int64, _ message: String, data: JSONValue? = nil) {
        let error = RPCError(
            remote: .init(code: code, message: message, data: data), method: method, endpoint: "mock")
        connection.respond(to: method) { _ throws(RPCError) in throw error }
    }

    func count(of method: String) -> Int { connection.calls.filter { $0.method == method }.count }

    /// Headers from block 0 on, each with its parent; the node knows them by number and by hash.
    func serve(_ headers: [BlockHeader]) {
        connection.respond(to: "chain_getHeader") { params in
            guard let hash = params[0]?.string else { return headers.last?.json ?? .null }
            return headers.first { $0.hash.hex == hash }?.json ?? .null
        }
        connection.respond(to: "chain_getBlockHash") { params in
            guard let number = params[0]?.uint64 else { return headers.last.map { .string($0.hash.hex) } ?? .null }
            return headers.first { $0.number.rawValue == number }.map { .string($0.hash.hex) } ?? .null
        }
    }

    /// - Parameter upgrade: the block that brings a new runtime.
    static func headers(_ count: UInt64, upgrade: UInt64? = nil) -> [BlockHeader] {
        var headers: [BlockHeader] = []
        for number in 0..<count {
            headers.append(
                BlockHeader(
                    parentHash: headers.last?.hash ?? .zero, number: BlockNumber(number), stateRoot: .zero,
                    extrinsicsRoot: .zero, digest: number == upgrade ? [[8]] : []))
        }
        return headers
    }
}
