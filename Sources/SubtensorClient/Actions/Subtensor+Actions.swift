// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives
import SubstrateRPC

extension Subtensor {
    /// Composes an action for the connected runtime, checks it, and asks for its fee. Nothing is sent, no secret needed.
    ///
    /// - Parameters:
    ///   - signer: the account that signs, and by default acts.
    ///   - capacity: in whose name it signs.
    ///   - signing: how long the signature is good, and the tip.
    /// - Throws: `callMissing` with what replaced the action; `insufficientBalance`, `subnetMissing`, `notRegistered` and
    ///   the like for what the chain would refuse; `notProxy`, `tooSoon`, `notAnnounced`, `invalidMultisig` and
    ///   `alreadyApproved` for what the signer may not do in another's name.
    public func prepare<Outcome>(
        _ action: Action<Outcome>, for signer: AccountID, as capacity: Capacity = .own,
        signing: SigningOptions = SigningOptions()
    ) async throws -> PreparedAction<Outcome> {
        let state = try await state()
        let subtensor = pinned(to: state)
        let context = ActionContext(subtensor: subtensor, state: state, signer: capacity.account(of: signer))
        async let asked = standing(of: signer, actingAs: context.signer, on: state)
        let plan = try await action.plan(context)
        let acting = try await context.standing(of: signer, in: capacity, for: plan.call)
        let standing = try await asked
        let passing = try await passing(acting.call, by: signer, on: standing.readiness, of: state, signing)
        return try PreparedAction(
            action: action, plan: plan, transaction: passing.transaction, on: context, standing, acting,
            passage: passing.word)
    }

    /// What would be signed, with what the runtime asks for it.
    func priced(
        _ call: Call, by signer: AccountID, on readiness: SigningReadiness, _ signing: SigningOptions
    ) async throws(ClientError) -> PlannedTransaction {
        let plan = try await client.plan(call, for: signer, on: readiness, signing: signing)
        return plan.costing(try await client.fee(of: plan))
    }

    /// What every action has to know of its signer and its chain, asked for at once.
    private func standing(
        of signer: AccountID, actingAs actor: AccountID, on state: ChainState
    ) async throws(ClientError) -> SignerStanding {
        async let named = Result { () async throws(ClientError) in try await client.chainName() }
        let accounts = [StorageAddress.account(signer)] + (actor == signer ? [] : [StorageAddress.account(actor)])
        async let owned = Result { () async throws(ClientError) in
            try await state.values(accounts).map { $0 ?? .zero }
        }
        let readiness = try await client.readiness(
            of: signer, on: state, check: .subtensor(genesis: client.genesisHash))
        let balances = try await owned.get()
        return SignerStanding(
            readiness: readiness, account: balances.first ?? .zero, actor: balances.last ?? .zero,
            chain: try await named.get())
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
        let now = try await unpinned.prepare(
            agreed.action, for: agreed.preview.signer, as: agreed.capacity, signing: signing)
        var differences = agreed.innerCall.differences(from: now.innerCall)
        differences += agreed.acting.differences(from: now.acting)
        var transaction = now.transaction
        let costsTheSame = now.innerCall.unlimited == agreed.innerCall.unlimited
        if costsTheSame, now.preview.cost > agreed.preview.highestCost {
            differences.append("it takes \(now.preview.cost) instead of \(agreed.preview.highestCost)")
        }
        if differences.isEmpty, transaction.call != agreed.transaction.call {
            let readiness = SigningReadiness(
                head: now.context.state.header, headHash: now.context.state.hash, runtime: transaction.runtime,
                nonce: transaction.nonce, metadataDigest: transaction.metadataDigest)
            transaction = try await client.plan(
                agreed.transaction.call, for: agreed.preview.signer, on: readiness, signing: transaction.signing)
            transaction = transaction.costing(now.transaction.fee)
        }
        if differences.isEmpty { differences = agreed.agreement.differences(from: transaction) }
        guard differences.isEmpty else { return .changed(now, differences) }
        return .same(agreed.replanned(as: now.plan, transaction))
    }
}

/// What another look at an action came to.
public enum RenewedAction<Outcome: Sendable>: Sendable {
    /// It is what was agreed to, ready to be signed on top of a newer block.
    case same(PreparedAction<Outcome>)
    /// It is something else now, in these ways.
    case changed(PreparedAction<Outcome>, [String])
}
