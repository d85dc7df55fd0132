// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

// What is checked before a parameter is set.

extension ActionContext {
    /// That its call still does something.
    func requireUse(of parameter: Hyperparameter) throws(BittensorError) {
        guard let words = parameter.replacement(in: metadata) else { return }
        throw BittensorError(
            .callMissing,
            "\(state.runtimeAfter.version.title) sets no \(parameter.name) any more: \(words)")
    }

    /// The call of this runtime, in the types that it asks for.
    func call(
        setting parameter: Hyperparameter, to value: HyperparameterValue, on netuid: NetUID, asRoot: Bool
    ) async throws -> Call {
        guard let found = parameter.call(in: metadata, asRoot: asRoot) else {
            throw BittensorError(
                .callMissing,
                Self.ways[parameter.name].map { "\(parameter.name) is not set by itself: \($0)" }
                    ?? "\(state.runtimeAfter.version.title) has no call that sets \(parameter.name)")
        }
        let arguments = try await arguments(for: value, of: parameter, on: netuid)
        let fields = found.variant.fields
        guard fields.count == arguments.count + 1 else {
            throw BittensorError(.callMissing, "this runtime sets \(parameter.name) by other arguments than are known")
        }
        for (field, argument) in zip(fields.dropFirst(), arguments) {
            do {
                _ = try metadata.types.encode(argument, as: field.type)
            } catch {
                throw BittensorError(
                    .invalidOption,
                    "\(parameter.unit.words(for: value)) is no value for \(parameter.name): it takes "
                        + (field.typeName ?? metadata.types.name(field.type)))
            }
        }
        let members = zip(fields, [.number(netuid.rawValue)] + arguments).map { ScaleValue.Member($0.name, $1) }
        return Call(found.pallet, found.variant.name, members: members)
    }

    /// What sets that which has no call of its own.
    private static let ways = [
        "yuma_version": "yuma3_enabled sets it, to on or off",
        "subnet_is_active": "'btcli subnets start' does, once",
        "max_weights_limit": "this runtime limits no single weight",
        "user_liquidity_enabled": "this runtime has no liquidity of users",
    ]

    /// The value as the call takes it; one bound of two goes out with the other one.
    private func arguments(
        for value: HyperparameterValue, of parameter: Hyperparameter, on netuid: NetUID
    ) async throws -> [ScaleValue] {
        guard case .part(let item, let index)? = parameter.place else {
            return value.arguments(as: parameter.unit)
        }
        let pair = try await state.values([StorageQuery("SubtensorModule", item, netuid)]).first ?? nil
        guard var both = pair?.list, both.count == 2, both.indices.contains(index) else {
            throw BittensorError(.notVerified, "this runtime keeps no pair under \(item)")
        }
        both[index] = value.arguments(as: parameter.unit)[0]
        return both
    }

    /// That the signer may set it.
    func requireAuthority(over parameter: Hyperparameter, on netuid: NetUID, asRoot: Bool) async throws {
        let authority = parameter.authority(in: metadata)
        if asRoot {
            guard authority != .ownerAlone else {
                throw BittensorError(
                    .notOwner,
                    "only the owner of subnet \(netuid) sets \(parameter.name), and not the root of the chain")
            }
            return try await requireRoot()
        }
        guard authority != .root else {
            throw BittensorError(
                .notOwner,
                "only the root of the chain sets \(parameter.name) on "
                    + "\(state.runtimeAfter.version.title), and not a subnet's owner")
        }
        try await requireSubnetOwnership(netuid)
    }

    /// That the value goes with those of other parameters.
    func requireCompany(
        for value: HyperparameterValue, of parameter: Hyperparameter, on netuid: NetUID
    ) async throws {
        guard let number = value.numbers.first else { return }
        func other(_ name: String) async throws -> Int128? {
            guard let row = Hyperparameter.named(name, in: metadata) else { return nil }
            return try await state.hyperparameter(row, of: netuid)?.numbers.first
        }
        func refuse(_ words: String) throws {
            throw BittensorError(
                .invalidOption, "\(parameter.unit.words(for: value)) is no value for \(parameter.name): \(words)")
        }
        switch parameter.name {
        case "min_burn":
            guard let most = try await other("max_burn"), number >= most else { return }
            try refuse("it is below max_burn, which is \(parameter.unit.words(for: most))")
        case "max_burn":
            guard let least = try await other("min_burn"), number <= least else { return }
            try refuse("it is above min_burn, which is \(parameter.unit.words(for: least))")
        case "alpha_low":
            try await requireBounds(number, other("alpha_high") ?? number, on: netuid, refuse)
        case "alpha_high":
            try await requireBounds(other("alpha_low") ?? number, number, on: netuid, refuse)
        case "alpha_values":
            try await requireBounds(number, value.numbers.last ?? number, on: netuid, refuse)
        case "mechanism_count":
            guard let most = try await state.valueIfKnown(.maxMechanismCount), number > Int128(most) else { return }
            try refuse("it is \(most) at most on this chain")
        case "mechanism_emission_split":
            let count = try await state.valueIfKnown(.mechanismCount(netuid)) ?? 1
            guard value.numbers.count > max(1, Int(count)) else { return }
            try refuse(
                "it is one number for each mechanism, and the subnet has \(max(1, count)), not \(value.numbers.count)")
        default: break
        }
    }

    /// That the bounds of liquid alpha can be set, and are in order.
    private func requireBounds(
        _ low: Int128, _ high: Int128, on netuid: NetUID, _ refuse: (String) throws -> Void
    ) async throws {
        guard let switched = Hyperparameter.named("liquid_alpha_enabled", in: metadata) else { return }
        if try await state.hyperparameter(switched, of: netuid) == .flag(false) {
            try refuse(
                "liquid alpha is off, and the chain sets its bounds while it is on: set liquid_alpha_enabled first")
        }
        if low > high { try refuse("the lower bound, \(low), would be above the upper one, \(high)") }
    }

    // MARK: After

    /// Whether the parameter is what was set, by the state after the block; false where nobody knows where it is kept.
    ///
    /// - Throws: `notVerified` for a call that reports success and changes nothing.
    func readBack(
        _ parameter: Hyperparameter, as value: HyperparameterValue, on netuid: NetUID, after call: Call
    ) async throws -> Bool {
        guard let now = try await state.hyperparameter(parameter, of: netuid) else { return false }
        guard now != value else { return true }
        let unit = parameter.unit
        throw BittensorError(
            .notVerified,
            "the chain reports success, and \(parameter.name) of subnet \(netuid) is \(unit.words(for: now)) and not "
                + "\(unit.words(for: value)): \(call.pallet).\(call.name) does not set it on "
                + "\(state.runtime.version.title)")
    }
}
