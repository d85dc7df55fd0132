// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

/// A node of mainnet at one block, whose answers were recorded: spec 343.
struct RecordedNode: Sendable {
    let connection = MockRPCConnection()
    let subtensor: Subtensor
    let head: BlockHeader

    static let recording = VectorFile("runtime_api.json").cases("groups")[0]

    init() async throws {
        let head = BlockHeader(
            parentHash: .zero, number: 6_553_223, stateRoot: .zero, extrinsicsRoot: .zero, digest: [])
        self.head = head
        connection.respond(to: "chain_getBlockHash") { _ in .string(head.hash.hex) }
        connection.respond(to: "chain_getHeader") { _ in head.json }
        connection.reply(
            to: "state_getRuntimeVersion",
            with: ["specName": "node-subtensor", "specVersion": 343, "transactionVersion": 1])
        let metadata = VectorFile.bytes("metadata/\(Self.recording["metadata"].string)")
        var calls = ["Metadata_metadata_at_version": [JSONValue.string("0x0f000000"): JSONValue.string(metadata.hex)]]
        for call in Self.recording["recorded_calls"].list {
            let name = "\(call["api"].string)_\(call["method"].string)"
            calls[name, default: [:]][.string(call["arguments_hex"].string)] = .string(call["result"].string)
        }
        let answers = calls
        connection.respond(to: "state_call") { params throws(RPCError) in
            if let answer = answers[params[0]?.string ?? ""]?[params[1] ?? .null] { return answer }
            let words = "Execution failed: Exported method \(params[0]?.string ?? "") is not found"
            throw RPCError(remote: .init(code: 4003, message: words), method: "state_call", endpoint: "mock")
        }
        var storage: [String: JSONValue] = [:]
        for item in Self.recording["recorded_storage"].list {
            storage[item["key"].string] = item["value"].isNull ? .null : .string(item["value"].string)
        }
        let values = storage
        connection.respond(to: "state_queryStorageAt") { params in
            let changes = (params[0]?.array ?? []).map { key -> JSONValue in [key, values[key.string ?? ""] ?? .null] }
            return [["block": params[1] ?? .null, "changes": .array(changes)]]
        }
        connection.respond(to: "state_getKeysPaged") { params in
            let keys = values.keys.filter { $0.hasPrefix(params[0]?.string ?? "") && values[$0] != .null }.sorted()
            let start = params[2]?.string ?? ""
            let page = Int(clamping: params[1]?.uint64 ?? 100)
            return .array(keys.filter { $0 > start }.prefix(page).map { .string($0) })
        }
        subtensor = try Subtensor(try await SubstrateClient.connect(over: connection))
    }

    /// The account at the end of a recorded key of an item that has a value.
    static func account(in item: String, netuid: NetUID? = nil) throws -> AccountID {
        let found = recording["recorded_storage"].list.last { entry in
            guard entry["item"].string == item, !entry["value"].isNull else { return false }
            let bytes = entry["key"].bytes
            guard let netuid else { return true }
            return bytes[32] == UInt8(truncatingIfNeeded: netuid.rawValue)
        }
        return try AccountID([UInt8](try #require(found)["key"].bytes.suffix(32)))
    }
}
