// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC

/// Blocks that somebody asks for, by the methods and error codes that Substrate's development nodes have for it (manual seal).
extension NodeRPC {
    static let sealingMethods: [String: Method] = [
        "engine_createBlock": { chain, parameters, _ async throws(RPCFault) in
            // Whether it is to be final (1) decides nothing: every block is.
            try await chain.seal(mayBeEmpty: try parameters.flag(0) ?? true, after: try parameters.hash(2))
        },
        "engine_finalizeBlock": { chain, parameters, _ async throws(RPCFault) in
            guard let hash = try parameters.hash(0) else { throw .invalidParams("parameter 0 must be a hash") }
            guard await chain.block(hash) != nil else { throw .blockNotFound }
            return true
        },
    ]
}

extension Localnet {
    /// Makes a block as `engine_createBlock` asks for it.
    fileprivate func seal(mayBeEmpty: Bool, after parent: Hash256?) async throws(RPCFault) -> JSONValue {
        if let parent, parent != head.hash {
            guard block(parent) != nil else { throw .blockNotFound }
            throw RPCFault(
                code: 14000,
                message: "Consensus Error: this chain has no forks: a block comes after the newest one only")
        }
        guard mayBeEmpty || pool.hasReady else {
            throw RPCFault(
                code: 12000,
                message: "Transaction pool is empty, set create_empty to true, if you want to create empty blocks")
        }
        let header: BlockHeader
        do throws(LocalnetError) {
            header = try await makeBlock()
        } catch {
            throw RPCFault(code: -32603, message: "Internal error", data: .string(error.reason))
        }
        return [
            "hash": .string(header.hash.hex),
            "aux": [
                "header_only": false, "clear_justification_requests": false, "needs_justification": false,
                "bad_justification": false, "is_new_best": true,
            ],
        ]
    }
}

extension RPCFault {
    fileprivate static let blockNotFound = RPCFault(code: 13000, message: "Block not found")
}
