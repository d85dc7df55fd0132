import Bittensor
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives

/// One action of a command, with what its outcome means to people and scripts.
struct ActionStep: Sendable {
    /// Which key of the wallet signs it.
    let role: SigningRole
    /// What someone has to know beside the action's own effects, such as the value that is replaced.
    var notes: [ActionPreview.Effect] = []
    /// What is asked before it is sent alone, in place of `Send it?`.
    var question: String?
    /// Done right before it is sent, such as keeping what could not be had again.
    var beforeSending: @Sendable () throws -> Void = {}
    /// Composes and checks it for the chain and the account that signs.
    let prepare: @Sendable (Subtensor, AccountID) async throws -> PreparedStep

    /// - Parameter report: what the outcome comes to, told after the action's own facts.
    init<Outcome>(_ action: Action<Outcome>, _ report: @escaping @Sendable (Outcome) -> [Fact] = { _ in [] }) {
        role = action.signer
        prepare = { subtensor, signer in
            let prepared = try await subtensor.prepare(action, for: signer)
            return PreparedStep(preview: prepared.preview) { subtensor, key, options in
                let done = try await subtensor.submit(prepared, signedBy: key, options: options)
                return SentAction(extrinsic: done.extrinsic, outcome: report(done.outcome))
            }
        }
    }
}

/// An action that was checked, and not sent.
struct PreparedStep: Sendable {
    let preview: ActionPreview
    let submit: @Sendable (Subtensor, KeyPair, SubmissionOptions) async throws -> SentAction
}

/// An action that was carried out.
struct SentAction: Sendable {
    let extrinsic: IncludedExtrinsic
    let outcome: [Fact]
}
