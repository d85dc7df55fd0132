// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
public import SubstrateRPC
import SubstrateRuntime

/// A connection to a node that need not be believed about the state of a block.
///
/// Whatever is read of a block comes with a proof that its header binds it (`state_getReadProof`): values, that there is none, lists of
/// keys, and bodies. Runtime calls, versions and metadata are not asked of the node at all: the chain's own runtime, its code proven as
/// any value, runs here upon proven state. A node that says what its proof does not hold is refused with `unproven`.
///
/// ```swift
/// let client = try await SubstrateClient.connect(over: ProvenConnection(over: connection))
/// ```
///
/// Which blocks there are, which is the newest, which are final, and what waits in the pool stays the node's word; so does all that is sent.
public final class ProvenConnection: RPCConnection {
    /// What carries the requests.
    public var base: any RPCConnection { reads.base }

    private let reads: ProvenReads
    private let codes: any CodeMemory
    private let runtimes = SharedAnswers<Hash256, ProvenRuntime>(capacity: 4)
    private let forks = SharedAnswers<Hash256, ChainFork>(capacity: 4)

    /// - Parameter codes: Where code is kept from one time to the next; a runtime has more than a megabyte.
    public init(over base: any RPCConnection, codes: any CodeMemory = NoCodeMemory()) {
        reads = ProvenReads(over: base)
        self.codes = codes
    }

    public func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        try await reads.subscribe(method: method, params: params, unsubscribe: unsubscribe, buffering: buffering)
    }

    public func knownAnswer(method: String, params: JSONValue) -> JSONValue? {
        reads.knownAnswer(method: method, params: params)
    }

    public func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        let question = Question(method: method, params: params)
        switch method {
        case "state_call":
            let block = try await question.block(2, or: reads.head)
            return .string(try await call(try question.text(0), try question.bytes(1), at: block, method).hex)
        case "state_getMetadata":
            let block = try await question.block(0, or: reads.head)
            let answer = try await call("Metadata_metadata", [], at: block, method)
            guard let metadata = try? [UInt8](scale: answer) else {
                throw RPCError(.unproven, "the runtime after block \(block) answers Metadata_metadata with no metadata")
            }
            return .string(metadata.hex)
        case "state_getRuntimeVersion":
            return try await runtime(at: try await question.block(0, or: reads.head)).code.version.json
        default: return try await reads.request(method: method, params: params, timeout: timeout)
        }
    }

    // MARK: The runtime

    /// What a function of the runtime answers upon the state after a block.
    private func call(
        _ function: String, _ input: [UInt8], at block: Hash256, _ method: String
    ) async throws(RPCError) -> [UInt8] {
        let fork = try await fork(at: block)
        do {
            return try await fork.settled { state throws(RuntimeError) in
                var overlay = StorageOverlay(over: state)
                return try fork.code.call(function, input, on: &overlay)
            }
        } catch let error as RuntimeError {
            throw Self.refusal(error, of: function, by: method)
        } catch {
            throw Self.rpcError(error)
        }
    }

    private func fork(at block: Hash256) async throws(RPCError) -> ChainFork {
        try await forks.answer(block) { () async throws(RPCError) in
            let runtime = try await self.runtime(at: block)
            let client = SubstrateClient(
                reading: self.reads, genesisHash: try await self.genesis(), runtime: runtime.described)
            let state = client.state(
                of: try await self.reads.header(at: block), hash: block, runtime: runtime.described)
            return ChainFork(at: state, with: runtime.code)
        }
    }

    private func runtime(at block: Hash256) async throws(RPCError) -> ProvenRuntime {
        let hash = try await reads.codeHash(at: block)
        return try await runtimes.answer(hash) { [reads, codes] () async throws(RPCError) in
            let runtime = try ProvenRuntime(try await reads.code(hash, at: block, codes))
            reads.name(keysBy: runtime.described.metadata)
            return runtime
        }
    }

    private func genesis() async throws(RPCError) -> Hash256 {
        let method = "chain_getBlockHash"
        let answer: JSONValue
        if let known = knownAnswer(method: method, params: [0]) {
            answer = known
        } else {
            answer = try await base.request(method: method, params: [0])
        }
        guard let hash = answer.string.flatMap({ try? Hash256(hex: $0) }) else {
            throw RPCError(.unproven, "the node has no block 0")
        }
        return hash
    }

    // MARK: Errors

    /// A call that fails, as nodes say it.
    private static func refusal(_ error: RuntimeError, of function: String, by method: String) -> RPCError {
        switch error.code {
        case .unknownMethod:
            let words = "Execution failed: Other: Exported method \(function) is not found"
            return RPCError(remote: .init(code: 4003, message: words), method: method, endpoint: "the chain's runtime")
        case .unreadableState, .overLimit, .missingHostFunction, .unsupportedCode:
            return RPCError(.unproven, "\(function) cannot be run here to verify its answer: \(error.reason)")
        default:
            let words = "Execution failed: \(error.reason)"
            return RPCError(remote: .init(code: 4003, message: words), method: method, endpoint: "the chain's runtime")
        }
    }

    /// What the fork's client made of an error of the connection, as one again.
    private static func rpcError(_ error: any Error) -> RPCError {
        guard let error = error as? ClientError else { return RPCError(.cancelled, "the work was stopped") }
        switch error.code {
        case .unproven: return RPCError(.unproven, error.reason)
        case .cancelled: return RPCError(.cancelled, error.reason)
        case .stateDiscarded:
            return RPCError(
                remote: .init(code: 4003, message: "State already discarded"), method: "state_getReadProof",
                endpoint: "the node")
        default: return RPCError(.unreachable, error.reason)
        }
    }
}

/// A runtime whose code is proven, and what it says of itself.
private struct ProvenRuntime: Sendable {
    let code: RuntimeCode
    let described: Runtime

    init(_ bytes: [UInt8]) throws(RPCError) {
        do throws(RuntimeError) {
            code = try RuntimeCode(bytes)
        } catch {
            throw RPCError(.unproven, "the chain's runtime cannot be run here to verify answers: \(error.reason)")
        }
        let version = RuntimeVersion(
            specName: code.version.specName, specVersion: code.version.specVersion,
            transactionVersion: code.version.transactionVersion)
        described = Runtime(version: version, metadata: try Self.metadata(of: code))
    }

    private static func metadata(of code: RuntimeCode) throws(RPCError) -> RuntimeMetadata {
        // A runtime reads nothing to describe itself.
        var overlay = StorageOverlay(over: SpeculativeState(KnownState(), manner: .stops))
        let newer = try? code.call("Metadata_metadata_at_version", UInt32(15).scaleEncoded, on: &overlay)
        if let newer, let bytes = try? [UInt8]?(scale: newer), let metadata = try? RuntimeMetadata(bytes) {
            return metadata
        }
        do {
            return try RuntimeMetadata(try [UInt8](scale: try code.call("Metadata_metadata", on: &overlay)))
        } catch {
            throw RPCError(.unproven, "the chain's runtime does not describe itself: \(error)")
        }
    }
}

extension RuntimeCode.Version {
    /// As nodes answer `state_getRuntimeVersion`.
    fileprivate var json: JSONValue {
        [
            "specName": .string(specName), "implName": .string(implName),
            "authoringVersion": .integer(Int128(authoringVersion)), "specVersion": .integer(Int128(specVersion)),
            "implVersion": .integer(Int128(implVersion)), "transactionVersion": .integer(Int128(transactionVersion)),
            "systemVersion": .integer(Int128(systemVersion)), "stateVersion": .integer(Int128(systemVersion)),
            "apis": .array(interfaces.map { [.string($0.id.hex), .integer(Int128($0.version))] }),
        ]
    }
}
