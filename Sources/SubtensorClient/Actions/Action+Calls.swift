// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import BittensorPrimitives
public import ScaleCodec
public import SubstrateClient

/// What the chain told about a call that was carried out.
public struct CallOutcome: Hashable, Sendable, CustomStringConvertible {
    /// Everything that the extrinsic caused, in order.
    public let events: [Told]

    /// An event, with what it says.
    public struct Told: Hashable, Sendable, CustomStringConvertible {
        public let event: ChainEvent
        /// The event on one line, with money in its unit.
        public let description: String
        /// Its fields as JSON.
        package let fields: String

        /// Whether it tells of the call, and not of what every extrinsic does.
        public var isOfCall: Bool {
            !event.matches("System", "ExtrinsicSuccess") && !event.matches("TransactionPayment", "TransactionFeePaid")
        }
    }

    public var description: String {
        let told = events.filter(\.isOfCall)
        return told.isEmpty ? "done" : told.map(\.description).joined(separator: "; ")
    }
}

extension Action where Outcome == CallOutcome {
    /// Carries out any call that the connected runtime has.
    ///
    /// ```swift
    /// let metadata = try await subtensor.state().runtimeAfter.metadata
    /// let call = try metadata.call(
    ///     named: "SubtensorModule.start_call", arguments: ["netuid": 2], spelled: .subtensor)
    /// let done = try await subtensor.perform(.call(call), signedBy: coldkey)
    /// print(done.outcome)
    /// ```
    ///
    /// A call that carries out others, such as a batch or one as the root, fails with the first of them that fails: a
    /// ``BittensorError`` with the block, as for a call that fails itself.
    ///
    /// - Parameters:
    ///   - signer: the key of the wallet that signs it.
    ///   - spellings: how previews and events are told.
    public static func call(
        _ call: Call, by signer: SigningRole = .coldkey, spelled spellings: Spellings = .subtensor
    ) -> Self {
        Self("call \(call)", by: signer) { context in
            // The names say more than the encoding would.
            _ = try context.metadata.call(named: "\(call)")
            if call.pallet == "Sudo" { try await context.requireRoot() }
            return ActionPlan(
                call: call, effects: effects(of: call, context.metadata, spellings), cost: .unknown, keepsAlive: false,
                outcome: told(of: call, spelled: spellings))
        }
    }

    /// Several calls of one account as one, each of which is carried out whatever becomes of the others.
    ///
    /// - Parameters:
    ///   - effects: what a person has to know of them.
    ///   - cost: what they take together beside the fee; nil where that is not known.
    package static func together(
        _ calls: [Call], effects: [ActionPreview.Effect], cost: Balance?, by signer: SigningRole
    ) -> Self {
        let call = Call.batch(calls, .whateverFails)
        return Self("\(calls.count) actions", by: signer) { _ in
            ActionPlan(
                call: call, effects: effects, cost: cost.map { .exactly($0) } ?? .unknown, keepsAlive: false,
                outcome: told(of: call, spelled: .subtensor))
        }
    }

    /// Reads what the chain told about a call; throws the first failure of what it carried out.
    private static func told(
        of call: Call, spelled spellings: Spellings
    ) -> @Sendable (IncludedExtrinsic, ActionContext) async throws -> CallOutcome {
        { included, after in
            let metadata = after.state.runtime.metadata
            if let failure = metadata.innerFailure(in: included.events) {
                throw ActionRefusal(failure).error(of: call, in: included)
            }
            return CallOutcome(
                events: included.events.map { event in
                    .init(
                        event: event, description: metadata.text(event, spelled: spellings),
                        fields: metadata.json(event))
                })
        }
    }

    /// A line for each argument; for a batch, one for each of its calls.
    private static func effects(
        of call: Call, _ metadata: RuntimeMetadata, _ spellings: Spellings
    ) -> [ActionPreview.Effect] {
        let calls = call.batched
        guard calls.isEmpty else {
            return calls.enumerated().map { .init("Call \($0 + 1)", metadata.text($1, spelled: spellings)) }
        }
        let fields = metadata.fields(of: call)
        let form = metadata.written(spellings)
        return zip(fields, call.arguments).map { field, argument in
            let name = field.name ?? ""
            return .init(
                name, form.text(argument.value, as: field.type, called: name, typeName: field.typeName))
        }
    }
}

extension Call {
    /// The calls of a batch; none for anything else.
    fileprivate var batched: [Call] {
        guard pallet == "Utility", BatchMode(rawValue: name) != nil, arguments.count == 1 else { return [] }
        return (arguments[0].value.list ?? []).compactMap(Call.init)
    }
}
