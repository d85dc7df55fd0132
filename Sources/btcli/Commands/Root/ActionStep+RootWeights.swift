// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorClient

extension ActionStep {
    /// What sets root weights: shows them before and after they are normalised, and asks in the words of the Python tools.
    static func settingRootWeights(
        _ weights: [Float], for netuids: [NetUID], as hotkey: AccountID, _ subtensor: Subtensor, _ console: Console
    ) async throws -> ActionStep {
        let weights = try RootWeights(weights, for: netuids, rules: try await subtensor.weightRules(on: 0))
        let after = "[\(weights.normalized.map { Double($0).fixed(decimals: 4) }.joined(separator: ", "))]"
        // Whoever is asked sees it, even under --quiet.
        let vectors = "\nNormalized weights:\n        \(weights.given) -> \(after)\n"
        if console.canAsk { console.status.say(vectors) } else { console.say(vectors) }
        var step = ActionStep(.setRootWeights(weights.given, for: netuids, as: hotkey), \.report)
        let uids = netuids.map(\.description).joined(separator: ", ")
        step.question = "\nDo you want to set the following root weights?:\n  weights: \(after)\n  uids: [\(uids)]?"
        return step
    }
}

extension RootWeights {
    fileprivate var report: ActionReport {
        ActionReport(
            "Set the root weights of \(netuids.count) \(netuids.count == 1 ? "subnet" : "subnets")",
            [
                Fact("netuids", "Subnets", .list(netuids.map { .integer($0.rawValue) })),
                Fact("weights", "Weights", .list(normalized.map { .number(Double($0), decimals: 4) })),
            ])
    }
}
