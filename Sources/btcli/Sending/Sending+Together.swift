// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubtensorClient

extension Sending {
    /// The same entries, of which an account of several keys makes one: its members approve one call, not one after the other.
    func together(
        _ entries: [TransactionAnswer.Entry], on view: Subtensor
    ) async throws -> [TransactionAnswer.Entry] {
        let parts = entries.compactMap { entry in
            if let step = entry.step, let prepared = entry.prepared { (step, prepared) } else { nil }
        }
        guard capacity.multisig != nil, parts.count > 1, view.offersBatches(.whateverFails),
            parts.allSatisfy({ $0.0.capacity == nil && $0.0.role == parts[0].0.role })
        else { return entries }
        let step = ActionStep(joining: parts)
        let account = try signer.key(step.role, of: wallet).accountID
        let joined = TransactionAnswer.Entry(step, try await step.prepare(view, account, capacity, signing))
        return entries.filter { $0.step == nil } + [joined]
    }
}

extension ActionStep {
    /// Several steps of one key as one call.
    fileprivate init(joining parts: [(step: ActionStep, prepared: PreparedStep)]) {
        let effects = parts.enumerated().flatMap { place, part in
            let shown = part.prepared.preview.effects + part.step.notes
            return shown.map { ActionPreview.Effect("\(place + 1) \($0.label)", $0.value, isBefore: $0.isBefore) }
        }
        let isKnown = parts.allSatisfy { $0.prepared.preview.knowsCost }
        let cost = parts.reduce(Balance.zero) { $0 + $1.prepared.preview.cost }
        let action = Action.together(
            parts.map(\.prepared.innerCall), effects: effects, cost: isKnown ? cost : nil, by: parts[0].step.role)
        self.init(action) { outcome in
            ActionReport(
                "Carried out \(parts.count) actions", [Fact("actions", "Actions", .integer(parts.count))],
                told: outcome.events.filter(\.isOfCall).map(\.description))
        }
        let (waits, keeps) = (parts.compactMap(\.step.waiting), parts.map(\.step.beforeSending))
        if !waits.isEmpty { waiting = { subtensor in for wait in waits { try await wait(subtensor) } } }
        beforeSending = { for keep in keeps { try keep() } }
    }
}
