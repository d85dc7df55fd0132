// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import SubstrateClient
import SubstratePrimitives

/// An action that was composed and checked for one chain and one signer, and not sent.
public struct PreparedAction<Outcome: Sendable>: Sendable {
    /// What a person has to know before it is sent.
    public let preview: ActionPreview
    /// What would be signed.
    public let transaction: PlannedTransaction
    /// What a yes to the preview allows to be signed.
    public let agreement: TransactionAgreement
    let action: Action<Outcome>
    let plan: ActionPlan<Outcome>
    let context: ActionContext
    let acting: ActingStanding

    /// What would be sent.
    public var call: Call { preview.call }

    /// The call that the acting account makes, which stands in another where somebody acts for it.
    public var innerCall: Call { acting.inner }

    /// What has to be kept for whoever goes on with it; nil where it is carried out at once.
    public var deferred: DeferredCall? {
        acting.isLast ? nil : try? acting.deferred(in: transaction.runtime.metadata)
    }

    /// In whose name it would be signed.
    public var capacity: Capacity { acting.capacity }

    init(
        action: Action<Outcome>, plan: ActionPlan<Outcome>, transaction: PlannedTransaction, on context: ActionContext,
        _ standing: SignerStanding, _ acting: ActingStanding, passage: String?
    ) throws {
        self.action = action
        self.plan = plan
        self.transaction = transaction
        self.context = context
        self.acting = acting
        let fee = Balance(rao: UInt64(clamping: transaction.fee ?? 0)) + Balance(rao: UInt64(clamping: transaction.tip))
        let deposit = try context.subtensor.existentialDeposit()
        let cost = try plan.amount(
            fee: acting.payer == acting.account ? fee : .zero, account: standing.actor, deposit: deposit, action.name,
            acting.account, isDue: acting.isLast)
        try acting.requireFunds(fee: fee, of: standing, deposit: deposit, action.name)
        let highestFee = FeeTolerance.highest(transaction)
        agreement = TransactionAgreement(to: transaction, highestFee: FeeTolerance.highest(transaction.fee ?? 0))
        preview = ActionPreview(
            action: action.name, chain: standing.chain, genesisHash: transaction.genesisHash,
            specVersion: transaction.runtime.version.specVersion, runtime: transaction.runtime.version.title,
            block: context.state.number,
            call: transaction.call, callBytes: transaction.callBytes, signer: transaction.signer, role: action.signer,
            account: acting.account, feePayer: acting.payer, effects: plan.effects, actingEffects: acting.effects,
            cost: cost, highestCost: max(plan.highestCost ?? cost, cost), fee: fee, highestFee: highestFee,
            knowsCost: plan.knowsCost,
            balance: standing.actor.free, returned: plan.returned, deposit: acting.deposit,
            signerBalance: standing.account.free, isCarriedOutAtOnce: acting.isLast,
            lifetime: transaction.lifetime, lastBlock: transaction.lastBlock,
            checksMetadata: transaction.metadataDigest != nil, passage: passage, isEncrypted: transaction.carrier != nil
        )
    }

    private init(_ other: PreparedAction<Outcome>, plan: ActionPlan<Outcome>, transaction: PlannedTransaction) {
        preview = other.preview
        agreement = other.agreement
        action = other.action
        context = other.context
        acting = other.acting
        self.plan = plan
        self.transaction = transaction
    }

    /// What was shown and agreed to, with its outcome read as newer checks found it, on top of a newer block.
    func replanned(as plan: ActionPlan<Outcome>, _ transaction: PlannedTransaction) -> PreparedAction<Outcome> {
        PreparedAction(self, plan: plan, transaction: transaction)
    }
}

/// What is known of a signer and its chain before an action is composed.
struct SignerStanding: Sendable {
    let readiness: SigningReadiness
    let account: AccountBalance
    /// What the acting account owns: the signer itself, where nobody acts for another.
    let actor: AccountBalance
    /// What the node calls its chain.
    let chain: String
}

/// How far the fee may rise between a yes and the signature: the chain's fee follows how full its blocks are.
enum FeeTolerance {
    /// A tenth more; the largest number where that would be beyond it, as a node may claim.
    static func highest(_ fee: UInt128) -> UInt128 {
        let (sum, isTooLarge) = fee.addingReportingOverflow(fee / 10)
        return isTooLarge ? .max : sum
    }

    /// What is shown as the most: the tip included, which does not move.
    static func highest(_ transaction: PlannedTransaction) -> Balance {
        Balance(rao: UInt64(clamping: highest(transaction.fee ?? 0))) + Balance(rao: UInt64(clamping: transaction.tip))
    }
}

extension ActionPreview {
    /// The action and its effects on one line, for a journal.
    var summary: String {
        let words = ([action] + effects.prefix(3).map { "\($0.label) \($0.value)" }).joined(separator: ", ")
        return String(words.prefix(200))
    }
}

extension ActionPlan {
    var knowsCost: Bool { if case .unknown = cost { false } else { true } }

    /// What is taken beside the fee, after a check that it is there.
    ///
    /// - Parameter isDue: whether it is taken now; what waits for others may be paid in until then.
    func amount(
        fee: Balance, account: AccountBalance, deposit: Balance, _ name: String, _ signer: AccountID, isDue: Bool = true
    ) throws(BittensorError) -> Balance {
        let kept = max(account.frozen, keepsAlive ? deposit : .zero)
        // Wider than any balance: a sum that wrapped would look affordable.
        func refuse(_ amount: String, _ needed: UInt128) throws(BittensorError) {
            guard isDue, needed > 0, needed + UInt128(kept.rao) > UInt128(account.free.rao) else { return }
            throw BittensorError(
                .insufficientBalance,
                "\(signer) owns \(account.free); the action '\(name)' takes \(amount) and a fee of \(fee)"
                    + (kept == .zero ? "" : ", and \(kept) has to stay"))
        }
        switch cost {
        case .exactly(let amount):
            let needed = UInt128(amount.rao) + UInt128(fee.rao)
            try refuse("\(amount)", needed)
            return amount
        case .everything:
            try refuse("all", UInt128(fee.rao) + 1)
            return Balance(rao: UInt64(clamping: Int128(account.free.rao) - Int128(fee.rao) - Int128(kept.rao)))
        case .unknown:
            try refuse("what it takes", UInt128(fee.rao))
            return .zero
        }
    }
}
