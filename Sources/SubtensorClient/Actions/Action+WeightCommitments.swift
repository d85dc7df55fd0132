// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

extension Action where Outcome == Hash256 {
    /// Commits to weights that are revealed later. The outcome is the hash that the chain keeps.
    public static func commitWeights(_ commitment: WeightCommitment) -> Self {
        Self("commit weights", by: .hotkey) { context in
            let netuid = commitment.netuid
            let call = try context.call(
                .forWeights(
                    "commit_weights", "commit_mechanism_weights", commitment.index,
                    [.init("commit_hash", is: .hash(commitment.commitHash))]),
                replacement: context.replacement(ofCommitmentsFor: commitment.index))
            let uid = try await context.requireWeighable(commitment.weights, on: netuid)
            try await context.requireMechanism(commitment.index)
            guard commitment.hash(by: context.signer) == commitment.commitHash else {
                throw BittensorError(
                    .invalidWeights, "the commitment was made for another hotkey than \(context.signer)")
            }
            guard try await context.state.valueIfKnown(.commitRevealEnabled(netuid)) != false else {
                throw BittensorError(.invalidWeights, "subnet \(netuid) takes weights without commitment: set them")
            }
            try await context.requireVotingStake(uid, on: netuid)
            try await context.requireWaited(uid, commitment.index)
            return ActionPlan(
                call: call,
                effects: [.init("Commit to", commitment.commitHash)] + commitment.weights.effects(commitment.index)
            ) { _, _ in commitment.commitHash }
        }
    }
}

extension Action where Outcome == [UIDValue] {
    /// Reveals weights that were committed. The outcome is what the chain stores of the hotkey's weights.
    ///
    /// - Parameter commitment: what `WeightCommitment` keeps of them since then.
    public static func revealWeights(_ commitment: WeightCommitment) -> Self {
        Self("reveal weights", by: .hotkey) { context in
            let netuid = commitment.netuid
            let call = try context.call(
                .forWeights(
                    "reveal_weights", "reveal_mechanism_weights", commitment.index,
                    [
                        .uids("uids", commitment.weights.uids), .uids("values", commitment.weights.values),
                        .uids("salt", commitment.salt), .init("version_key", is: .number(commitment.versionKey)),
                    ]), replacement: context.replacement(ofCommitmentsFor: commitment.index))
            let uid = try await context.requireRegistered(context.signer, on: netuid)
            guard commitment.hash(by: context.signer) == commitment.commitHash else {
                throw BittensorError(
                    .invalidWeights,
                    "the weights were committed by another hotkey than \(context.signer), or are not these")
            }
            return ActionPlan(
                call: call,
                effects: [.init("Reveal", commitment.commitHash)] + commitment.weights.effects(commitment.index)
            ) { _, after in try await after.weights(of: uid, on: commitment.index) }
        }
    }
}

extension CallForm {
    /// A call about weights: its older form for the first mechanism, and the one that names a mechanism for the others.
    static func forWeights(
        _ name: String, _ mechanismName: String, _ index: MechanismIndex, _ arguments: [Argument]
    ) -> CallForm {
        let netuid = Argument("netuid", is: .number(index.netuid.rawValue))
        guard index.mechanism > 0 else { return CallForm("SubtensorModule", name, [netuid] + arguments) }
        return CallForm(
            "SubtensorModule", mechanismName, [netuid, .init("mecid", is: .number(index.mechanism))] + arguments)
    }
}

extension ActionContext {
    /// What is done instead on a runtime that takes no commitments to weights.
    fileprivate func replacement(ofCommitmentsFor index: MechanismIndex) -> String {
        index.mechanism > 0
            ? "its subnets have one mechanism, number 0, or its weights are set without commitment"
            : "weights are set without commitment here"
    }
}
