// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives
import SubstrateRPC

/// The state of a chain after one block. Everything read through it is of that block, and is understood by the runtime
/// that wrote it, whatever upgrades came before and after.
///
/// What was read once is not asked for again: a state never changes.
///
/// ```swift
/// let state = try await client.state(at: 5_000_000)
/// let (number, issuance) = try await state.values(
///     StorageAddress<UInt32>("System", "Number"), StorageAddress<UInt64>("Balances", "TotalIssuance"))
/// ```
public struct ChainState: Sendable {
    public let client: SubstrateClient
    public let header: BlockHeader
    public let hash: Hash256
    /// The runtime that carried out the block: it wrote the storage and the events.
    ///
    /// In the very block that brings an upgrade this is still the old one.
    public let runtime: Runtime
    /// The runtime in force after the block: it answers calls, and carries out the next block.
    public let runtimeAfter: Runtime
    let memory = StateMemory()

    public var number: BlockNumber { header.number }

    /// Runs a runtime API function on the state and reads its result, by the description that the runtime in force after
    /// the block gives of it.
    ///
    /// - Throws: `notInRuntime` when the runtime has no such function.
    public func call<Output>(_ call: RuntimeCall<Output>) async throws(ClientError) -> Output {
        let metadata = runtimeAfter.metadata
        let answer = try await self.call(call.function, metadata.encodeArguments(of: call))
        return try metadata.decode(answer, of: call)
    }

    /// Runs a runtime API function on the state, such as `NeuronInfoRuntimeApi_get_neurons_lite`, and returns its
    /// encoded result.
    ///
    /// - Throws: `notInRuntime` when the runtime has no such function.
    public func call(_ function: String, _ arguments: [UInt8] = []) async throws(ClientError) -> [UInt8] {
        if let known = memory.answer(function, arguments) { return known }
        let answer = try await client.runtimeCall(function, arguments, at: hash)
        memory.keep(answer, of: function, arguments)
        return answer
    }

    /// The events of the block.
    public func events() async throws(ClientError) -> [ChainEvent] {
        let key = try runtime.metadata.storageKey("System", "Events", keys: [])
        let bytes = try await client.node.bytes("state_getStorage", [.string(key.hex), .string(hash.hex)])
        return try runtime.metadata.decodeEvents(bytes ?? [0])
    }
}

extension SubstrateClient {
    /// The state after a block, for as many readings as one likes.
    ///
    /// Looks at the block's header, and at the runtime version only where nothing known tells it; reads metadata only for a
    /// version that was never seen.
    /// - Throws: `unknownBlock` for a block that the node does not have, `stateDiscarded` for one whose state it has
    ///   thrown away.
    public func state(at block: BlockReference = .head) async throws(ClientError) -> ChainState {
        let (header, hash) = try await locate(block)
        let state = try await state(of: header, hash: hash)
        if block == .head { note(newest: state.runtimeAfter) }
        return state
    }

    /// The state after a block whose header is at hand.
    public func state(of header: BlockHeader) async throws(ClientError) -> ChainState {
        try await state(of: header, hash: header.hash)
    }

    /// The state after a block whose runtime is known by another way.
    package func state(of header: BlockHeader, hash: Hash256, runtime: Runtime) -> ChainState {
        ChainState(client: self, header: header, hash: hash, runtime: runtime, runtimeAfter: runtime)
    }

    private func state(of header: BlockHeader, hash: Hash256) async throws(ClientError) -> ChainState {
        let (author, after) = try await library.runtimes(of: header, hash: hash)
        return ChainState(client: self, header: header, hash: hash, runtime: author, runtimeAfter: after)
    }

    /// The header of a block, and its hash.
    private func locate(_ block: BlockReference) async throws(ClientError) -> (BlockHeader, Hash256) {
        let wanted: Hash256?
        switch block {
        case .head: wanted = nil
        case .hash(let hash): wanted = hash
        case .finalized: wanted = try await finalizedHash()
        case .number(let number):
            guard let hash = try await blockHash(number) else {
                throw ClientError(.unknownBlock, "the node does not have block \(number)")
            }
            wanted = hash
        }
        let header = try await header(at: wanted)
        let hash = header.hash
        guard wanted == nil || hash == wanted else {
            throw ClientError(
                .malformedAnswer, "the node answered with the header of block \(hash) for \(block): use another node")
        }
        if case .number(let number) = block, number != header.number {
            throw ClientError(
                .malformedAnswer, "the node answered with block \(header.number) for \(block): use another node")
        }
        return (header, hash)
    }
}
