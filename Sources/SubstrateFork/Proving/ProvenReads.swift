// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import Synchronization

/// A node whose answers about headers, bodies and storage are proven, and which is not asked for anything else that could be proven.
///
/// Nothing is ever asked of a value but its proof, which holds it: what the node would say without one makes no difference.
final class ProvenReads: RPCConnection {
    let base: any RPCConnection
    private let headers = SharedAnswers<Hash256, BlockHeader>(capacity: 256)
    private let codeHashes = SharedAnswers<Hash256, Hash256>(capacity: 64)
    /// By which keys are named; nil until a runtime is known.
    private let names = Mutex<StorageItems?>(nil)

    init(over base: any RPCConnection) { self.base = base }

    func name(keysBy metadata: RuntimeMetadata) {
        let items = StorageItems(metadata)
        names.withLock { $0 = items }
    }

    // MARK: RPCConnection

    func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        try await base.subscribe(method: method, params: params, unsubscribe: unsubscribe, buffering: buffering)
    }

    func knownAnswer(method: String, params: JSONValue) -> JSONValue? {
        base.knownAnswer(method: method, params: params)
    }

    func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        let question = Question(method: method, params: params)
        switch method {
        case "chain_getHeader": return try await header(at: try await question.block(0, or: head)).json
        case "chain_getBlock": return try await body(at: try await question.block(0, or: head))
        case "state_queryStorageAt":
            let keys = try question.keys(0)
            let block = try await question.block(1, or: head)
            let values = try await values(keys, in: nil, at: block)
            let changes: [JSONValue] = keys.map { [.string($0.hex), Self.optional(values[$0])] }
            return [["block": .string(block.hex), "changes": .array(changes)]]
        case "state_getStorage":
            let key = try question.key(0)
            return Self.optional(try await values([key], in: nil, at: try await question.block(1, or: head))[key])
        case "state_getStorageHash":
            let hash = try await hash(of: try question.key(0), at: try await question.block(1, or: head))
            return hash.map { .string($0.hex) } ?? .null
        case "state_getKeysPaged":
            return try await page(question, 0, in: nil)
        case "childstate_getStorage":
            let key = try question.key(1)
            let block = try await question.block(2, or: head)
            return Self.optional(try await values([key], in: try question.child(0), at: block)[key])
        case "childstate_getKeysPaged":
            return try await page(question, 1, in: try question.child(0))
        default:
            guard Self.passes.contains(where: method.hasPrefix) else {
                throw RPCError(.unproven, "what a node answers to \(method) cannot be verified, so it is not asked")
            }
            return try await base.request(method: method, params: params, timeout: timeout)
        }
    }

    /// What is sent, the node itself, and which block is which: no state of a block.
    private static let passes = ["account_", "author_", "chain_", "engine_", "rpc_", "system_"]

    private static func optional(_ bytes: [UInt8]?) -> JSONValue { bytes.map { .string($0.hex) } ?? .null }

    // MARK: Headers

    /// The newest block, which is the node's word.
    func head() async throws(RPCError) -> Hash256 {
        let answer = try await base.request(method: "chain_getHeader", params: [])
        guard let header = BlockHeader(answer) else { throw Self.malformed("chain_getHeader", "a header") }
        let hash = header.hash
        try await headers.keep(header, to: hash)
        return hash
    }

    /// The header with this hash.
    func header(at block: Hash256) async throws(RPCError) -> BlockHeader {
        try await headers.answer(block) { [base] () async throws(RPCError) in
            let answer = try await base.request(method: "chain_getHeader", params: [.string(block.hex)])
            guard let header = BlockHeader(answer) else {
                throw RPCError(
                    .unproven, "the node does not have the header of block \(block), by which its state is verified")
            }
            guard header.hash == block else {
                throw RPCError(
                    .unproven,
                    "the node answered with the header of block \(header.hash) for block \(block): use another node")
            }
            return header
        }
    }

    /// A block, with the extrinsics that its header binds.
    private func body(at block: Hash256) async throws(RPCError) -> JSONValue {
        let header = try await header(at: block)
        let answer = try await base.request(method: "chain_getBlock", params: [.string(block.hex)])
        let extrinsics = answer["block"]?["extrinsics"]?.array?.map { $0.string.flatMap { try? [UInt8](hex: $0) } }
        guard let extrinsics, !extrinsics.contains(nil) else { throw Self.malformed("chain_getBlock", "a block") }
        let items = extrinsics.compactMap(\.self)
        // Which form the list's trie has is the runtime's choice.
        guard
            [StateVersion.v1, .v0].contains(where: {
                StateTrie.orderedRoot(of: items, version: $0) == header.extrinsicsRoot
            })
        else {
            throw RPCError(
                .unproven,
                "the node's extrinsics of block \(header.number) are not those that its header binds: use another node")
        }
        return ["block": ["header": header.json, "extrinsics": .array(items.map { .string($0.hex) })]]
    }

    // MARK: Storage

    /// The values under keys, each proven; missing ones, which is proven too, are left out.
    private func values(
        _ keys: [StorageKey], in child: [UInt8]?, at block: Hash256
    ) async throws(RPCError) -> [StorageKey: [UInt8]] {
        guard let first = keys.first else { return [:] }
        let what = keys.count == 1 ? name(first.bytes) : "\(name(first.bytes)) and \(keys.count - 1) more"
        let proof = try await proof(of: keys.map(\.bytes), in: child, at: block, what)
        var values: [StorageKey: [UInt8]] = [:]
        for key in keys {
            do throws(RuntimeError) { values[key] = try proof.value(for: key.bytes, in: child) } catch {
                throw Self.unproven(name(key.bytes), block, error)
            }
        }
        return values
    }

    /// The hash of the value under a key: of a long one less has to come than the value.
    private func hash(of key: StorageKey, at block: Hash256) async throws(RPCError) -> Hash256? {
        let what = name(key.bytes)
        let proof = try await proof(of: [Self.behind(key.bytes)], in: nil, at: block, what)
        do throws(RuntimeError) { return try proof.valueHash(for: key.bytes) } catch {
            throw Self.unproven(what, block, error)
        }
    }

    /// The hash of the runtime's code after a block.
    func codeHash(at block: Hash256) async throws(RPCError) -> Hash256 {
        try await codeHashes.answer(block) { () async throws(RPCError) in
            guard let hash = try await self.hash(of: StorageKey(bytes: GenesisState.codeKey), at: block) else {
                throw RPCError(
                    .unproven, "this chain keeps no runtime under ':code', which could be run to verify answers")
            }
            return hash
        }
    }

    /// The code with this hash, which proves it.
    func code(_ hash: Hash256, at block: Hash256, _ memory: any CodeMemory) async throws(RPCError) -> [UInt8] {
        func isRight(_ code: [UInt8]) -> Bool { Hash256(unchecked: Hashing.blake2b256(code)) == hash }
        if let code = memory.code(hash), isRight(code) { return code }
        let key = StorageKey(bytes: GenesisState.codeKey)
        let answer = try await base.request(
            method: "state_getStorage", params: [.string(key.hex), .string(block.hex)])
        guard let code = answer.string.flatMap({ try? [UInt8](hex: $0) }), isRight(code) else {
            throw RPCError(
                .unproven, "the node answered with other code than the header of block \(block) binds: use another node"
            )
        }
        memory.keep(code, hash)
        return code
    }

    /// One page of keys, whose place in the parameters is told, without a gap.
    private func page(_ question: Question, _ place: Int, in child: [UInt8]?) async throws(RPCError) -> JSONValue {
        let (prefix, count) = (try question.key(place), try question.count(place + 1))
        let start = try question.optionalKey(place + 2)
        let block = try await question.block(place + 3, or: head)
        let method = question.method
        let names = child == nil ? [] : Array(question.params.prefix(1))
        let startText: JSONValue = start.map { .string($0.hex) } ?? .null
        let answer = try await base.request(
            method: method,
            params: .array(names + [.string(prefix.hex), JSONValue(count), startText, .string(block.hex)]))
        let told = answer.array?.map { $0.string.flatMap { try? [UInt8](hex: $0) } }
        guard let told, told.count <= count, !told.contains(nil) else { throw Self.malformed(method, "a list of keys") }
        let keys = told.compactMap(\.self)
        let from = start?.bytes ?? prefix.bytes
        let what = "the keys of \(name(prefix.bytes.isEmpty ? from : prefix.bytes))"
        let proof = try await proof(of: [prefix.bytes, from] + keys.map(Self.behind), in: child, at: block, what)
        let proven: [[UInt8]]
        do throws(RuntimeError) {
            // From the beginning a key comes, too, that is the prefix itself.
            let own = start == nil ? try proof.value(for: from, in: child) : nil
            let first = own == nil ? [] : [from]
            // One more than was told, unless that was all that was asked for.
            let most = min(keys.count + 1, count) - first.count
            proven = first + (try proof.keys(under: prefix.bytes, after: from, atMost: most, in: child))
        } catch {
            throw Self.unproven(what, block, error)
        }
        guard proven == keys else {
            let other =
                zip(proven, keys).first { $0 != $1 }?.0 ?? proven.dropFirst(keys.count).first ?? keys.last ?? from
            throw RPCError(
                .unproven,
                "the node does not tell \(what) as they are after block \(block): \(name(other)) is left out or made up: use another node"
            )
        }
        return .array(keys.map { .string($0.hex) })
    }

    /// A key that nothing is under, the way to which passes `key`: it proves that `key` is there without the value that is under it.
    private static func behind(_ key: [UInt8]) -> [UInt8] { key + [0] }

    // MARK: Proofs

    private func proof(
        of keys: [[UInt8]], in child: [UInt8]?, at block: Hash256, _ what: String
    ) async throws(RPCError) -> StateProof {
        async let told = Result { () async throws(RPCError) in try await self.header(at: block) }
        let method = child == nil ? "state_getReadProof" : "state_getChildReadProof"
        let names: [JSONValue] =
            child.map { [.string((Array(":child_storage:default:".utf8) + $0).hex)] } ?? []
        let answer: JSONValue
        do {
            answer = try await base.request(
                method: method, params: .array(names + [.array(keys.map { .string($0.hex) }), .string(block.hex)]))
        } catch  where error.remoteError?.code == Self.methodNotFound {
            throw RPCError(
                .unproven,
                "the node does not know \(method), so nothing that it says can be verified: use a node that does, or believe this one"
            )
        }
        let header = try await told.get()
        let nodes = answer["proof"]?.array?.map { $0.string.flatMap { try? [UInt8](hex: $0) } }
        guard let nodes, !nodes.contains(nil) else { throw Self.malformed(method, "a proof") }
        if let other = answer["at"]?.string, other != block.hex {
            throw RPCError(
                .unproven, "the node proves \(what) after block \(excerpt(other)) instead of \(block): use another node"
            )
        }
        do throws(RuntimeError) { return try StateProof(nodes.compactMap(\.self), root: header.stateRoot) } catch {
            throw Self.unproven(what, block, error)
        }
    }

    private static let methodNotFound: Int64 = -32601

    private static func unproven(_ what: String, _ block: Hash256, _ error: RuntimeError) -> RPCError {
        RPCError(
            .unproven,
            "the node does not prove \(what) after block \(block): \(error.reason). It lies, or is out of order: use another node"
        )
    }

    private static func malformed(_ method: String, _ wanted: String) -> RPCError {
        RPCError(
            .unproven,
            "the node's answer to \(method) is not \(wanted), so nothing can be verified by it: use another node")
    }

    /// A key as people know it.
    private func name(_ key: [UInt8]) -> String {
        guard key != GenesisState.codeKey else { return ":code" }
        return names.withLock { $0 }?.name(of: key) ?? key.hex
    }
}
