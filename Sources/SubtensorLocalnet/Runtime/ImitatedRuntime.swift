// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// The runtime that is written here in Swift: an imitation of some pallets, as the chain that needs nothing else.
struct ImitatedRuntime: ChainRuntime {
    let declarations: LocalRuntime
    private let configuration: LocalnetConfiguration
    private let known = KnownExtrinsics()

    init(_ configuration: LocalnetConfiguration) throws(LocalnetError) {
        self.configuration = configuration
        do {
            declarations = try LocalRuntime(
                rules: configuration.rules, isDifficultyPinned: configuration.isDifficultyPinned,
                startsWithCommitReveal: configuration.commitReveal, blockTime: configuration.blockTime ?? .seconds(12),
                knowsMetadataHash: configuration.knowsMetadataHash, takesEncrypted: configuration.takesEncrypted)
        } catch {
            throw LocalnetError(.runtime, error.reason)
        }
    }

    var identity: NodeIdentity {
        NodeIdentity(
            chain: "swift-bittensor embedded chain", name: LocalVersion.implementation, version: "1.0.0")
    }

    /// Difficulty, balances and tempo are for new chains only: any first block will do.
    var lineage: ChainLineage { Self.lineage(configuration.rules) }

    static func lineage(_ rules: RuleSet) -> ChainLineage { ChainLineage(runtime: rules.rawValue) }

    func genesis() throws(RuntimeFault) -> FinishedBlock {
        var genesis = Execution.genesis(declarations, configuration)
        genesis.announceShieldKey()
        let changes = StateChanges(genesis.state.changes)
        return FinishedBlock(block: Block(parent: nil, extrinsics: [], changes: changes), changes: changes)
    }

    func accepts(key: [UInt8], value: [UInt8]) -> Bool { declarations.accepts(key: key, value: value) }

    func version(on state: BlockState) throws(RuntimeFault) -> RuntimeCode.Version {
        LocalVersion(declarations.rules).version
    }

    func metadata(on state: BlockState) throws(RuntimeFault) -> [UInt8] { declarations.metadataBytes }

    func description(on state: BlockState) throws(RuntimeFault) -> RuntimeMetadata { declarations.metadata }

    func call(_ function: String, _ input: [UInt8], on state: BlockState) throws(RuntimeFault) -> [UInt8] {
        guard let (method, answer) = declarations.functions[function] else { throw .noFunction(function) }
        do {
            let types = declarations.metadata.types
            let value = try answer(execution(state), try FunctionArguments(input, of: method, types: types))
            return try types.encode(value, as: method.output)
        } catch let fault as TransactionFault {
            throw .transaction(fault)
        } catch let error as ScaleError {
            throw .failed("\(function) cannot read its arguments: \(error.reason)")
        } catch {
            throw .failed("\(function): \(error)")
        }
    }

    func validate(
        _ extrinsic: [UInt8], from source: TransactionSource, on state: BlockState
    ) throws(TransactionFault) -> ValidTransaction {
        let next = execution(state).next(after: state.hash)
        return next.validTransaction(try known.checked(extrinsic, in: next, wasCarried: source == .inBlock))
    }

    func open(on state: BlockState, at time: UInt64) throws(RuntimeFault) -> any OpenBlock {
        ImitatedBlock(execution(state).next(after: state.hash), after: state.header, at: time, known)
    }

    private func execution(_ state: BlockState) -> Execution {
        Execution(runtime: declarations, block: state.block, state: StateOverlay(store: state.store, at: state.block))
    }
}
