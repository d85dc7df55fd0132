// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient

extension Subtensor {
    /// What a signer without a network has to know to read a transaction, with the proof that this chain has it so.
    ///
    /// - Throws: `metadataUnchecked` where the signature commits to no metadata: as a rule a development build.
    public func proof(of transaction: UnsignedTransaction) throws(ClientError) -> MetadataProof {
        try transaction.proof(by: client.runtime, .subtensor(genesis: client.genesisHash))
    }

    /// Sends a transaction that was signed elsewhere, once, and follows it to its outcome.
    ///
    /// - Throws: as `submit(_:signedBy:options:)` does for an action; with an error in its block too, also of a call inside it.
    public func submit(
        _ checked: CheckedTransaction, options: SubmissionOptions = SubmissionOptions()
    ) async throws -> IncludedExtrinsic {
        var options = options
        options.blockTime = blockTime
        let included: IncludedExtrinsic
        do {
            included = try await client.submit(checked, options: options)
        } catch {
            throw ActionRefusal(pool: error)?.error(of: checked.call, after: error.submission) ?? error
        }
        let failure: DispatchFailure?
        do {
            failure = if let own = included.failure { own } else { try await innerFailure(of: included) }
        } catch {
            throw BittensorError(
                .outcomeUnread,
                "'\(checked.call)' was carried out, and what came of it could not be read (\(error))",
                submission: included.submission, block: included.blockNumber)
        }
        if let failure { throw ActionRefusal(failure).error(of: checked.call, in: included) }
        return included
    }

    /// Why a call inside an extrinsic that succeeded did nothing.
    private func innerFailure(of included: IncludedExtrinsic) async throws -> DispatchFailure? {
        let state = try await client.state(at: .hash(included.blockHash))
        return state.runtime.metadata.innerFailure(in: included.events)
    }
}
