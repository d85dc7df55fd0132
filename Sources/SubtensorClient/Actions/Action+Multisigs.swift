// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Action where Outcome == [ChainEvent] {
    /// Makes a call that was composed before, such as one that was announced or that waits for approvals. The outcome is
    /// what it caused.
    public static func deferred(_ call: Call) -> Self {
        Self("\(call)") { context in
            guard context.metadata.hasCall(call.pallet, call.name) else {
                let runtime = context.state.runtimeAfter.version.title
                throw BittensorError(
                    .callMissing,
                    "\(runtime) has no \(call): it was composed for another runtime, so compose it anew")
            }
            return ActionPlan(
                call: call,
                effects: call.arguments.map { argument in
                    .init(argument.name ?? "Argument", excerpt(argument.value.words(as: argument.name), limit: 200))
                }
            ) { included, _ in included.events }
        }
    }
}

extension Action where Outcome == MultisigOperation? {
    /// Takes back a call that waits for the approvals of other members; only who began it may. What was put aside comes back.
    /// The outcome is nil, unless it still waits.
    public static func cancelMultisig(_ callHash: Hash256, of multisig: MultisigAccount) -> Self {
        Self("cancel multisig") { context in
            guard let waiting = try await context.state.value(.multisig(multisig.account, callHash)) else {
                throw BittensorError(.notAnnounced, "no call \(callHash) of \(multisig.account) waits for approvals")
            }
            let others = try multisig.others(than: context.signer)
            guard waiting.depositor == context.signer else {
                throw BittensorError(
                    .notOwner, "\(waiting.depositor) began it, and nobody else can cancel it")
            }
            let call = try context.call(
                CallForm(
                    "Multisig", "cancel_as_multi", .init("threshold", is: .number(multisig.threshold)),
                    .init("other_signatories", is: .list(others.map(ScaleValue.account))),
                    .init("timepoint", is: waiting.timepoint), .init("call_hash", is: .hash(callHash))),
                replacement: "this chain knows no accounts of several keys")
            return ActionPlan(
                call: call,
                effects: [
                    .init("Of", multisig), .init("Call hash", callHash.hex),
                    .init("Approved by", "\(waiting.approvals.count) of \(multisig.threshold)", isBefore: true),
                    .init("Comes back", waiting.deposit),
                ]
            ) { _, after in try await after.state.value(.multisig(multisig.account, callHash)) }
        }
    }

    /// Approves a call of an account of several keys whose hash alone is known. It is not carried out by that: the last who
    /// approves needs the call itself (``deferred(_:)`` as a member). The outcome is the state of it.
    public static func approveMultisig(_ callHash: Hash256, of multisig: MultisigAccount) -> Self {
        Self("approve multisig") { context in
            let others = try multisig.others(than: context.signer)
            let waiting = try await context.state.value(.multisig(multisig.account, callHash))
            guard waiting?.approvals.contains(context.signer) != true else {
                throw BittensorError(
                    .alreadyApproved, "\(context.signer) has approved it already: another member has to")
            }
            let deposit = waiting == nil ? try context.multisigDeposit(multisig) : .zero
            let call = try context.call(
                CallForm(
                    "Multisig", "approve_as_multi", .init("threshold", is: .number(multisig.threshold)),
                    .init("other_signatories", is: .list(others.map(ScaleValue.account))),
                    .init(
                        "maybe_timepoint", is: waiting.map { .variant("Some", $0.timepoint) } ?? .variant("None", [])),
                    .init("call_hash", is: .hash(callHash)),
                    .init("max_weight", is: Weight(refTime: 0, proofSize: 0).value)),
                replacement: "this chain knows no accounts of several keys")
            return ActionPlan(
                call: call,
                effects: [
                    .init("Of", multisig), .init("Call hash", callHash.hex),
                    .init("Approval", "\((waiting?.approvals.count ?? 0) + 1) of \(multisig.threshold)"),
                ] + (deposit > .zero ? [.init("Held until then", deposit)] : []),
                cost: .exactly(deposit)
            ) { _, after in try await after.state.value(.multisig(multisig.account, callHash)) }
        }
    }
}
