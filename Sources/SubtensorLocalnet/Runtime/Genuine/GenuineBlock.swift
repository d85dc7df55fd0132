// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// A block of a genuine runtime while it is being made.
struct GenuineBlock: OpenBlock {
    /// Takes a block before it is the chain's: what it changes, as the chain keeps that.
    typealias Taking = @Sendable (BuiltBlock) throws(RuntimeError) -> StateChanges

    private let take: Taking
    private var builder: BlockBuilder

    init(
        after parent: BlockHeader, in slot: BlockSlot, _ code: RuntimeCode, on state: any StateSource,
        _ environment: CallEnvironment, take: @escaping Taking
    ) throws(RuntimeError) {
        self.take = take
        let header = RuntimeHeader(
            parentHash: parent.hash, number: parent.number.advanced(by: 1), digest: [.aura(slot: slot.number)])
        builder = try BlockBuilder(header, with: code, on: state, environment: environment)
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
            let changes = try take(built)
            return FinishedBlock(
                block: Block(
                    header: BlockHeader(built.header), extrinsics: built.extrinsics.map(Extrinsic.init(bytes:))),
                changes: changes)
        }
    }
}
