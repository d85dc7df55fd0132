// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorClient
import Timelock

extension ActionStep {
    /// Commits to weights with a salt. What the reveal needs is kept before anything is sent.
    static func committing(
        _ weights: QuantizedWeights, on netuid: NetUID, mechanism: UInt8, versionKey: UInt64?, salt: [UInt16]? = nil,
        by hotkey: AccountID, in folder: CommitmentFile.Folder, _ subtensor: Subtensor, _ console: Console
    ) async throws -> ActionStep {
        let key =
            if let versionKey { versionKey } else { try await subtensor.parameters(of: netuid).weightsVersionKey ?? 0 }
        let commitment = WeightCommitment(
            weights, by: hotkey, on: netuid, mechanism: mechanism, salt: salt, versionKey: key)
        let file = CommitmentFile(commitment, by: hotkey, in: folder)
        var step = ActionStep(.commitWeights(commitment)) { hash in
            ActionReport(
                "Committed the weights for \(netuid.title)",
                [
                    Fact("mode", "Mode", .text(WeightsMode.salted.rawValue)),
                    Fact("commit_hash", "Commitment", .text(hash.hex)),
                ]
                    + weights.facts
                    + [
                        Fact("salt", "Salt", .list(commitment.salt.map { .integer($0) })),
                        Fact("version_key", "Version key", .digits(key)),
                        Fact("file", "Kept in", .text(file.path)),
                    ], news: ["commit_hash", "file"],
                next: "'btcli weights reveal --netuid \(netuid)\(mechanism.optionText)' reveals them in their epoch")
        }
        step.beforeSending = {
            try file.save()
            console.detail("What the reveal needs is in \(file.path)")
        }
        return step
    }

    /// Commits to weights that the chain opens by itself.
    static func timelocking(
        _ weights: QuantizedWeights, on netuid: NetUID, mechanism: UInt8, versionKey: UInt64?
    ) -> ActionStep {
        ActionStep(
            .commitTimelockedWeights(weights, on: netuid, mechanism: mechanism, versionKey: versionKey)
        ) { pending in
            ActionReport(
                "Committed timelocked weights for \(netuid.title)",
                [
                    Fact("mode", "Mode", .text(WeightsMode.timelocked.rawValue)),
                    Fact("commit_hash", "Commitment", .text(pending.commitHash.hex)),
                    Fact("reveal_round", "Round", .integer(pending.revealRound)),
                    Fact("published", "Published", .text(orNone: MomentText.text(pending.published))),
                    Fact("reveal_block", "Opened from block", .block(pending.revealBlock)),
                ] + weights.facts, news: ["reveal_round", "published", "reveal_block"],
                next:
                    "'btcli weights commits --netuid \(netuid)\(mechanism.optionText)' lists what waits for its round; the chain reveals it"
            )
        }
    }
}

extension UInt8 {
    /// What a command line says of a mechanism: nothing of the first.
    fileprivate var optionText: String { self > 0 ? " --mechid \(self)" : "" }
}

extension QuantizedWeights {
    /// The weights as the chain takes them.
    fileprivate var facts: [Fact] {
        [
            Fact("uids", "Uids", .list(uids.map { .integer($0) })),
            Fact("values", "Values", .list(values.map { .integer($0) })),
        ]
    }
}
