// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Acting as a member of an account of several keys.
extension ActionContext {
    func wrapped(
        _ standing: ActingStanding, by multisig: MultisigAccount
    ) async throws -> ActingStanding {
        let others = ScaleValue.list(try multisig.others(than: standing.signer).map(ScaleValue.account))
        let acts = ActionPreview.Effect(
            "Acts", "\(multisig.account), of which \(multisig.threshold) of \(multisig.members.count) members decide")
        guard multisig.threshold > 1 else {
            try require("Multisig", "as_multi_threshold_1")
            return ActingStanding(
                capacity: standing.capacity, signer: standing.signer, inner: standing.inner,
                call: Call(
                    "Multisig", "as_multi_threshold_1",
                    ["other_signatories": others, "call": standing.call.value]),
                effects: standing.effects + [acts], deposit: standing.deposit, payer: standing.payer,
                delay: standing.delay, isLast: standing.isLast)
        }
        try require("Multisig", "as_multi")
        let hash = try hash(of: standing.call)
        let waiting = try await state.value(.multisig(multisig.account, hash))
        let approvals = waiting?.approvals ?? []
        let isLast = approvals.count + 1 >= Int(multisig.threshold)
        guard !approvals.contains(standing.signer) || approvals.count >= Int(multisig.threshold) else {
            throw BittensorError(
                .alreadyApproved,
                "\(standing.signer) has approved it already: \(approvals.count) of \(multisig.threshold) have, another "
                    + "member has to")
        }
        let timepoint = waiting.map { ScaleValue.variant("Some", $0.timepoint) } ?? .variant("None", [])
        let deposit = waiting == nil ? try multisigDeposit(multisig) : .zero
        return ActingStanding(
            capacity: standing.capacity, signer: standing.signer, inner: standing.inner,
            call: Call(
                "Multisig", "as_multi",
                [
                    "threshold": .number(multisig.threshold), "other_signatories": others,
                    "maybe_timepoint": timepoint, "call": standing.call.value,
                    "max_weight": try await weight(of: standing.call, by: standing.signer).value,
                ]),
            effects: standing.effects + [
                acts,
                .init(
                    "Approval",
                    "\(approvals.count + 1) of \(multisig.threshold)"
                        + (isLast ? ", with which it is carried out" : "; the others have to approve it too")),
                .init("Call hash", hash.hex),
            ] + (deposit > .zero ? [.init("Held until then", deposit)] : []),
            deposit: standing.deposit + deposit, payer: standing.payer, delay: standing.delay,
            isLast: isLast && standing.isLast)
    }

    func multisigDeposit(_ multisig: MultisigAccount) throws -> Balance {
        let base: Balance = try state.constantIfKnown("Multisig", "DepositBase") ?? .zero
        let each: Balance = try state.constantIfKnown("Multisig", "DepositFactor") ?? .zero
        let (rao, overflow) = each.rao.multipliedReportingOverflow(by: UInt64(multisig.threshold))
        return base + Balance(rao: overflow ? .max : rao)
    }

    /// What a call weighs, as the runtime tells of an extrinsic with it.
    func weight(of call: Call, by signer: AccountID) async throws(ClientError) -> Weight {
        let readiness = SigningReadiness(
            head: state.header, headHash: state.hash, runtime: state.runtimeAfter, nonce: 0)
        let plan = try await subtensor.client.plan(
            call, for: signer, on: readiness, signing: SigningOptions(lifetime: .immortal))
        return try await subtensor.client.dispatchInfo(of: plan).weight
    }
}
