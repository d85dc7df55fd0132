// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A subnet's parameter that was set, and read back.
public struct HyperparameterChange: Hashable, Sendable {
    public let netuid: NetUID
    public let parameter: Hyperparameter
    /// What it was before; nil where the runtime does not tell.
    public let before: HyperparameterValue?
    /// What was sent.
    public let value: HyperparameterValue
    /// Whether the chain was asked afterwards, and has it: not where nobody knows the place in which it keeps it.
    public let isReadBack: Bool

    /// The name that was asked for.
    public var name: String { parameter.name }
}

extension Action where Outcome == HyperparameterChange {
    /// Sets a parameter of a subnet, as its owner, by the call that does so on the connected runtime.
    ///
    /// Who may set it, its range, the window before an epoch, and how long ago it was set are looked at before anything
    /// is sent; what was set is read back after.
    ///
    /// - Parameters:
    ///   - name: as any of the Python tools or the runtime calls it, such as `immunity_period` or `max_regs_per_block`.
    ///   - text: what ``Hyperparameter/reading(of:)`` reads: a whole number is the chain's own, `0.5`, `0.1tao`, `on`, an
    ///     address, `Recycle`; two numbers with a comma for `alpha_values`.
    ///   - asRoot: wraps it in `Sudo.sudo`, for the key that owns the whole chain.
    public static func setHyperparameter(
        _ name: String, to text: String, on netuid: NetUID, asRoot: Bool = false
    ) -> Self {
        Self("set hyperparameter") { context in
            let parameter = try context.parameter(name)
            return try await context.plan(
                parameter, to: try parameter.reading(of: text), on: netuid, asRoot: asRoot)
        }
    }

    /// Sets how many incentive mechanisms a subnet has, as its owner. The split of its emission is forgotten, and so is
    /// all that belongs to mechanisms that go.
    public static func setMechanismCount(_ count: UInt8, on netuid: NetUID, asRoot: Bool = false) -> Self {
        Self("set mechanism count") { context in
            try await context.plan(
                try context.parameter("mechanism_count"), to: .number(Int128(count)), on: netuid, asRoot: asRoot)
        }
    }

    /// Sets how a subnet's emission is split between its mechanisms, as its owner.
    ///
    /// - Parameter shares: one for each mechanism, in any proportion; nil for equal parts.
    public static func setMechanismEmissionSplit(
        _ shares: [Double]?, on netuid: NetUID, asRoot: Bool = false
    ) -> Self {
        Self("set mechanism emission split") { context in
            let parameter = try context.parameter("mechanism_emission_split")
            let text = shares.map { $0.map { "\($0)" }.joined(separator: ",") } ?? "even"
            return try await context.plan(
                parameter, to: try parameter.reading(of: text), on: netuid, asRoot: asRoot)
        }
    }
}

extension ActionContext {
    /// The parameter that a name means on this runtime.
    func parameter(_ name: String) throws(BittensorError) -> Hyperparameter {
        if let parameter = Hyperparameter.named(name, in: metadata) { return parameter }
        let names = Hyperparameter.all(in: metadata).filter { $0.authority(in: metadata) != .nobody }.map(\.name)
        throw BittensorError(
            .callMissing,
            "this runtime sets no \(excerpt(name)) on a subnet: it sets \(names.sorted().joined(separator: ", "))")
    }

    /// Sets a parameter, once nothing is known that the chain would refuse it for.
    func plan(
        _ parameter: Hyperparameter, to value: HyperparameterValue, on netuid: NetUID, asRoot: Bool
    ) async throws -> ActionPlan<HyperparameterChange> {
        try requireUse(of: parameter)
        let call = try await call(setting: parameter, to: value, on: netuid, asRoot: asRoot)
        try await requireSubnet(netuid)
        try await requireAuthority(over: parameter, on: netuid, asRoot: asRoot)
        if !asRoot { try parameter.requireRange(value) }
        try await requireCompany(for: value, of: parameter, on: netuid)
        if parameter.isFrozen { try await requireThawed(netuid, for: parameter.name) }
        if !asRoot { try await requireRested(parameter, on: netuid) }
        let before = try await state.hyperparameter(parameter, of: netuid)
        let unit = parameter.unit
        var effects: [ActionPreview.Effect] = [
            .init("Subnet", netuid), .init("Set \(parameter.name)", unit.words(for: value)),
        ]
        if let before {
            effects.append(.init("Change", "\(unit.words(for: before)) → \(unit.words(for: value))"))
        }
        effects.append(.init("Set by", parameter.authority(in: metadata).words))
        return ActionPlan(call: asRoot ? call.asRoot : call, effects: effects) { included, after in
            if asRoot { try after.requireSudone(call, included) }
            let isReadBack = try await after.readBack(parameter, as: value, on: netuid, after: call)
            return HyperparameterChange(
                netuid: netuid, parameter: parameter, before: before, value: value, isReadBack: isReadBack)
        }
    }
}
