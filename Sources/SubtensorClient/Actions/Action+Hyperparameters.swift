// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A subnet's parameter that was set.
public struct HyperparameterChange: Hashable, Sendable {
    public let netuid: NetUID
    public let name: String
    /// What was sent, in the types that the runtime asks for.
    public let values: [ScaleValue]
}

extension Action where Outcome == HyperparameterChange {
    /// Sets a parameter of a subnet, as its owner.
    ///
    /// - Parameters:
    ///   - name: as the Python tools or the runtime call it, such as `immunity_period` or `max_regs_per_block`.
    ///   - text: a whole number, `true` or `false`; two numbers with a comma for `alpha_values`.
    ///   - asRoot: wraps it in `Sudo.sudo`, for the key that owns the whole chain.
    public static func setHyperparameter(
        _ name: String, to text: String, on netuid: NetUID, asRoot: Bool = false
    ) -> Self {
        Self("set hyperparameter") { context in
            let variant = try context.setter(of: name)
            let values = try context.values(text, for: variant, name)
            let members = zip(variant.fields, [.number(netuid.rawValue)] + values).map {
                ScaleValue.Member($0.name, $1)
            }
            let call = Call(Hyperparameter.pallet, variant.name, members: members)
            if asRoot {
                try await context.requireSubnet(netuid)
                guard try await context.state.value(StorageAddress<AccountID>("Sudo", "Key")) == context.signer else {
                    throw BittensorError(.notOwner, "\(context.signer) is not the key that owns the chain")
                }
            } else {
                try await context.requireSubnetOwnership(netuid)
            }
            return ActionPlan(
                call: asRoot ? Call("Sudo", "sudo", ["call": call.value]) : call,
                effects: [.init("Subnet", netuid), .init("Set \(name)", text)]
            ) { included, after in
                try after.requireSudone(included)
                return HyperparameterChange(netuid: netuid, name: name, values: values)
            }
        }
    }
}

/// The names of subnet parameters.
public enum Hyperparameter {
    static let pallet = "AdminUtils"
    static let prefix = "sudo_set_"

    /// The parameters that a runtime lets someone set on one subnet, as the runtime calls them, in order.
    public static func names(_ subtensor: Subtensor) -> [String] {
        setters(subtensor.client.runtime.metadata).map { String($0.name.dropFirst(prefix.count)) }.sorted()
    }

    static func setters(_ metadata: RuntimeMetadata) -> [TypeDefinition.Variant] {
        let calls = try? metadata.pallet(pallet).calls.map { id throws(ScaleError) in try metadata.types.type(id).shape
        }
        guard case .variant(let variants) = calls ?? nil else { return [] }
        return variants.filter { $0.name.hasPrefix(prefix) && $0.fields.first?.name == "netuid" && $0.fields.count > 1 }
    }

    /// What the Python tools call otherwise than the runtime.
    static let aliases = [
        "max_weights_limit": "max_weight_limit", "weights_version": "weights_version_key",
        "weights_rate_limit": "weights_set_rate_limit",
        "target_regs_per_interval": "target_registrations_per_interval", "bonds_moving_avg": "bonds_moving_average",
        "max_regs_per_block": "max_registrations_per_block", "max_validators": "max_allowed_validators",
        "registration_allowed": "network_registration_allowed",
        "commit_reveal_period": "commit_reveal_weights_interval", "transfers_enabled": "toggle_transfer",
        "pow_registration_allowed": "network_pow_registration_allowed",
    ]
}

extension ActionContext {
    /// The call that sets a parameter.
    fileprivate func setter(of name: String) throws(BittensorError) -> TypeDefinition.Variant {
        let wanted = Hyperparameter.prefix + (Hyperparameter.aliases[name] ?? name)
        let setters = Hyperparameter.setters(metadata)
        guard let variant = setters.first(where: { $0.name == wanted }) else {
            let names = setters.map { String($0.name.dropFirst(Hyperparameter.prefix.count)) }.sorted()
            throw BittensorError(
                .callMissing,
                "this runtime sets no \(excerpt(name)) on a subnet: it sets \(names.joined(separator: ", "))")
        }
        return variant
    }

    /// The values in a text, in the types that the call asks for.
    fileprivate func values(
        _ text: String, for variant: TypeDefinition.Variant, _ name: String
    ) throws(BittensorError) -> [ScaleValue] {
        let fields = variant.fields.dropFirst()
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard parts.count == fields.count else {
            throw BittensorError(
                .invalidOption, "\(name) takes \(fields.count) values, and \(excerpt(text)) has \(parts.count)")
        }
        var values: [ScaleValue] = []
        for (part, field) in zip(parts, fields) {
            guard let value = value(part, as: field.type) else {
                let type = field.typeName ?? "another type"
                throw BittensorError(.invalidOption, "\(excerpt(part)) is no value for \(name): it takes \(type)")
            }
            values.append(value)
        }
        return values
    }

    /// The value in a text, when the type can hold it.
    private func value(_ text: String, as type: TypeID) -> ScaleValue? {
        var shape = try? metadata.types.type(type).shape
        // Amounts are numbers in a struct of their own.
        while case .composite(let fields) = shape, fields.count == 1 {
            shape = try? metadata.types.type(fields[0].type).shape
        }
        guard case .primitive(let primitive) = shape else { return nil }
        let value: ScaleValue
        switch primitive {
        case .bool:
            switch text.lowercased() {
            case "true", "1", "yes", "on": value = .bool(true)
            case "false", "0", "no", "off": value = .bool(false)
            default: return nil
            }
        case .i8, .i16, .i32, .i64, .i128:
            guard let number = Int128(text) else { return nil }
            value = .signed(number)
        default:
            guard let number = UInt64(text) else { return nil }
            value = .number(number)
        }
        return (try? metadata.types.encode(value, as: type)) == nil ? nil : value
    }

    /// A call inside `Sudo.sudo` that failed, which the extrinsic itself does not show.
    fileprivate func requireSudone(_ included: IncludedExtrinsic) throws(BittensorError) {
        guard let sudo = included.events.last(where: { $0.matches("Sudo", "Sudid") }),
            case .variant("Err", let members)? = sudo[0], let error = members.first?.value
        else { return }
        let failure = metadata.dispatchFailure(error)
        throw ActionRefusal(failure).error(of: Call(Hyperparameter.pallet, "sudo_set"), in: included)
    }
}
