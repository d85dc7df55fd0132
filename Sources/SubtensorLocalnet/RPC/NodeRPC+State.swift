// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime

extension NodeRPC {
    static let stateMethods: [String: Method] = [
        "state_getRuntimeVersion": runtimeVersion, "chain_getRuntimeVersion": runtimeVersion,
        "state_getMetadata": { chain, parameters, _ async throws(RPCFault) in
            .string(try await chain.metadata(at: try parameters.hash(0)).hex)
        },
        "state_getStorage": storage, "state_getStorageAt": storage,
        "state_queryStorageAt": queryStorage, "state_queryStorage": storageHistory,
        "state_getStorageSize": storageSize, "state_getStorageSizeAt": storageSize,
        "state_getStorageHash": storageHash, "state_getStorageHashAt": storageHash,
        "state_getKeysPaged": keysPaged, "state_getKeysPagedAt": keysPaged,
        "state_getKeys": { chain, parameters, _ async throws(RPCFault) in
            try await chain.keyList(withPrefix: try parameters.bytes(0), at: try parameters.hash(1))
        },
        "state_getPairs": { chain, parameters, _ async throws(RPCFault) in
            try await chain.pairs(withPrefix: try parameters.bytes(0), at: try parameters.hash(1))
        },
        "state_call": { chain, parameters, _ async throws(RPCFault) in
            let result = try await chain.runtimeCall(
                try parameters.text(0), try parameters.bytes(1), at: try parameters.hash(2))
            return .string(result.hex)
        },
        "state_subscribeStorage": subscribeStorage, "state_unsubscribeStorage": unsubscribe,
        "state_subscribeRuntimeVersion": { chain, _, session async throws(RPCFault) in
            try await chain.subscribeRuntimeVersion(session)
        },
        "state_unsubscribeRuntimeVersion": unsubscribe,
    ]

    private static let runtimeVersion: Method = { chain, parameters, _ async throws(RPCFault) in
        try await chain.runtimeVersion(at: try parameters.hash(0))
    }

    private static let storage: Method = { chain, parameters, _ async throws(RPCFault) in
        let key = StorageKey(bytes: try parameters.bytes(0))
        return try await chain.storage(key, at: try parameters.hash(1))
    }

    private static let storageHash: Method = { chain, parameters, _ async throws(RPCFault) in
        let key = StorageKey(bytes: try parameters.bytes(0))
        return try await chain.storageHash(key, at: try parameters.hash(1))
    }

    private static let storageSize: Method = { chain, parameters, _ async throws(RPCFault) in
        try await chain.storageSize(try parameters.bytes(0), at: try parameters.hash(1))
    }

    private static let storageHistory: Method = { chain, parameters, _ async throws(RPCFault) in
        guard let first = try parameters.hash(1) else { throw .invalidParams("parameter 1 must be a hash") }
        return try await chain.history(of: try parameters.keys(0), from: first, to: try parameters.hash(2))
    }

    private static let queryStorage: Method = { chain, parameters, _ async throws(RPCFault) in
        try await chain.changes(try parameters.keys(0), at: try parameters.hash(1))
    }

    private static let keysPaged: Method = { chain, parameters, _ async throws(RPCFault) in
        try await keysPaged(chain, parameters, from: 0)
    }

    /// At most 1000 keys a page, as real nodes allow: prefix, count, start and block are the parameters from `place` on.
    static func keysPaged(
        _ chain: Localnet, _ parameters: Parameters, from place: Int, in child: [UInt8]? = nil
    ) async throws(RPCFault) -> JSONValue {
        let prefix = parameters[place] == nil ? [] : try parameters.bytes(place)
        let count = try parameters.number(place + 1)
        guard count <= 1000 else {
            throw RPCFault(code: 4002, message: "count exceeds maximum value. value: \(count), max: 1000")
        }
        let start = parameters[place + 2] == nil ? nil : try parameters.bytes(place + 2)
        return try await chain.keyList(
            withPrefix: prefix, after: start, limit: Int(count), in: child, at: try parameters.hash(place + 3))
    }

    private static let subscribeStorage: Method = { chain, parameters, session async throws(RPCFault) in
        let keys = parameters[0] == nil ? nil : try parameters.keys(0)
        return try await chain.subscribeStorage(keys, session)
    }
}

extension Localnet {
    /// The state after a block, where that is still there; the head's for nil.
    ///
    /// - Parameter view: What it lies over, where it is not all here.
    func state(at hash: Hash256?, over view: SpeculativeState?) throws(RPCFault) -> BlockState {
        guard let block = block(hash) else {
            // A fork's node has the states since then only, whatever blocks there are before.
            let why = upstream == nil ? "Header was not found in the database:" : "State already discarded for"
            throw RPCFault(code: 4003, message: "Client error: UnknownBlock: \(why) \(hash?.hex ?? "")")
        }
        guard block.header.number >= store.oldest else {
            throw RPCFault(
                code: 4003, message: "Client error: UnknownBlock: State already discarded for \(block.hash.hex)")
        }
        return BlockState(store, over: view, after: block)
    }

    func storage(_ key: StorageKey, at hash: Hash256?) async throws(RPCFault) -> JSONValue {
        try await reading(at: hash) { state in state.value(key).map { .string($0.hex) } ?? .null }
    }

    func storageHash(_ key: StorageKey, at hash: Hash256?) async throws(RPCFault) -> JSONValue {
        try await reading(at: hash) { state in
            state.value(key).map { .string(Hashing.blake2b256($0).hex) } ?? .null
        }
    }

    func subscribeRuntimeVersion(_ session: RPCSession) async throws(RPCFault) -> JSONValue {
        try await reading(at: nil, versionJSON) { version throws(RPCFault) in
            try subscribe(.runtimeVersion, session, first: ("state_runtimeVersion", version))
        }
    }

    func subscribeStorage(_ keys: [StorageKey]?, _ session: RPCSession) async throws(RPCFault) -> JSONValue {
        try await reading(
            at: nil, { state throws(RPCFault) in try keys.flatMap { keys throws(RPCFault) in try state.changes(keys) } }
        ) { first throws(RPCFault) in
            try subscribe(
                .storage(keys: keys.map(Set.init)), session, first: first.map { ("state_storage", $0) })
        }
    }

    /// The values of some keys at a block, in the form of `state_queryStorageAt`.
    func changes(_ keys: [StorageKey], at hash: Hash256?) async throws(RPCFault) -> JSONValue {
        try await reading(at: hash) { state throws(RPCFault) in [try state.changes(keys)] }
    }

    /// The keys that begin with `prefix` and stand behind `start`, of the state itself or of a trie beside it.
    func keyList(
        withPrefix prefix: [UInt8], after start: [UInt8]? = nil, limit: Int = .max, in child: [UInt8]? = nil,
        at hash: Hash256?
    ) async throws(RPCFault) -> JSONValue {
        let keys = try await reading(at: hash) { state in
            state.keys(withPrefix: prefix, after: start, limit: limit, in: child)
        }
        var room = AnswerRoom()
        for key in keys { try room.take(key.bytes.count) }
        return .array(keys.map { .string($0.hex) })
    }

    /// The keys that begin with `prefix`, with their values.
    func pairs(withPrefix prefix: [UInt8], at hash: Hash256?) async throws(RPCFault) -> JSONValue {
        try await reading(at: hash) { state throws(RPCFault) in
            var room = AnswerRoom()
            var pairs: [JSONValue] = []
            for key in state.keys(withPrefix: prefix) {
                let value = state.value(key) ?? []
                try room.take(key.bytes.count + value.count)
                pairs.append([.string(key.hex), .string(value.hex)])
            }
            return .array(pairs)
        }
    }
}

extension BlockState {
    /// The values of some keys, as an element of what `state_queryStorageAt` answers.
    fileprivate func changes(_ keys: [StorageKey]) throws(RPCFault) -> JSONValue {
        var pairs: [JSONValue] = []
        var room = AnswerRoom()
        for key in keys {
            let value = value(key)
            try room.take(key.bytes.count + (value?.count ?? 0))
            pairs.append([.string(key.hex), value.map { .string($0.hex) } ?? .null])
        }
        return ["block": .string(hash.hex), "changes": .array(pairs)]
    }
}
