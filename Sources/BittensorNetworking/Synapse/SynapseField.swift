// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What is special about a field of a synapse.
public struct SynapseFieldTraits: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The Python class gives it no default: a body without it is refused, and a header announces it.
    public static let required = SynapseFieldTraits(rawValue: 1)
    /// The answer does not change it at the caller.
    public static let frozen = SynapseFieldTraits(rawValue: 2)
}

/// One field of a synapse: its name on the wire, where it lies in the struct, and its traits.
public struct SynapseField<Owner: Synapse>: Sendable {
    public let name: String
    public let traits: SynapseFieldTraits
    let read: @Sendable (Owner) -> any SynapseValue
    let write: @Sendable (inout Owner, PythonJSON) throws(NetworkingError) -> Void

    /// A field called `name` on the wire.
    public static func field<Value: SynapseValue>(
        _ name: String, _ path: any WritableKeyPath<Owner, Value> & Sendable, _ traits: SynapseFieldTraits...
    ) -> Self {
        SynapseField(
            name: name, traits: SynapseFieldTraits(traits),
            read: { $0[keyPath: path] },
            write: { (owner, json) throws(NetworkingError) in
                do throws(NetworkingError) {
                    owner[keyPath: path] = try Value(json: json)
                } catch {
                    throw NetworkingError(error.code, "field '\(name)': \(error.reason)")
                }
            })
    }
}

extension Synapse {
    /// Takes the fields out of a body. Unknown keys are ignored, absent optional fields keep their value.
    mutating func readFields(_ object: JSONObject, skipping skipped: SynapseFieldTraits = [])
        throws(NetworkingError)
    {
        for field in Self.fields where field.traits.isDisjoint(with: skipped) {
            if let value = object[field.name] {
                try field.write(&self, value)
            } else if field.traits.contains(.required) {
                throw NetworkingError(.missingField, "\(Self.name) has no field '\(field.name)'")
            }
        }
    }

    /// The fields by name, as they travel.
    public var fieldValues: JSONObject {
        JSONObject(Self.fields.map { ($0.name, $0.read(self).json) })
    }
}

extension Synapse {
    /// A synapse with the fields that an object names; throws for a value of the wrong type, ignores unknown names.
    public init(fields object: JSONObject) throws(NetworkingError) {
        self.init()
        for field in Self.fields {
            if let value = object[field.name] { try field.write(&self, value) }
        }
    }
}
