// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// How people write values of a chain's types: what they wrote is read by the type, and values are printed for them.
///
/// What a type takes:
///
/// - integers as digits; such as count money also with their unit, and without one they are the smallest unit;
/// - fractions with a point; a whole number is the chain's own integer, where that is unambiguous;
/// - accounts as the chain's ``Spellings`` have them; bytes as `0x…` hex, or as text;
/// - a case of an enumeration by its name, in any spelling, and one that carries something as `{"Name": …}`;
/// - options as what is in them, or `none`;
/// - lists as JSON, or between commas; what has parts as JSON.
///
/// What is read is the value that decoding its encoding gives again.
public struct WrittenForm: Sendable {
    public let types: TypeRegistry
    public let spellings: Spellings
    /// Types that are written in a way of their own.
    package var shorthands: [TypeID: Shorthand] = [:]
    /// Where in what was written it is.
    var place = Place()

    public init(_ types: TypeRegistry, spellings: Spellings = .plain) {
        self.types = types
        self.spellings = spellings
    }

    /// A way of writing that a type has beside those of its shape.
    package struct Shorthand: Sendable {
        let takes: String
        let example: String
        /// The value; nil for what is written by the type's shape.
        let read: @Sendable (WrittenValue, WrittenForm) throws(ScaleError) -> ScaleValue?
        /// The value on one line.
        let text: @Sendable (ScaleValue, WrittenForm) -> String?

        package init(
            takes: String, example: String,
            read: @escaping @Sendable (WrittenValue, WrittenForm) throws(ScaleError) -> ScaleValue?,
            text: @escaping @Sendable (ScaleValue, WrittenForm) -> String?
        ) {
            self.takes = takes
            self.example = example
            self.read = read
            self.text = text
        }
    }

    struct Place: Sendable {
        var path = ""
        /// The name of the innermost field.
        var field: String?
        /// Its type as the chain's source has it.
        var typeName: String?
        var depth = 0
        /// Whether nothing may stand there, too.
        var isOptional = false
    }

    // MARK: Places

    /// The form at a field, or an argument.
    func at(_ field: String, typeName: String?) -> WrittenForm {
        inner { place in
            place.path += place.path.isEmpty ? field : ".\(field)"
            (place.field, place.typeName, place.isOptional) = (field, typeName, false)
        }
    }

    /// The form at one of several values.
    func at(_ index: Int) -> WrittenForm {
        inner { place in
            place.path += "[\(index)]"
            place.isOptional = false
        }
    }

    /// The form at what an option holds.
    var optional: WrittenForm { inner { $0.isOptional = true } }

    /// The form at what a value wraps.
    var inside: WrittenForm { inner { _ in } }

    private func inner(_ change: (inout Place) -> Void) -> WrittenForm {
        var form = self
        form.place.depth += 1
        change(&form.place)
        return form
    }

    // MARK: Read

    /// The value of type `id` that somebody wrote.
    ///
    /// - Parameters:
    ///   - name: how a refusal calls it.
    ///   - typeName: its type as the chain's source has it, by which money is known.
    /// - Throws: one line that names it, what was written, what its type takes, and an example.
    public func value(
        _ written: WrittenValue, as id: TypeID, called name: String, typeName: String? = nil
    ) throws(ScaleError) -> ScaleValue {
        try at(name, typeName: typeName).value(written, as: id)
    }

    func value(_ written: WrittenValue, as id: TypeID) throws(ScaleError) -> ScaleValue {
        guard place.depth < TypeRegistry.maximumDepth else {
            throw ScaleError(.tooDeep, "\(name) nests deeper than \(TypeRegistry.maximumDepth) levels")
        }
        if let value = try shorthands[id]?.read(written, self) { return value }
        let definition = try types.type(id)
        switch definition.shape {
        case .composite(let fields): return try composite(written, fields, definition, id)
        case .variant(let variants): return try variant(written, variants, definition, id)
        case .sequence(let element):
            if isByte(element) { return .bytes(try bytes(written, as: id)) }
            return .list(try elements(written, of: element, as: id))
        case .array(let count, let element):
            if isByte(element) { return .bytes(try bytes(written, count: Int(count), as: id)) }
            return .list(try elements(written, of: element, count: Int(count), as: id))
        case .tuple(let elements):
            return .list(try parts(written, of: elements, as: id))
        case .primitive(let primitive): return try self.primitive(written, primitive, as: id)
        case .compact(let inner):
            guard let bits = try types.compactWidth(inner) else { return .list([]) }
            if let scale = types.fractionScale(try types.type(inner)) {
                return try fraction(written, scale, bits: bits, isSigned: false, as: id)
            }
            return .unsigned(try unsigned(written, bits: bits, as: id))
        case .bitSequence:
            let digits = written.plain?.hasPrefix("0b") == true ? written.plain?.dropFirst(2) : nil
            guard let digits, digits.allSatisfy({ $0 == "0" || $0 == "1" }) else { throw refusal(written, id) }
            return .bits(digits.map { $0 == "1" })
        }
    }

    private func composite(
        _ written: WrittenValue, _ fields: [TypeDefinition.Field], _ definition: TypeDefinition, _ id: TypeID
    ) throws(ScaleError) -> ScaleValue {
        if let (scale, bits, isSigned) = types.fraction(definition) {
            let value = try fraction(written, scale, bits: bits, isSigned: isSigned, as: id)
            return TypeRegistry.newtype(fields) == nil ? .record([.init(fields[0].name, value)]) : value
        }
        if definition.name == "AccountId32" { return .account(try account(written, id)) }
        if types.isWideInteger(definition), let limbs = try wideInteger(written, id) { return limbs }
        if let inner = TypeRegistry.newtype(fields) {
            if definition.name == "BTreeMap", case .object(let members) = try written.unfolded {
                return try inside.value(.list(members.map { .list([.word($0.name), $0.value]) }), as: inner)
            }
            return try inside.value(written, as: inner)
        }
        let isNamed = fields.contains { $0.name != nil }
        guard isNamed else { return .list(try parts(written, of: fields.map(\.type), as: id)) }
        switch try written.unfolded {
        case .object(let members):
            return .record(try self.fields(members, of: fields, in: name))
        case .list(let values) where values.count == fields.count:
            let members = zip(fields, values).map { WrittenValue.Member($0.name ?? "", $1) }
            return .record(try self.fields(members, of: fields, in: name))
        default: throw refusal(written, id)
        }
    }

    // MARK: Refusals

    /// How the place is called.
    var name: String { place.path.isEmpty ? "the value" : place.path }

    func refusal(
        _ written: WrittenValue, _ id: TypeID, _ note: String = "", _ code: ScaleError.Code = .mismatch,
        line: UInt = #line
    ) -> ScaleError {
        let takes = takes(id) + (place.isOptional ? ", or none" : "")
        return ScaleError(
            code,
            "\(name) is \(excerpt(written.description))\(note.isEmpty ? "" : ", \(note)"): it takes \(takes), such as \(example(of: id))",
            line: line)
    }

    func isByte(_ id: TypeID) -> Bool {
        if case .primitive(.u8)? = (try? types.type(id))?.shape { true } else { false }
    }
}

extension WrittenValue {
    /// What a word that begins like JSON says; everything else as it is.
    package var unfolded: WrittenValue {
        get throws(ScaleError) {
            guard case .word(let text) = self, let first = text.first, "[{\"".contains(first) else { return self }
            return try WrittenValue(json: text)
        }
    }
}
