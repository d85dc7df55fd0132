// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A struct of the chain, declared once: its initialiser reads the fields in the chain's order, by the chain's names.
///
/// ```swift
/// struct Price: ScaleRecord {
///     let netuid: UInt16
///     let rao: UInt64
///
///     init(fields: inout some FieldSource) throws(ScaleError) {
///         netuid = try fields.compact("netuid")
///         rao = try fields.read("rao")
///     }
/// }
/// ```
public protocol ScaleRecord: ScaleConvertible {
    init(fields: inout some FieldSource) throws(ScaleError)
}

extension ScaleRecord {
    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) { try self.init(fields: &reader) }

    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard case .record(let members) = value else { throw ScaleError(value, isNot: "\(Self.self)") }
        var fields = NamedFields(owner: "\(Self.self)", members: members)
        try self.init(fields: &fields)
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        guard case .composite(let fields)? = try? types.type(id).shape else { return false }
        var probe = LayoutProbe()
        guard (try? Self(fields: &probe)) != nil, probe.fields.count == fields.count else { return false }
        return zip(probe.fields, fields).allSatisfy { $0.name == $1.name && $0.matches($1.type, types) }
    }
}

/// Where the fields of a `ScaleRecord` come from.
public protocol FieldSource {
    /// The next field, which the chain calls `name`.
    mutating func read<Field: ScaleConvertible>(
        _ name: String, as type: Field.Type
    ) throws(ScaleError) -> Field

    /// The next field, which older runtimes do not have: nil there.
    mutating func readIfPresent<Field: ScaleConvertible>(
        _ name: String, as type: Field.Type
    ) throws(ScaleError) -> Field?
}

extension FieldSource {
    /// The next field, of the type that its Swift property has.
    @inlinable
    public mutating func read<Field: ScaleConvertible>(_ name: String) throws(ScaleError) -> Field {
        try read(name, as: Field.self)
    }
}

// MARK: - Where fields come from

extension ScaleReader: FieldSource {
    @inlinable
    public mutating func read<Field: ScaleConvertible>(
        _ name: String, as _: Field.Type
    ) throws(ScaleError) -> Field { try Field(from: &self) }

    @inlinable
    public mutating func readIfPresent<Field: ScaleConvertible>(
        _ name: String, as _: Field.Type
    ) throws(ScaleError) -> Field? { try Field(from: &self) }
}

/// Takes fields from a dynamic record by name.
private struct NamedFields: FieldSource {
    let owner: String
    let members: [ScaleValue.Member]

    func read<Field: ScaleConvertible>(_ name: String, as type: Field.Type) throws(ScaleError) -> Field {
        guard let field = try readIfPresent(name, as: type) else {
            throw ScaleError(.mismatch, "this runtime's \(owner) has no field '\(name)'")
        }
        return field
    }

    func readIfPresent<Field: ScaleConvertible>(_ name: String, as _: Field.Type) throws(ScaleError) -> Field? {
        guard let member = members.first(where: { $0.name == name }) else { return nil }
        do {
            return try Field(dynamic: member.value)
        } catch {
            throw ScaleError(error.code, "the field '\(name)' of \(owner): \(error.reason)")
        }
    }
}

/// Writes down which fields a record asks for, and answers every one from zeros: empty, none, false or 0.
private struct LayoutProbe: FieldSource {
    private(set) var fields: [(name: String, matches: (TypeID, TypeRegistry) -> Bool)] = []

    /// Longer than any struct of zeros that a chain declares.
    private static let zeros = [UInt8](repeating: 0, count: 8192)

    mutating func read<Field: ScaleConvertible>(_ name: String, as _: Field.Type) throws(ScaleError) -> Field {
        fields.append((name, Field.matches))
        var reader = ScaleReader(Self.zeros)
        return try Field(from: &reader)
    }

    mutating func readIfPresent<Field: ScaleConvertible>(
        _ name: String, as type: Field.Type
    ) throws(ScaleError) -> Field? { try read(name, as: type) }
}
