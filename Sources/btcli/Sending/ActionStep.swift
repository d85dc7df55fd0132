// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// One action of a command, with what its outcome means to people and scripts.
struct ActionStep: Sendable {
    /// Which key of the wallet signs it.
    let role: SigningRole
    /// What someone has to know beside the action's own effects, such as the value that is replaced.
    var notes: [ActionPreview.Effect] = []
    /// What is asked before it is sent alone, in place of `Send it?`.
    var question: String?
    /// What is waited for between the yes and the signature; everything is looked at again afterwards.
    var waiting: (@Sendable (Subtensor) async throws -> Void)?
    /// Done right before it is sent, such as keeping what could not be had again.
    var beforeSending: @Sendable () throws -> Void = {}
    /// In whose name it is sent, where the options do not say that.
    var capacity: Capacity?
    /// Composes and checks it for the chain, the account that signs, and in whose name it does.
    let prepare: @Sendable (Subtensor, AccountID, Capacity, SigningOptions) async throws -> PreparedStep

    /// - Parameter report: what the outcome comes to.
    init<Outcome>(_ action: Action<Outcome>, _ report: @escaping @Sendable (Outcome) -> ActionReport) {
        role = action.signer
        prepare = { subtensor, signer, capacity, signing in
            PreparedStep(
                try await subtensor.prepare(action, for: signer, as: capacity, signing: signing), report)
        }
    }
}

/// What a command means to do about one thing: an action, or nothing because it does not fit.
enum PlannedStep: Sendable {
    case step(ActionStep)
    /// What it is about, such as a hotkey, and why it is left out.
    case unfit(String, any Error)

    /// A step for each neuron, side by side, in their order. Those for which there is nothing to do are left out, and so are,
    /// by name, those of several that do not fit.
    ///
    /// - Parameter step: the step for a hotkey; nil when nothing has to be done.
    static func each(
        _ neurons: [NeuronReference], on netuid: NetUID, _ subtensor: Subtensor,
        _ step: @escaping @Sendable (AccountID) async throws -> ActionStep?
    ) async throws -> [PlannedStep] {
        try await withThrowingTaskGroup(of: (Int, PlannedStep?).self) { group in
            for (place, neuron) in neurons.enumerated() {
                group.addTask {
                    let hotkey = try await subtensor.hotkey(of: neuron, on: netuid)
                    do {
                        return (place, try await step(hotkey).map { .step($0) })
                    } catch let error as BittensorError where neurons.count > 1 {
                        return (place, .unfit(hotkey.ss58(), error))
                    }
                }
            }
            var steps: [(Int, PlannedStep?)] = []
            for try await step in group { steps.append(step) }
            return steps.sorted { $0.0 < $1.0 }.compactMap(\.1)
        }
    }
}

/// An action that was checked, and not sent.
struct PreparedStep: Sendable {
    let preview: ActionPreview
    /// What would be signed.
    let transaction: PlannedTransaction
    /// The call that the acting account makes.
    let innerCall: Call
    /// What is kept for whoever goes on with it; nil where it is carried out at once.
    let deferred: DeferredCall?
    /// Looks again whether it is what was agreed to.
    let renewed: @Sendable (Subtensor) async throws -> Renewal
    let submit: @Sendable (Subtensor, any Signer, SubmissionOptions) async throws -> SentAction
    /// What came of it as one of several in a batch.
    let outcome: @Sendable (Subtensor, Int, IncludedExtrinsic) async throws -> SentAction

    enum Renewal: Sendable {
        case same(PreparedStep)
        case changed(PreparedStep, [String])
    }

    init<Outcome>(_ prepared: PreparedAction<Outcome>, _ report: @escaping @Sendable (Outcome) -> ActionReport) {
        preview = prepared.preview
        transaction = prepared.transaction
        innerCall = prepared.innerCall
        deferred = prepared.deferred
        renewed = { subtensor in
            switch try await subtensor.renewed(prepared) {
            case .same(let prepared): .same(PreparedStep(prepared, report))
            case .changed(let prepared, let differences): .changed(PreparedStep(prepared, report), differences)
            }
        }
        submit = { subtensor, signer, options in
            SentAction(try await subtensor.send(prepared, signedBy: signer, options: options), report)
        }
        outcome = { subtensor, place, included in
            SentAction(try await subtensor.outcome(of: prepared, at: place, in: included), report)
        }
    }
}

/// An action that was carried out, or that waits for others.
struct SentAction: Sendable {
    let extrinsic: IncludedExtrinsic
    let report: ActionReport

    init<Outcome>(_ ending: ActionEnding<Outcome>, _ report: (Outcome) -> ActionReport) {
        switch ending {
        case .carriedOut(let done): (extrinsic, self.report) = (done.extrinsic, report(done.outcome))
        case .waiting(let waiting): (extrinsic, self.report) = (waiting.extrinsic, waiting.report)
        }
    }
}

extension WaitingAction {
    fileprivate var report: ActionReport {
        let facts = [
            Fact("call_hash", "Call hash", .text(deferred.hash.hex)),
            Fact("call_data", "Call", .text(deferred.bytes.hex)),
            Fact("acting_account", "Acts", .address(deferred.account)),
        ]
        switch step {
        case .announced(let block):
            return ActionReport(
                "Announced \(deferred.call) for \(deferred.account)",
                facts + [Fact("from_block", "From block", .block(block))], news: ["call_hash", "from_block"],
                next: "'btcli proxy execute --call-hash \(deferred.hash.hex)' carries it out from block \(block) on")
        case .approved(let count, let threshold):
            return ActionReport(
                "Approved \(deferred.call) of \(deferred.account), \(count) of \(threshold),",
                facts + [
                    Fact("approvals", "Approvals", .integer(count)),
                    Fact("threshold", "Needed", .integer(threshold)),
                ], news: ["call_hash"],
                next: "'btcli multisig approve' by another member goes on with it, 'btcli multisig pending' shows it")
        }
    }
}
