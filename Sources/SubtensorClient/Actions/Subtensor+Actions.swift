// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives
import SubstrateRPC

extension Subtensor {
    /// Composes an action for the connected runtime, checks it, and asks for its fee. Nothing is sent, no secret needed.
    ///
    /// - Parameter signing: how long the signature is good, and the tip.
    /// - Throws: `callMissing` with what replaced the action; `insufficientBalance`, `subnetMissing`, `notRegistered` and
    ///   the like for what the chain would refuse.
    public func prepare<Outcome>(
        _ action: Action<Outcome>, for signer: AccountID, signing: SigningOptions = SigningOptions()
    ) async throws -> PreparedAction<Outcome> {
        let state = try await state()
        let subtensor = pinned(to: state)
        let context = ActionContext(subtensor: subtensor, state: state, signer: signer)
        async let asked = standing(of: signer, on: state)
        let plan = try await action.plan(context)
        let standing = try await asked
        let passage = try await passage(of: plan.call, signing, on: state)
        let transaction = try await priced(plan.call, by: signer, on: standing.readiness, passage.signing)
        return try PreparedAction(
            action: action, plan: plan, transaction: transaction, on: context, standing, passage: passage.word)
    }

    /// What would be signed, with what the runtime asks for it.
    func priced(
        _ call: Call, by signer: AccountID, on readiness: SigningReadiness, _ signing: SigningOptions
    ) async throws(ClientError) -> PlannedTransaction {
        let plan = try await client.plan(call, for: signer, on: readiness, signing: signing)
        return plan.costing(try await client.fee(of: plan))
    }

    /// What every action has to know of its signer and its chain, asked for at once.
    private func standing(of signer: AccountID, on state: ChainState) async throws(ClientError) -> SignerStanding {
        async let named = Result { () async throws(ClientError) in try await client.chainName() }
        async let owned = Result { () async throws(ClientError) in try await state.value(.account(signer)) ?? .zero }
        let readiness = try await client.readiness(
            of: signer, on: state, check: .subtensor(genesis: client.genesisHash))
        return SignerStanding(readiness: readiness, account: try await owned.get(), chain: try await named.get())
    }

    /// What an action would do and cost; see `prepare`.
    public func preview<Outcome>(
        _ action: Action<Outcome>, for signer: AccountID
    ) async throws -> ActionPreview {
        try await prepare(action, for: signer).preview
    }

    /// Looks at the newest block whether an action is still what it was when somebody agreed to it.
    ///
    /// What is sent is the call that was shown, byte for byte: an amount that stands for "all" does not grow.
    public func renewed<Outcome>(_ agreed: PreparedAction<Outcome>) async throws -> RenewedAction<Outcome> {
        let signing = agreed.transaction.signing
        let now = try await unpinned.prepare(agreed.action, for: agreed.preview.signer, signing: signing)
        var differences = agreed.preview.call.differences(from: now.preview.call)
        var transaction = now.transaction
        let costsTheSame = now.preview.call.unlimited == agreed.preview.call.unlimited
        if costsTheSame, now.preview.cost > agreed.preview.highestCost {
            differences.append("it takes \(now.preview.cost) instead of \(agreed.preview.highestCost)")
        }
        if differences.isEmpty, transaction.call != agreed.transaction.call {
            let readiness = SigningReadiness(
                head: now.context.state.header, headHash: now.context.state.hash, runtime: transaction.runtime,
                nonce: transaction.nonce, metadataDigest: transaction.metadataDigest)
            transaction = try await client.plan(
                agreed.transaction.call, for: agreed.preview.signer, on: readiness, signing: signing)
            transaction = transaction.costing(now.transaction.fee)
        }
        if differences.isEmpty { differences = agreed.agreement.differences(from: transaction) }
        guard differences.isEmpty else { return .changed(now, differences) }
        return .same(agreed.replanned(as: now.plan, transaction))
    }

    /// Signs a prepared action, sends it, follows it to its outcome, and reads what came of it.
    ///
    /// - Throws: errors with a `submission` say what is known of what was signed; without one, nothing was. `wrongSigner`
    ///   when it was prepared for another account; `refusedByChain` and its relatives when the pool or the runtime refuses
    ///   it; `outcomeUnread` when it was carried out but cannot be read; the errors of `SubstrateClient.submit`.
    public func submit<Outcome>(
        _ prepared: PreparedAction<Outcome>, signedBy signer: some Signer,
        options: SubmissionOptions = SubmissionOptions()
    ) async throws -> CompletedAction<Outcome> {
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
        return try await completed(prepared, included)
    }

    /// Prepares an action and submits it, for programs that need no answer in between.
    @discardableResult
    public func perform<Outcome>(
        _ action: Action<Outcome>, signedBy signer: some Signer, options: SubmissionOptions = SubmissionOptions()
    ) async throws -> CompletedAction<Outcome> {
        let prepared = try await prepare(action, for: signer.accountID, signing: options.signing)
        return try await submit(prepared, signedBy: signer, options: options)
    }

    /// Reads what came of an action in the block that carried it out.
    func completed<Outcome>(
        _ prepared: PreparedAction<Outcome>, _ included: IncludedExtrinsic
    ) async throws -> CompletedAction<Outcome> {
        do {
            let state = try await state(at: .hash(included.blockHash))
            let context = ActionContext(
                subtensor: pinned(to: state), state: state, signer: prepared.preview.signer)
            guard let failure = included.failure else {
                return CompletedAction(
                    outcome: try await prepared.plan.outcome(included, context), extrinsic: included)
            }
            if let outcome = try await prepared.plan.despite(failure, context) {
                return CompletedAction(outcome: outcome, extrinsic: included)
            }
        } catch let error as BittensorError {
            // What the chain made of it is not what was meant.
            guard error.block == nil else { throw error }
            throw BittensorError(
                error.code, error.reason, submission: included.submission, block: included.blockNumber)
        } catch  where included.failure == nil {
            throw BittensorError(
                .outcomeUnread,
                "'\(prepared.preview.action)' was carried out, and what came of it could not be read (\(error))",
                submission: included.submission, block: included.blockNumber)
        } catch {
            // The chain's own refusal says more than what kept from looking further.
        }
        let failure = included.failure ?? DispatchFailure(pallet: nil, name: "unknown")
        throw ActionRefusal(failure).error(of: prepared.call, in: included)
    }
}

/// What another look at an action came to.
public enum RenewedAction<Outcome: Sendable>: Sendable {
    /// It is what was agreed to, ready to be signed on top of a newer block.
    case same(PreparedAction<Outcome>)
    /// It is something else now, in these ways.
    case changed(PreparedAction<Outcome>, [String])
}
