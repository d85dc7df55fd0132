// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime

/// The tries that a runtime keeps beside its state, such as contracts have.
extension NodeRPC {
    static let childStateMethods: [String: Method] = [
        "childstate_getKeys": { chain, parameters, _ async throws(RPCFault) in
            try await chain.keyList(
                withPrefix: parameters[1] == nil ? [] : try parameters.bytes(1), in: try parameters.child(0),
                at: try parameters.hash(2))
        },
        "childstate_getKeysPaged": keysPaged, "childstate_getKeysPagedAt": keysPaged,
        "childstate_getStorage": { chain, parameters, _ async throws(RPCFault) in
            try await value(chain, parameters).map { .string($0.hex) } ?? .null
        },
        "childstate_getStorageHash": { chain, parameters, _ async throws(RPCFault) in
            try await value(chain, parameters).map { .string(Hashing.blake2b256($0).hex) } ?? .null
        },
        "childstate_getStorageSize": { chain, parameters, _ async throws(RPCFault) in
            try await value(chain, parameters).map { JSONValue(UInt64($0.count)) } ?? .null
        },
        "childstate_getStorageEntries": { chain, parameters, _ async throws(RPCFault) in
            try await chain.values(
                under: try parameters.keys(1), in: try parameters.child(0), at: try parameters.hash(2))
        },
    ]

    private static let keysPaged: Method = { chain, parameters, _ async throws(RPCFault) in
        try await keysPaged(chain, parameters, from: 1, in: try parameters.child(0))
    }

    private static func value(_ chain: Localnet, _ parameters: Parameters) async throws(RPCFault) -> [UInt8]? {
        let child = try parameters.child(0)
        let key = StorageKey(bytes: try parameters.bytes(1))
        return try await chain.reading(at: try parameters.hash(2)) { state in state.value(key, in: child) }
    }
}

extension Parameters {
    /// The name of a trie beside the state, which is written as the key under which the state has its root.
    func child(_ place: Int) throws(RPCFault) -> [UInt8] {
        let key = try bytes(place)
        guard key.starts(with: StateTrie.childRootPrefix) else {
            throw RPCFault(code: 4003, message: "Client error: Invalid child storage key")
        }
        return Array(key.dropFirst(StateTrie.childRootPrefix.count))
    }
}

extension Localnet {
    func values(under keys: [StorageKey], in child: [UInt8], at hash: Hash256?) async throws(RPCFault) -> JSONValue {
        try await reading(at: hash) { state throws(RPCFault) in
            var room = AnswerRoom()
            var values: [JSONValue] = []
            for key in keys {
                let value = state.value(key, in: child)
                try room.take(value?.count ?? 0)
                values.append(value.map { .string($0.hex) } ?? .null)
            }
            return .array(values)
        }
    }
}
