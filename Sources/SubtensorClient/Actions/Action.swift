// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import SubstrateClient

/// Something that an account can have a subtensor chain do: a value that names it, without a key and without a chain.
///
/// ```swift
/// let action = Action.transfer(try Balance(tao: "10"), to: receiver)
/// let prepared = try await subtensor.prepare(action, for: try wallet.coldkeyPublic())
/// print(prepared.preview)                                      // what it does, costs and needs
/// let done = try await subtensor.submit(prepared, signedBy: coldkey)
/// print(done.outcome.amount, done.extrinsic.blockNumber)
/// ```
///
/// `prepare` composes the call that the connected runtime has for it, checks everything that can be known before, and
/// sends nothing. `Outcome` is what the chain made of it, read from the block that carried it out.
public struct Action<Outcome: Sendable>: Sendable {
    /// What a person calls it, such as "add stake".
    public let name: String
    /// Which key of a wallet signs it.
    public let signer: SigningRole
    let plan: @Sendable (ActionContext) async throws -> ActionPlan<Outcome>

    init(
        _ name: String, by signer: SigningRole = .coldkey,
        plan: @escaping @Sendable (ActionContext) async throws -> ActionPlan<Outcome>
    ) {
        self.name = name
        self.signer = signer
        self.plan = plan
    }
}

/// Which key of a wallet signs.
public enum SigningRole: String, Hashable, Sendable {
    case coldkey, hotkey
}

/// What an action comes to on one runtime, in one state, for one signer.
struct ActionPlan<Outcome: Sendable>: Sendable {
    let call: Call
    /// What it does, for a person.
    var effects: [ActionPreview.Effect] = []
    /// What it takes from the signer's free balance, the fee aside.
    var cost = Cost.exactly(.zero)
    /// The most it may take, where the chain holds a limit; nil where it takes just that.
    var highestCost: Balance?
    /// What of it comes back to the signer's free balance in the same block.
    var returned = Balance.zero
    /// Whether the chain refuses to take the balance below the existential deposit.
    var keepsAlive = true
    /// What is taken as done when the chain carries the call out with an error; nil for an error that stands.
    var despite: @Sendable (DispatchFailure, ActionContext) async throws -> Outcome? = { _, _ in nil }
    /// Reads what came of it from the state after its block.
    let outcome: @Sendable (IncludedExtrinsic, ActionContext) async throws -> Outcome

    /// How much an action takes.
    enum Cost: Sendable {
        case exactly(Balance)
        /// All that is left beside the fee.
        case everything
        /// What the chain makes of it, which nobody reckons beforehand.
        case unknown
    }
}

/// An action that was carried out.
public struct CompletedAction<Outcome: Sendable>: Sendable {
    /// What the chain made of it.
    public let outcome: Outcome
    /// The extrinsic, its block and its events.
    public let extrinsic: IncludedExtrinsic
}

extension CompletedAction: Equatable where Outcome: Equatable {}
extension CompletedAction: Hashable where Outcome: Hashable {}
