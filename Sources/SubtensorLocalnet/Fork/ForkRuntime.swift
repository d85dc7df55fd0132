// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// The runtime of another network's chain, on a state of which only a part is here.
///
/// The root of such a state is not to be had. What stands for it in headers binds the changes of the block and what stands in the
/// header before, and proves nothing.
struct ForkRuntime: ChainRuntime {
    let identity: NodeIdentity
    private let memory: GenuineMemory

    init(_ point: ForkPoint, _ code: RuntimeCode, impersonator: AccountID?) {
        var identity = NodeIdentity(point)
        identity.impersonator = impersonator
        self.identity = identity
        memory = GenuineMemory(code)
    }

    static let lineage = ChainLineage(runtime: "fork", isFork: true)
    var lineage: ChainLineage { Self.lineage }

    func genesis() throws(RuntimeFault) -> FinishedBlock { throw .failed("a fork has no first block of its own") }

    func accepts(key: [UInt8], value: [UInt8]) -> Bool { true }

    func version(on state: BlockState) throws(RuntimeFault) -> RuntimeCode.Version { try code(state).version }

    func description(on state: BlockState) throws(RuntimeFault) -> RuntimeMetadata {
        let code = try code(state)
        return try answered { () throws(RuntimeError) in try memory.description(of: code) }
    }

    func call(_ function: String, _ input: [UInt8], on state: BlockState) throws(RuntimeFault) -> [UInt8] {
        let code = try code(state)
        guard code.exports(function) else { throw .noFunction(function) }
        var overlay = StorageOverlay(over: state)
        return try answered { () throws(RuntimeError) in
            try code.call(function, input, on: &overlay, environment: environment(after: state))
        }
    }

    func validate(
        _ extrinsic: [UInt8], from source: TransactionSource, on state: BlockState
    ) throws(TransactionFault) -> ValidTransaction {
        let validity: TransactionValidity
        do throws(RuntimeFault) {
            let code = try code(state)
            validity = try answered { () throws(RuntimeError) in
                try code.validity(
                    of: extrinsic, from: source, on: state, after: state.hash, environment: environment(after: state))
            }
        } catch {
            throw .unanswered(error.reason)
        }
        return try validity.get()
    }

    func open(on state: BlockState, at time: UInt64) throws(RuntimeFault) -> any OpenBlock {
        let code = try code(state)
        return try answered { () throws(RuntimeError) in
            // Not remembered: what a view guesses may be wrong.
            let slot = try BlockSlot(of: time, afterDigest: state.header.digest, length: try code.slotLength(on: state))
            return try GenuineBlock(
                after: state.header, in: slot, code, on: state, environment(after: state),
                take: { built throws(RuntimeError) in StateChanges(built.changes) })
        }
    }

    private func code(_ state: BlockState) throws(RuntimeFault) -> RuntimeCode { try memory.code(after: state) }

    private func environment(after state: BlockState) -> CallEnvironment {
        var environment = CallEnvironment(standInRootsUpon: state.header.stateRoot)
        environment.impersonator = identity.impersonator
        return environment
    }
}
