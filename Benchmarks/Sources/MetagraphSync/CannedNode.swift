// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubtensorLocalnet

/// A node with a ready answer to everything: what is timed is the way of the answer and its reader.
struct CannedNode: RPCHandler {
    private let head = BlockHeader(
        parentHash: .zero, number: 5_000_000, stateRoot: .zero, extrinsicsRoot: .zero, digest: [])
    private let functions: [String: JSONValue]
    private let storage: [String: JSONValue]
    private let metadata14: JSONValue

    init(functions: [String: [UInt8]], storage: [StorageKey: [UInt8]], metadata14: [UInt8]) {
        self.functions = functions.mapValues { .string($0.hex) }
        self.storage = Dictionary(storage.map { ($0.key.hex, .string($0.value.hex)) }) { first, _ in first }
        self.metadata14 = .string(metadata14.hex)
    }

    func handle(
        method: String, params: JSONValue, session: RPCSession
    ) async -> Result<JSONValue, RPCFault> {
        switch method {
        case "chain_getHeader": return .success(head.json)
        case "chain_getHead", "chain_getBlockHash", "chain_getFinalizedHead": return .success(.string(head.hash.hex))
        case "state_getMetadata": return .success(metadata14)
        case "state_getRuntimeVersion", "chain_getRuntimeVersion":
            return .success([
                "specName": "node-subtensor", "specVersion": 343, "transactionVersion": 1, "implName": "canned",
                "implVersion": 1, "authoringVersion": 1, "apis": [], "stateVersion": 1,
            ])
        case "system_chain": return .success("Bittensor")
        case "system_properties": return .success(["ss58Format": 42, "tokenDecimals": 9, "tokenSymbol": "TAO"])
        case "rpc_methods": return .success(["methods": []])
        case "state_call":
            if let answer = functions[params[0]?.string ?? ""] { return .success(answer) }
            let name = params[0]?.string ?? ""
            return .failure(
                RPCFault(code: 4003, message: "Execution failed: Exported method \(name) is not found", data: nil))
        case "state_getStorage", "state_getStorageAt":
            return .success(storage[params[0]?.string ?? ""] ?? .null)
        case "state_queryStorageAt":
            let changes = (params[0]?.array ?? []).map { key -> JSONValue in [key, storage[key.string ?? ""] ?? .null] }
            return .success([["block": params[1] ?? .string(head.hash.hex), "changes": .array(changes)]])
        case "state_getKeysPaged":
            let prefix = params[0]?.string ?? ""
            let start = params[2]?.string ?? ""
            let keys = storage.keys.filter { $0.hasPrefix(prefix) && $0 > start }.sorted()
            return .success(.array(keys.prefix(Int(clamping: params[1]?.uint64 ?? 100)).map { .string($0) }))
        default:
            return .failure(RPCFault(code: -32601, message: "Method not found: \(method)", data: nil))
        }
    }
}
