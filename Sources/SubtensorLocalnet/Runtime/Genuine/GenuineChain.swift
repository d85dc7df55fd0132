// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRuntime

/// A chain whose rules are a genuine runtime, and how it begins.
public struct GenuineChain: Sendable {
    /// The runtime, and the first state where it has one.
    public var specification: ChainSpecification
    /// Whose first state it takes instead, with its own runtime put in: for a runtime without one.
    public var genesis: ChainSpecification?
    /// What is put into the first state.
    public var plan = GenesisPlan()
    /// Whether each block is run once more, as a node runs a foreign one, before it is the chain's.
    public var verifiesBlocks = false

    public init(_ specification: ChainSpecification, genesis: ChainSpecification? = nil) {
        self.specification = specification
        self.genesis = genesis
    }

    /// The runtime, and the state before its first block.
    ///
    /// A raw first state without a plan stays as it is, to the root.
    func begin() throws(LocalnetError) -> (code: RuntimeCode, state: GenesisState) {
        let (code, state) = try read()
        return (code, plan.isEmpty ? state : try plan.applied(to: state, of: code))
    }

    private func read() throws(LocalnetError) -> (code: RuntimeCode, state: GenesisState) {
        do throws(RuntimeError) { return try built() } catch { throw LocalnetError(.runtimeRefused, error.reason) }
    }

    private func built() throws(RuntimeError) -> (code: RuntimeCode, state: GenesisState) {
        let code = try RuntimeCode(specification.code)
        var state: GenesisState
        if let genesis {
            // A first state that is to be built is built by the runtime that it was written for.
            state = try genesis.genesisState(builtBy: try RuntimeCode(genesis.code))
            state.top[GenesisState.codeKey] = specification.code
        } else {
            state = try specification.genesisState(builtBy: code)
        }
        return (code, state)
    }
}
