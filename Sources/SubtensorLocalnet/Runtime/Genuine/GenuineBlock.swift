// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// A block of a genuine runtime while it is being made.
struct GenuineBlock: OpenBlock {
    private let code: RuntimeCode
    private let trie: StateTrie
    private let roots: StateRoots
    private let memory: GenuineMemory
    private let verifies: Bool
    private var builder: BlockBuilder

    init(
        after parent: BlockHeader, in slot: BlockSlot, _ code: RuntimeCode, _ trie: StateTrie, _ memory: GenuineMemory,
        verifies: Bool
    ) throws(RuntimeError) {
        self.code = code
        self.trie = trie
        self.memory = memory
        self.verifies = verifies
        roots = StateRoots(of: trie)
        let header = RuntimeHeader(
            parentHash: parent.hash, number: parent.number.advanced(by: 1), digest: [.aura(slot: slot.number)])
        builder = try BlockBuilder(header, with: code, on: trie, environment: roots.environment)
        try builder.applyInherents(InherentData(milliseconds: slot.milliseconds, slot: slot.number))
    }

    mutating func apply(_ extrinsic: [UInt8]) throws(TransactionFault) -> AppliedExtrinsic {
        guard !builder.takesOnlyInherents else { throw .exhaustsResources }
        let outcome: InclusionOutcome
        do throws(RuntimeError) {
            outcome = try builder.apply(extrinsic)
        } catch {
            throw .unanswered(error.reason)
        }
        switch outcome {
        case .applied: return AppliedExtrinsic()
        case .failed(let error): return AppliedExtrinsic(failure: error)
        case .refused(let refusal): throw TransactionFault(refusal)
        }
    }

    mutating func finish() throws(RuntimeFault) -> FinishedBlock {
        let builder = builder
        return try answered { () throws(RuntimeError) in
            let built = try builder.finish()
            if verifies {
                try code.execute(built.header, built.extrinsics, on: trie, environment: CallEnvironment(over: trie))
            }
            let header = BlockHeader(built.header)
            memory.keep(roots.applying(built.changes, version: code.version.stateVersion), after: header.hash)
            return FinishedBlock(
                block: Block(header: header, extrinsics: built.extrinsics.map(Extrinsic.init(bytes:))),
                changes: StateChanges(built.changes))
        }
    }
}
