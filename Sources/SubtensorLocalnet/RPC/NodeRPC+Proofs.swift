// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// What proves values to those who know the root in a block's header.
extension NodeRPC {
    static let proofMethods: [String: Method] = [
        "state_getReadProof": { chain, parameters, _ async throws(RPCFault) in
            try await chain.proof(of: try parameters.keys(0), at: try parameters.hash(1))
        },
        "state_getChildReadProof": { chain, parameters, _ async throws(RPCFault) in
            try await chain.proof(
                of: try parameters.keys(1), in: try parameters.child(0), at: try parameters.hash(2))
        },
    ]
}

extension Localnet {
    func proof(of keys: [StorageKey], in child: [UInt8]? = nil, at hash: Hash256?) throws(RPCFault) -> JSONValue {
        guard runtime.provesState else {
            throw RPCFault(
                code: RPCFault.methodNotFound.code, message: RPCFault.methodNotFound.message,
                data: .string(
                    upstream == nil
                        ? "the embedded chain's state is no trie: its root proves no single value, that of a genuine runtime does"
                        : "a fork has a part of its network's state, and no root of it that would prove anything: ask the network"
                ))
        }
        let state = try state(at: hash, over: nil)
        let nodes = try faulting { () throws(RuntimeFault) in
            try runtime.proof(of: keys.map(\.bytes), in: child, on: state)
        }
        var room = AnswerRoom()
        for node in nodes { try room.take(node.count) }
        return ["at": .string(state.hash.hex), "proof": .array(nodes.map { .string($0.hex) })]
    }
}
