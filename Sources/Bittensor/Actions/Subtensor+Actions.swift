import ScaleCodec
public import SubstrateClient
public import SubstrateKeys
public import SubstratePrimitives
import SubstrateRPC

extension Subtensor {
    /// Composes an action for the connected runtime, checks it, and asks for its fee. Nothing is sent, no secret needed.
    ///
    /// - Throws: `callMissing` with what replaced the action; `insufficientBalance`, `subnetMissing`, `notRegistered` and
    ///   the like for what the chain would refuse.
    public func prepare<Outcome>(
        _ action: Action<Outcome>, for signer: AccountID
    ) async throws -> PreparedAction<Outcome> {
        try await client.refreshRuntime()
        let context = ActionContext(subtensor: self, state: try await state(), signer: signer)
        let plan = try await action.plan(context)
        let fee = try await fee(of: plan.call, by: signer)
        let account = try await context.state.value(.account(signer)) ?? .zero
        let cost = try plan.amount(fee: fee, account: account, deposit: try existentialDeposit(), action.name, signer)
        let runtime = client.runtime
        let preview = ActionPreview(
            action: action.name, chain: try await chainName(), specVersion: runtime.version.specVersion,
            block: context.state.number, call: plan.call, callBytes: try runtime.metadata.encode(plan.call),
            signer: signer, role: action.signer, effects: plan.effects, cost: cost, fee: fee, balance: account.free)
        return PreparedAction(preview: preview, plan: plan)
    }

    /// What an action would do and cost; see `prepare`.
    public func preview<Outcome>(
        _ action: Action<Outcome>, for signer: AccountID
    ) async throws -> ActionPreview {
        try await prepare(action, for: signer).preview
    }

    /// Signs a prepared action, sends it, waits until it is in a block, and reads what came of it.
    ///
    /// - Throws: `wrongSigner` when it was prepared for another account; `refusedByChain` and its relatives when the pool
    ///   or the runtime refuses it; the errors of `SubstrateClient.include`.
    public func submit<Outcome>(
        _ prepared: PreparedAction<Outcome>, signedBy signer: KeyPair, options: SubmissionOptions = SubmissionOptions()
    ) async throws -> CompletedAction<Outcome> {
        guard signer.accountID == prepared.preview.signer else {
            throw BittensorError(
                .wrongSigner,
                "the action was prepared for \(prepared.preview.signer), and \(signer.accountID) would sign it")
        }
        let included: IncludedExtrinsic
        do {
            included = try await client.include(prepared.call, signedBy: signer, options: options)
        } catch {
            throw ActionRefusal(pool: error)?.error(of: prepared.call) ?? error
        }
        let state = try await state(at: .hash(included.blockHash))
        let context = ActionContext(subtensor: self, state: state, signer: signer.accountID)
        guard let failure = included.failure else {
            return CompletedAction(outcome: try await prepared.plan.outcome(included, context), extrinsic: included)
        }
        guard let outcome = try await prepared.plan.despite(failure, context) else {
            throw ActionRefusal(failure).error(of: prepared.call)
        }
        return CompletedAction(outcome: outcome, extrinsic: included)
    }

    /// Prepares an action and submits it, for programs that need no answer in between.
    @discardableResult
    public func perform<Outcome>(
        _ action: Action<Outcome>, signedBy signer: KeyPair, options: SubmissionOptions = SubmissionOptions()
    ) async throws -> CompletedAction<Outcome> {
        try await submit(try await prepare(action, for: signer.accountID), signedBy: signer, options: options)
    }

    /// What the runtime asks for carrying out a call.
    ///
    /// It weighs a signed extrinsic without looking at the signature, so that any key will do.
    private func fee(of call: Call, by signer: AccountID) async throws -> Balance {
        let nonce = try await client.nextNonce(of: signer)
        let stranger = try KeyPair(uri: "//Alice")
        let signed = try await client.signed(call, by: stranger, options: SigningOptions(nonce: nonce))
        return Balance(rao: UInt64(clamping: try await client.fee(of: signed.extrinsic)))
    }

    private func chainName() async throws(ClientError) -> String {
        do {
            return try await client.connection.request(method: "system_chain", params: []).string ?? "unnamed"
        } catch {
            throw ClientError(.connection, "the node does not tell its chain's name: \(error.reason)")
        }
    }
}

extension ActionPlan {
    /// What is taken beside the fee, after a check that it is there.
    fileprivate func amount(
        fee: Balance, account: AccountBalance, deposit: Balance, _ name: String, _ signer: AccountID
    ) throws(BittensorError) -> Balance {
        let kept = max(account.frozen, keepsAlive ? deposit : .zero)
        // Wider than any balance: a sum that wrapped would look affordable.
        func refuse(_ amount: String, _ needed: UInt128) throws(BittensorError) {
            guard needed > 0, needed + UInt128(kept.rao) > UInt128(account.free.rao) else { return }
            throw BittensorError(
                .insufficientBalance,
                "\(signer) owns \(account.free); to \(name) takes \(amount) and a fee of \(fee)"
                    + (kept == .zero ? "" : ", and \(kept) has to stay"))
        }
        switch cost {
        case .exactly(let amount):
            let needed = UInt128(amount.rao) + UInt128(fee.rao)
            try refuse("\(amount)", needed)
            return amount
        case .everything:
            try refuse("all", UInt128(fee.rao) + 1)
            return Balance(rao: account.free.rao - fee.rao - kept.rao)
        }
    }
}
