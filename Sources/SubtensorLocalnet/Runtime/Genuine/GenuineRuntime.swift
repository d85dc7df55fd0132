// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// The runtime of a real chain: the WebAssembly program that stands in the chain's own state.
struct GenuineRuntime: ChainRuntime {
    let identity: NodeIdentity
    private let first: FinishedBlock
    /// Whether each block is run once more as a node runs a foreign one.
    private let verifies: Bool
    private let memory: GenuineMemory

    /// Reads the runtime, and makes the first block.
    init(_ chain: GenuineChain) throws(LocalnetError) {
        let (code, state) = try chain.begin()
        let version = code.version.stateVersion
        let trie = state.trie(version: version)
        let header = BlockHeader(GenesisState.header(of: trie, version: version))
        first = FinishedBlock(block: Block(header: header, extrinsics: []), changes: StateChanges(state, in: trie))
        memory = GenuineMemory(code)
        memory.keep(trie, after: first.block.hash)
        identity = NodeIdentity(chain.genesis ?? chain.specification)
        verifies = chain.verifiesBlocks
    }

    /// A file holds this chain when it begins as it does.
    var lineage: ChainLineage { ChainLineage(runtime: "genuine", genesis: first.block.hash) }

    func genesis() throws(RuntimeFault) -> FinishedBlock { first }

    func accepts(key: [UInt8], value: [UInt8]) -> Bool { true }

    var provesState: Bool { true }

    func proof(of keys: [[UInt8]], in child: [UInt8]?, on state: BlockState) throws(RuntimeFault) -> [[UInt8]] {
        let trie = try trie(state)
        return child.map { trie.proof(for: keys, in: $0) } ?? trie.proof(for: keys)
    }

    func version(on state: BlockState) throws(RuntimeFault) -> RuntimeCode.Version {
        try code(state).version
    }

    func description(on state: BlockState) throws(RuntimeFault) -> RuntimeMetadata {
        let code = try code(state)
        return try answered { () throws(RuntimeError) in try memory.description(of: code) }
    }

    func call(_ function: String, _ input: [UInt8], on state: BlockState) throws(RuntimeFault) -> [UInt8] {
        let code = try code(state)
        guard code.exports(function) else { throw .noFunction(function) }
        var overlay = StorageOverlay(over: state)
        // Few calls ask for a root, and the trie of an old state has to be made.
        let environment = CallEnvironment(root: { [memory] changes, version, child, charge throws(RuntimeError) in
            let trie = try memory.trie(state).applying(changes, version: version, charge: charge)
            return child.map { trie.root(of: $0) } ?? trie.root
        })
        return try answered { () throws(RuntimeError) in
            try code.call(function, input, on: &overlay, environment: environment)
        }
    }

    func validate(
        _ extrinsic: [UInt8], from source: TransactionSource, on state: BlockState
    ) throws(TransactionFault) -> ValidTransaction {
        let validity: TransactionValidity
        do throws(RuntimeFault) {
            let (code, trie) = (try code(state), try trie(state))
            validity = try answered { () throws(RuntimeError) in
                try code.validity(of: extrinsic, from: source, on: trie, after: state.hash)
            }
        } catch {
            throw .unanswered(error.reason)
        }
        return try validity.get()
    }

    func open(on state: BlockState, at time: UInt64) throws(RuntimeFault) -> any OpenBlock {
        let (code, trie) = (try code(state), try trie(state))
        return try answered { () throws(RuntimeError) in
            let slot = try memory.slot(of: time, after: state.header, code, trie)
            let roots = StateRoots(of: trie)
            return try GenuineBlock(
                after: state.header, in: slot, code, on: trie, roots.environment,
                take: { [memory, verifies] built throws(RuntimeError) in
                    if verifies {
                        try code.execute(
                            built.header, built.extrinsics, on: trie, environment: CallEnvironment(over: trie))
                    }
                    let next = roots.applying(built.changes, version: code.version.stateVersion)
                    memory.keep(next, after: BlockHeader(built.header).hash)
                    return StateChanges(built.changes, in: next)
                })
        }
    }

    private func code(_ state: BlockState) throws(RuntimeFault) -> RuntimeCode { try memory.code(after: state) }

    private func trie(_ state: BlockState) throws(RuntimeFault) -> StateTrie {
        try answered { () throws(RuntimeError) in try memory.trie(state) }
    }
}

/// Runs what a runtime is asked, turning its failure into the chain's.
func answered<Answer>(_ body: () throws(RuntimeError) -> Answer) throws(RuntimeFault) -> Answer {
    do throws(RuntimeError) { return try body() } catch { throw .failed(error.reason) }
}
