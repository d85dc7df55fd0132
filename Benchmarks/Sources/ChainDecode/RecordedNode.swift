// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubtensorLocalnet

/// A node that knows the recorded runtime and one account: what a client asks for before its first read.
struct RecordedNode: RPCHandler {
    private let head = BlockHeader(
        parentHash: .zero, number: 5_000_000, stateRoot: .zero, extrinsicsRoot: .zero, digest: [])
    private let metadata15: JSONValue
    private let metadata14: JSONValue

    init(_ chain: RecordedChain) {
        metadata15 = .string(chain.metadataAnswer.hex)
        metadata14 = .string(chain.metadata14.hex)
    }

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Result<JSONValue, RPCFault> {
        switch method {
        case "chain_getHeader": .success(head.json)
        case "chain_getHead", "chain_getBlockHash", "chain_getFinalizedHead": .success(.string(head.hash.hex))
        case "state_getMetadata": .success(metadata14)
        case "state_call" where params[0]?.string == "Metadata_metadata_at_version": .success(metadata15)
        case "state_getRuntimeVersion", "chain_getRuntimeVersion":
            .success([
                "specName": "node-subtensor", "specVersion": 343, "transactionVersion": 1, "implName": "recorded",
                "implVersion": 1, "authoringVersion": 1, "apis": [], "stateVersion": 1,
            ])
        case "system_chain": .success("Bittensor")
        case "state_getStorage", "state_getStorageAt": .success(.null)
        case "state_queryStorageAt":
            .success([
                [
                    "block": .string(head.hash.hex),
                    "changes": .array((params[0]?.array ?? []).map { [$0, .null] }),
                ]
            ])
        default: .failure(RPCFault(code: -32601, message: "Method not found: \(method)", data: nil))
        }
    }
}
