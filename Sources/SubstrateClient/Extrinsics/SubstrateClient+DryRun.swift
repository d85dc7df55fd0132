// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRPC

/// What a node says would happen to an extrinsic.
public struct DryRun: Hashable, Sendable {
    /// What is known, by the best means that the node offers.
    public enum Verdict: Hashable, Sendable {
        /// It was carried out for a trial, and succeeds.
        case succeeds
        /// It was carried out for a trial, and fails like this; the fee would be taken.
        case fails(DispatchFailure)
        /// No block takes it.
        case invalid(InvalidTransaction)
        /// The pool would take it. The node does not carry it out for a trial.
        case valid
        /// The node offers no means to tell.
        case unknown
    }

    public let verdict: Verdict
    /// The fee without tip, in the chain's smallest unit; nil when the runtime does not tell.
    public let fee: UInt128?
}

extension SubstrateClient {
    /// Asks what would happen to a signed extrinsic on top of the newest block, without submitting it.
    ///
    /// By `system_dryRun`, which public nodes do not offer; else by `TaggedTransactionQueue_validate_transaction`, which
    /// checks whether the pool would take it.
    public func dryRun(_ extrinsic: Extrinsic) async throws(ClientError) -> DryRun {
        let fee = try await offered { () async throws(ClientError) in try await self.fee(of: extrinsic) }
        let tried = try await offered { () async throws(ClientError) in try await self.trial(of: extrinsic) }
        if let tried { return DryRun(verdict: tried, fee: fee) }
        let checked = try await offered { () async throws(ClientError) in
            try await self.validity(of: extrinsic, on: try await self.header().hash)
        }
        return DryRun(verdict: checked ?? .unknown, fee: fee)
    }

    /// Nil when the node answers with an error: it does not offer the function, or not to everyone.
    private func offered<Answer>(
        _ ask: () async throws(ClientError) -> Answer
    ) async throws(ClientError) -> Answer? {
        do {
            return try await ask()
        } catch {
            switch error.code {
            case .node, .notInRuntime: return nil
            default: throw error
            }
        }
    }

    private func trial(of extrinsic: Extrinsic) async throws(ClientError) -> DryRun.Verdict {
        let method = "system_dryRun"
        guard let answer = try await node.bytes(method, [.string(extrinsic.bytes.hex)]) else {
            throw ClientError(.malformedAnswer, "the node answered \(method) with nothing")
        }
        let metadata = runtime.metadata
        let errorType = try metadata.dispatchErrorType()
        // ApplyExtrinsicResult = Result<Result<(), DispatchError>, TransactionValidityError>
        return try reading("the result of \(method)") { () throws(ScaleError) in
            var reader = ScaleReader(answer)
            let verdict: DryRun.Verdict
            switch (try reader.readByte(), reader.remaining > 0) {
            case (0, true):
                if try reader.readByte() == 0 {
                    // A unit, which older nodes write as nothing.
                    verdict = .succeeds
                } else {
                    verdict = .fails(metadata.dispatchFailure(try metadata.types.decode(errorType, from: &reader)))
                }
            default: verdict = .invalid(try InvalidTransaction(from: &reader))
            }
            try reader.finish()
            return verdict
        }
    }

    /// Whether the pool would take an extrinsic on top of a block.
    func validity(of extrinsic: Extrinsic, on block: Hash256) async throws(ClientError) -> DryRun.Verdict {
        // TransactionSource::External, the extrinsic, the block to build upon.
        let arguments = [2] + extrinsic.bytes + block.bytes
        let answer = try await runtimeCall("TaggedTransactionQueue_validate_transaction", arguments, at: block)
        // Result<ValidTransaction, TransactionValidityError>
        return try reading("the extrinsic's validity") { () throws(ScaleError) in
            var reader = ScaleReader(answer)
            guard try reader.readByte() == 0 else { return .invalid(try InvalidTransaction(from: &reader)) }
            return .valid
        }
    }
}

extension RuntimeMetadata {
    /// The type of errors of dispatch, as the event that reports them names it.
    func dispatchErrorType() throws(ClientError) -> TypeID {
        let events = try variants(try pallet("System").event)
        guard let failed = events.first(where: { $0.name == "ExtrinsicFailed" }), let field = failed.fields.first else {
            throw ClientError(.notInRuntime, "this runtime has no event System.ExtrinsicFailed")
        }
        return field.type
    }
}
