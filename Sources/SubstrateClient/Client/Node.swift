// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRPC

/// The node's methods as functions: parameters in, checked answers out.
struct Node: Sendable {
    let connection: any RPCConnection
    let missing: MissingMethods

    /// The answer of one request; a JSON-RPC error becomes a `ClientError`.
    ///
    /// A node that does not have the method is asked under the other name that it may go by.
    func request(_ method: String, _ params: [JSONValue] = []) async throws(ClientError) -> JSONValue {
        let otherName = MissingMethods.otherNames[method]
        if let otherName, missing.contains(method) { return try await ask(otherName, params) }
        do {
            return try await ask(method, params)
        } catch {
            guard error.code == .node(MissingMethods.methodNotFound) else { throw error }
            missing.insert(method)
            guard let otherName else { throw error }
            return try await ask(otherName, params)
        }
    }

    private func ask(_ method: String, _ params: [JSONValue]) async throws(ClientError) -> JSONValue {
        do {
            return try await connection.request(method: method, params: .array(params))
        } catch {
            throw ClientError(error, params: params)
        }
    }

    func text(_ method: String, _ params: [JSONValue] = []) async throws(ClientError) -> String? {
        let answer = try await request(method, params)
        if answer.isNull { return nil }
        guard let text = answer.string else { throw Self.malformed(method, "a string", answer) }
        return text
    }

    func bytes(_ method: String, _ params: [JSONValue]) async throws(ClientError) -> [UInt8]? {
        guard let text = try await text(method, params) else { return nil }
        guard let bytes = try? [UInt8](hex: text) else { throw Self.malformed(method, "hex", .string(text)) }
        return bytes
    }

    func hash(_ method: String, _ params: [JSONValue]) async throws(ClientError) -> Hash256? {
        guard let text = try await text(method, params) else { return nil }
        guard let hash = try? Hash256(hex: text) else { throw Self.malformed(method, "a hash", .string(text)) }
        return hash
    }

    /// The hash of block 0: the first question, whose failure tells that this is no node of a Substrate chain.
    func genesisHash() async throws(ClientError) -> Hash256 {
        let method = "chain_getBlockHash"
        let genesis: Hash256?
        do {
            if let known = connection.knownAnswer(method: method, params: [0])?.string {
                genesis = try? Hash256(hex: known)
            } else {
                genesis = try await hash(method, [0])
            }
        } catch  where error.code == .node(MissingMethods.methodNotFound) {
            throw ClientError(
                error.code, "the node does not know \(method), so it serves no Substrate chain: check the address")
        }
        guard let genesis else { throw ClientError(.malformedAnswer, "the node has no block 0") }
        return genesis
    }

    /// The newest runtime, and the head whose state has it, where that is certain.
    ///
    /// All is asked for at once. Between two answers the runtime may change, so metadata has to name the version that came
    /// with it; else everything is asked again about one block.
    func runtime() async throws(ClientError) -> (Runtime, BlockHeader?) {
        async let described = Result { () async throws(ClientError) in try await self.metadata(at: nil) }
        async let newest = Result { () async throws(ClientError) in try await self.request("chain_getHeader") }
        let version = try await runtimeVersion(at: nil)
        let metadata = try await described.get()
        let answer = try await newest.get()
        guard let head = BlockHeader(answer) else { throw Self.malformed("chain_getHeader", "a header", answer) }
        if metadata.specVersion ?? version.specVersion == version.specVersion, !head.changesRuntime {
            return (Runtime(version: version, metadata: metadata), head)
        }
        let hash = head.hash
        async let describedAgain = Result { () async throws(ClientError) in try await self.metadata(at: hash) }
        let exact = try await runtimeVersion(at: hash)
        return (Runtime(version: exact, metadata: try await describedAgain.get()), head)
    }

    func runtimeVersion(at block: Hash256?) async throws(ClientError) -> RuntimeVersion {
        let answer = try await request("state_getRuntimeVersion", Self.optional(block))
        guard let name = answer["specName"]?.string, let spec: UInt32 = answer["specVersion"]?.integer(),
            let transaction: UInt32 = answer["transactionVersion"]?.integer()
        else { throw Self.malformed("state_getRuntimeVersion", "a runtime version", answer) }
        return RuntimeVersion(specName: name, specVersion: spec, transactionVersion: transaction)
    }

    /// The metadata of the state after a block: of version 15 where the runtime has it, else of version 14.
    func metadata(at block: Hash256?) async throws(ClientError) -> RuntimeMetadata {
        if let newer = try await metadataVersion15(at: block) { return newer }
        guard let bytes = try await bytes("state_getMetadata", Self.optional(block)) else {
            throw ClientError(.malformedAnswer, "the node has no metadata")
        }
        return try RuntimeMetadata(bytes)
    }

    /// Nil when the runtime has no such metadata, or no function to ask for it.
    private func metadataVersion15(at block: Hash256?) async throws(ClientError) -> RuntimeMetadata? {
        let version = UInt32(15).scaleEncoded
        let params: [JSONValue] = [.string("Metadata_metadata_at_version"), .string(version.hex)]
        do {
            guard let answer = try await bytes("state_call", params + Self.optional(block)) else { return nil }
            // Option<OpaqueMetadata>: a flag, a byte count, the metadata.
            let opaque = try reading("the metadata") { () throws(ScaleError) in try [UInt8]?(scale: answer) }
            return try opaque.map { bytes throws(ClientError) in try RuntimeMetadata(bytes) }
        } catch {
            switch error.code {
            case .node, .notInRuntime: return nil
            default: throw error
            }
        }
    }

    static func malformed(_ method: String, _ wanted: String, _ answer: JSONValue) -> ClientError {
        ClientError(
            .malformedAnswer, "the node answered \(method) with \(excerpt(answer.description)) instead of \(wanted)")
    }

    /// The first parameter of the methods about child tries, by the trie's name.
    static func child(_ name: [UInt8]?) -> [JSONValue] {
        name.map { [.string((Array(":child_storage:default:".utf8) + $0).hex)] } ?? []
    }

    static func optional(_ hash: Hash256?) -> [JSONValue] { hash.map { [.string($0.hex)] } ?? [] }
}

extension ClientError {
    /// What a failed request means for the caller.
    init(_ error: RPCError, params: [JSONValue] = []) {
        switch error.code {
        case .cancelled:
            self.init(.cancelled, error.reason, isUnsent: error.isUnsent, origin: error.origin)
        case .unproven: self.init(.unproven, error.reason, isUnsent: error.isUnsent, origin: error.origin)
        case .remote:
            let code = error.code.number ?? 0
            if PoolRefusal.codes.contains(code), let remote = error.remoteError {
                let data = remote.data?.string
                let words = remote.message + (data.map { ": \($0)" } ?? "")
                self.init(
                    .refused, "the transaction pool refused it: \(excerpt(words, limit: 200)) (code \(code))",
                    poolRefusal: PoolRefusal(code: code, words: data ?? remote.message))
            } else if Self.meansDiscarded(error.remoteError) {
                // Where a method takes a block, it is the last parameter.
                let block = params.last?.string.map { "block \($0)" } ?? "that block"
                self.init(
                    .stateDiscarded,
                    "the node has discarded the state of \(block), as nodes do after a while: ask an archive node")
            } else if Self.meansMissingFunction(error.remoteError), let function = params.first?.string {
                self.init(.notInRuntime, "this runtime has no function \(function)")
            } else {
                self.init(.node(code), error.reason)
            }
        default:
            self.init(.connection, error.reason, isUnsent: error.isUnsent, origin: error.origin)
        }
    }

    /// The words of Substrate's executor: `Exported method … is not found`.
    private static func meansMissingFunction(_ error: RPCError.RemoteError?) -> Bool {
        guard let words = error?.message, words.contains("Exported method") else { return false }
        return words.contains("not found")
    }

    /// The words of Substrate's nodes: `UnknownBlock: State already discarded for …`.
    private static func meansDiscarded(_ error: RPCError.RemoteError?) -> Bool {
        let words = (error?.message ?? "") + (error?.data?.string ?? "")
        return words.contains("State already discarded") || words.contains("State discarded")
    }
}
