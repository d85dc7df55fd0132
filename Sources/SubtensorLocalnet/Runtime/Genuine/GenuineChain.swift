// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRuntime

/// A chain whose rules are a genuine runtime, and how it begins.
public struct GenuineChain: Sendable {
    /// The runtime, and the first state where it has one.
    public var specification: ChainSpecification
    /// Whose first state it takes instead, with its own runtime put in: for a runtime without one.
    public var genesis: ChainSpecification?
    /// Whether each block is run once more, as a node runs a foreign one, before it is the chain's.
    public var verifiesBlocks = false

    public init(_ specification: ChainSpecification, genesis: ChainSpecification? = nil) {
        self.specification = specification
        self.genesis = genesis
    }

    /// The runtime, and the state before its first block.
    func begin() throws(RuntimeError) -> (code: RuntimeCode, state: GenesisState) {
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
