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

    /// The values as the chain counts them, with a comma between two.
    package var text: String { Hyperparameter.text(of: values) }
}

extension Action where Outcome == HyperparameterChange {
    /// Sets a parameter of a subnet, as its owner.
    ///
    /// - Parameters:
    ///   - name: as the Python tools or the runtime call it, such as `immunity_period` or `max_regs_per_block`.
    ///   - text: a number as ``HyperparameterUnit`` reads it, `true` or `false`, an address; two numbers with a comma for
    ///     `alpha_values`.
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
                try await context.requireRoot()
            } else {
                guard !Hyperparameter.isForRoot(variant) else {
                    throw BittensorError(
                        .notOwner,
                        "only the root of the chain sets \(name), as this runtime describes it; not a subnet's owner")
                }
                try await context.requireSubnetOwnership(netuid)
            }
            return ActionPlan(
                call: asRoot ? call.asRoot : call,
                effects: [
                    .init("Subnet", netuid),
                    .init(
                        "Set \(name)",
                        Hyperparameter.unit(of: name).words(for: Hyperparameter.text(of: values), of: name)),
                ]
            ) { included, after in
                try after.requireSudone(call, included)
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
    ///
    /// - Parameter asRoot: whether those are meant too that the root of the chain alone sets, as far as the runtime says so.
    public static func names(_ subtensor: Subtensor, asRoot: Bool = true) -> [String] {
        setters(subtensor.client.runtime.metadata).filter { asRoot || !isForRoot($0) }.map {
            String($0.name.dropFirst(prefix.count))
        }.sorted()
    }

    /// Whether one of those parameters is meant by a name of the Python tools or of the runtime.
    public static func isSettable(_ name: String, among names: [String]) -> Bool { names.contains(runtimeName(name)) }

    /// Whether the runtime says that only its root may call it. The sentence is that of subtensor's sources.
    static func isForRoot(_ setter: TypeDefinition.Variant) -> Bool {
        let words = setter.docs.flatMap { $0.split(separator: " ") }.joined(separator: " ")
        guard let sentence = words.firstRange(of: "only callable by the root account") else { return false }
        let rest = words[sentence.upperBound...]
        return rest.isEmpty || rest.hasPrefix(".") || rest.hasPrefix(",")
    }

    /// What is sent, as the chain counts it.
    static func text(of values: [ScaleValue]) -> String {
        values.map { $0.text ?? "\($0)" }.joined(separator: ",")
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
        let wanted = Hyperparameter.prefix + Hyperparameter.runtimeName(name)
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
        let parts = try Hyperparameter.parts(of: text, count: fields.count, for: name)
        var values: [ScaleValue] = []
        for (part, field) in zip(parts, fields) {
            values.append(try value(part, as: field, for: name))
        }
        return values
    }

    /// The value in a text, when the field's type can hold it.
    private func value(
        _ text: String, as field: TypeDefinition.Field, for name: String
    ) throws(BittensorError) -> ScaleValue {
        let value: ScaleValue
        switch primitive(field.type) {
        case .bool:
            guard let flag = Hyperparameter.flag(text) else {
                throw Hyperparameter.refusal(text, name, "true or false")
            }
            value = .bool(flag)
        case .i8, .i16, .i32, .i64, .i128:
            guard let number = Int128(text) else { throw Hyperparameter.refusal(text, name, "a whole number") }
            value = .signed(number)
        case .u8, .u16, .u32, .u64, .u128: value = .number(try Hyperparameter.unit(of: name).number(text, for: name))
        // The encoding knows an account by its address, and a case by its name.
        default: value = .text(text)
        }
        do {
            _ = try metadata.types.encode(value, as: field.type)
        } catch {
            throw Hyperparameter.refusal(text, name, field.typeName ?? metadata.types.name(field.type))
        }
        return value
    }

    /// The primitive that a type is, or that it wraps: amounts are numbers in a struct of their own.
    private func primitive(_ type: TypeID) -> TypeDefinition.Primitive? {
        var shape = try? metadata.types.type(type).shape
        for _ in 0..<TypeRegistry.maximumDepth {
            guard case .composite(let fields)? = shape, fields.count == 1 else { break }
            shape = try? metadata.types.type(fields[0].type).shape
        }
        guard case .primitive(let primitive)? = shape else { return nil }
        return primitive
    }
}
