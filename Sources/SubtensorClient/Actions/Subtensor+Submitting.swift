// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
import SubstratePrimitives

extension Subtensor {
    /// Signs a prepared action, sends it, follows it to its outcome, and reads what came of it.
    ///
    /// - Throws: errors with a `submission` say what is known of what was signed; without one, nothing was. `wrongSigner`
    ///   when it was prepared for another account; `refusedByChain` and its relatives when the pool or the runtime refuses
    ///   it; `outcomeUnread` when it was carried out but cannot be read; `notCarriedOutYet` when it was announced or approved,
    ///   and waits (``send(_:signedBy:options:)`` tells that as an ending of its own); the errors of
    ///   `SubstrateClient.submit`.
    public func submit<Outcome>(
        _ prepared: PreparedAction<Outcome>, signedBy signer: some Signer,
        options: SubmissionOptions = SubmissionOptions()
    ) async throws -> CompletedAction<Outcome> {
        switch try await send(prepared, signedBy: signer, options: options) {
        case .carriedOut(let completed): return completed
        case .waiting(let waiting):
            throw BittensorError(
                .notCarriedOutYet, "\(waiting)", submission: waiting.extrinsic.submission,
                block: waiting.extrinsic.blockNumber)
        }
    }

    /// The same for what may have to wait: a call that is announced, or approved as one of several members.
    public func send<Outcome>(
        _ prepared: PreparedAction<Outcome>, signedBy signer: some Signer,
        options: SubmissionOptions = SubmissionOptions()
    ) async throws -> ActionEnding<Outcome> {
        guard signer.accountID == prepared.preview.signer else {
            throw BittensorError(
                .wrongSigner,
                "the action was prepared for \(prepared.preview.signer), and \(signer.accountID) would sign it")
        }
        var options = options
        options.blockTime = blockTime
        if options.summary.isEmpty { options.summary = prepared.preview.summary }
        let included: IncludedExtrinsic
        do {
            included = try await client.submit(
                try prepared.transaction.agreed(under: prepared.agreement), signedBy: signer, options: options)
        } catch {
            throw ActionRefusal(pool: error)?.error(of: prepared.call, after: error.submission) ?? error
        }
        return try await ending(prepared, included, included.events)
    }

    /// Prepares an action and submits it, for programs that need no answer in between.
    @discardableResult
    public func perform<Outcome>(
        _ action: Action<Outcome>, signedBy signer: some Signer, as capacity: Capacity = .own,
        options: SubmissionOptions = SubmissionOptions()
    ) async throws -> CompletedAction<Outcome> {
        let prepared = try await prepare(action, for: signer.accountID, as: capacity, signing: options.signing)
        return try await submit(prepared, signedBy: signer, options: options)
    }

    /// Reads what came of an action in the block that holds it.
    ///
    /// - Parameter events: what it caused; of one in a batch, only that.
    func ending<Outcome>(
        _ prepared: PreparedAction<Outcome>, _ included: IncludedExtrinsic, _ events: [ChainEvent]
    ) async throws -> ActionEnding<Outcome> {
        var failure = included.failure
        do {
            let state = try await state(at: .hash(included.blockHash))
            let context = ActionContext(
                subtensor: pinned(to: state), state: state, signer: prepared.preview.account)
            if failure == nil {
                switch try await context.progress(of: prepared.acting, events) {
                case .carriedOut(let inner): failure = inner
                case .waiting(let step):
                    return .waiting(
                        WaitingAction(
                            step: step, deferred: try prepared.acting.deferred(in: context.metadata),
                            extrinsic: included))
                }
            }
            guard let failure else {
                return .carriedOut(
                    CompletedAction(outcome: try await prepared.plan.outcome(included, context), extrinsic: included))
            }
            if let outcome = try await prepared.plan.despite(failure, context) {
                return .carriedOut(CompletedAction(outcome: outcome, extrinsic: included))
            }
        } catch let error as BittensorError {
            // What the chain made of it is not what was meant.
            guard error.block == nil else { throw error }
            throw BittensorError(
                error.code, error.reason, submission: included.submission, block: included.blockNumber)
        } catch  where failure == nil {
            throw BittensorError(
                .outcomeUnread,
                "'\(prepared.preview.action)' was carried out, and what came of it could not be read (\(error))",
                submission: included.submission, block: included.blockNumber)
        } catch {
            // The chain's own refusal says more than what kept from looking further.
        }
        throw ActionRefusal(failure ?? DispatchFailure(pallet: nil, name: "unknown"))
            .error(of: prepared.innerCall, in: included)
    }
}
