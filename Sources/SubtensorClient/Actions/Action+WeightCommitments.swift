// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// Weights of which the chain has only the hash so far: all that it takes to reveal them. Whoever loses it loses the
/// weights.
public struct WeightCommitment: Hashable, Sendable {
    public let netuid: NetUID
    public let weights: QuantizedWeights
    /// Keeps others from trying all weights until the hash fits.
    public let salt: [UInt16]
    public let versionKey: UInt64
    /// What the chain keeps.
    public let commitHash: Hash256

    /// - Parameter salt: eight random numbers, if nil.
    public init(
        _ weights: QuantizedWeights, by hotkey: AccountID, on netuid: NetUID, salt: [UInt16]? = nil, versionKey: UInt64
    ) {
        let salt = salt ?? (0..<8).map { _ in UInt16.random(in: .min ... .max) }
        self.netuid = netuid
        self.weights = weights
        self.salt = salt
        self.versionKey = versionKey
        commitHash = weights.commitHash(by: hotkey, on: netuid, salt: salt, versionKey: versionKey)
    }

    func hash(by hotkey: AccountID) -> Hash256 {
        weights.commitHash(by: hotkey, on: netuid, salt: salt, versionKey: versionKey)
    }
}

extension Action where Outcome == Hash256 {
    /// Commits to weights that are revealed later. The outcome is the hash that the chain keeps.
    public static func commitWeights(_ commitment: WeightCommitment) -> Self {
        Self("commit weights", by: .hotkey) { context in
            let netuid = commitment.netuid
            let call = try context.call(
                CallForm(
                    "commit_weights", .init("netuid", is: .number(netuid.rawValue)),
                    .init("commit_hash", is: .hash(commitment.commitHash))),
                replacement: "weights are set without commitment here")
            let uid = try await context.requireWeighable(commitment.weights, on: netuid)
            guard commitment.hash(by: context.signer) == commitment.commitHash else {
                throw BittensorError(
                    .invalidWeights, "the commitment was made for another hotkey than \(context.signer)")
            }
            guard try await context.state.valueIfKnown(.commitRevealEnabled(netuid)) != false else {
                throw BittensorError(.invalidWeights, "subnet \(netuid) takes weights without commitment: set them")
            }
            try await context.requireVotingStake(uid, on: netuid)
            try await context.requireWaited(uid, MechanismIndex(netuid))
            return ActionPlan(
                call: call, effects: [.init("Commit to", commitment.commitHash)] + commitment.weights.effects(netuid)
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
                CallForm(
                    "reveal_weights", .init("netuid", is: .number(netuid.rawValue)),
                    .uids("uids", commitment.weights.uids), .uids("values", commitment.weights.values),
                    .uids("salt", commitment.salt), .init("version_key", is: .number(commitment.versionKey))),
                replacement: "weights are set without commitment here")
            let uid = try await context.requireRegistered(context.signer, on: netuid)
            guard commitment.hash(by: context.signer) == commitment.commitHash else {
                throw BittensorError(
                    .invalidWeights,
                    "the weights were committed by another hotkey than \(context.signer), or are not these")
            }
            return ActionPlan(
                call: call, effects: [.init("Reveal", commitment.commitHash)] + commitment.weights.effects(netuid)
            ) { _, after in try await after.weights(of: uid, on: netuid) }
        }
    }
}
