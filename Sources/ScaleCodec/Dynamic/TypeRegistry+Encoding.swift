// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension TypeRegistry {
    /// The encoding of `value` as type `id`.
    ///
    /// Values are taken as a person or a JSON document would write them: an account or a byte string also as text
    /// (SS58, `0x…` hex, or plain text for `Vec<u8>`), an integer as decimal text, a unit variant by its name, a
    /// variant as a record with one member, a `MultiAddress` as a bare account, an option as the value itself, a struct with one unnamed field as that field.
    public func encode(_ value: ScaleValue, as id: TypeID) throws(ScaleError) -> [UInt8] {
        var writer = ScaleWriter()
        try encode(value, as: id, to: &writer)
        return writer.bytes
    }

    /// Appends the encoding of `value` as type `id`.
    public func encode(_ value: ScaleValue, as id: TypeID, to writer: inout ScaleWriter) throws(ScaleError) {
        try encode(value, as: id, to: &writer, depth: 0)
    }

    private func encode(_ value: ScaleValue, as id: TypeID, to writer: inout ScaleWriter, depth: Int) throws(ScaleError)
    {
        guard depth < Self.maximumDepth else {
            throw ScaleError(.tooDeep, "a value of type \(name(id)) nests deeper than \(Self.maximumDepth) levels")
        }
        let definition = try type(id)
        switch definition.shape {
        case .composite(let fields):
            if definition.name == "AccountId32", case .text(let address) = value {
                return writer.write(bytes: try account(address).bytes)
            }
            if let wrapped = Self.newtype(fields) {
                return try encode(value, wrapping: wrapped, to: &writer, depth: depth)
            }
            try encode(members(of: value), as: fields, of: id, to: &writer, depth: depth)
        case .variant(let variants):
            try encode(value, as: variants, of: definition, id, to: &writer, depth: depth)
        case .sequence(let element):
            try encode(elements: value, of: element, count: nil, id, to: &writer, depth: depth)
        case .array(let count, let element):
            try encode(elements: value, of: element, count: Int(count), id, to: &writer, depth: depth)
        case .tuple(let elements):
            let fields = elements.map { TypeDefinition.Field(name: nil, type: $0) }
            try encode(members(of: value), as: fields, of: id, to: &writer, depth: depth)
        case .primitive(let primitive):
            try encode(value, as: primitive, to: &writer)
        case .compact(let inner):
            guard let width = try compactWidth(inner) else { return }
            let number = try unsigned(value, bits: width)
            writer.write(compact: number)
        case .bitSequence:
            guard case .bits(let bits) = value else { throw mismatch(value, id) }
            writer.write(count: bits.count)
            for start in stride(from: 0, to: bits.count, by: 8) {
                let byte = (start..<min(start + 8, bits.count)).reduce(UInt8(0)) { byte, index in
                    byte | (bits[index] ? 1 << UInt8(index - start) : 0)
                }
                writer.write(byte: byte)
            }
        }
    }

    /// A struct with a single field without name is written as that field, or as a list that holds it alone.
    ///
    /// The second reading counts as sixteen levels, so that lists of lists of lists cannot be tried in ever more ways.
    private func encode(
        _ value: ScaleValue, wrapping inner: TypeID, to writer: inout ScaleWriter, depth: Int
    ) throws(ScaleError) {
        let start = writer
        do {
            try encode(value, as: inner, to: &writer, depth: depth + 1)
        } catch {
            guard error.code == .mismatch, case .list(let fields) = value, fields.count == 1 else { throw error }
            writer = start
            try encode(fields[0], as: inner, to: &writer, depth: depth + 16)
        }
    }

    private func encode(
        _ members: [ScaleValue.Member], as fields: [TypeDefinition.Field], of id: TypeID, to writer: inout ScaleWriter,
        depth: Int
    ) throws(ScaleError) {
        let byName = members.contains { $0.name != nil } && fields.contains { $0.name != nil }
        if byName, let stray = members.first(where: { member in !fields.contains { $0.name == member.name } }) {
            throw ScaleError(.mismatch, "\(name(id)) has no field '\(stray.name ?? "")'")
        }
        guard byName || members.count == fields.count else {
            throw ScaleError(.mismatch, "\(name(id)) has \(fields.count) fields, not \(members.count)")
        }
        for (place, field) in fields.enumerated() {
            guard let member = byName ? members.first(where: { $0.name == field.name }) : members[place] else {
                throw ScaleError(.mismatch, "the field '\(field.name ?? "\(place)")' of \(name(id)) is missing")
            }
            try encode(member.value, as: field.type, to: &writer, depth: depth + 1)
        }
    }

    private func encode(
        _ value: ScaleValue, as variants: [TypeDefinition.Variant], of definition: TypeDefinition, _ id: TypeID,
        to writer: inout ScaleWriter, depth: Int
    ) throws(ScaleError) {
        let (chosen, members) = try choose(value, among: variants, of: definition, id)
        guard let variant = variants.first(where: { $0.name == chosen }) else {
            throw ScaleError(.invalidTag, "\(name(id)) has no variant '\(chosen)'")
        }
        writer.write(byte: variant.index)
        try encode(members, as: variant.fields, of: id, to: &writer, depth: depth)
    }

    /// Which variant a value means, and what it carries.
    private func choose(
        _ value: ScaleValue, among variants: [TypeDefinition.Variant], of definition: TypeDefinition, _ id: TypeID
    ) throws(ScaleError) -> (String, [ScaleValue.Member]) {
        switch value {
        case .variant(let name, let members): return (name, members)
        case .text(let name) where variants.contains { $0.name == name && $0.fields.isEmpty }: return (name, [])
        case .record(let members):
            if members.count == 1, let name = members[0].name, let variant = variants.first(where: { $0.name == name })
            {
                let carried = members[0].value
                if variant.fields.isEmpty { return (name, []) }
                return (name, variant.fields.count == 1 ? [ScaleValue.Member(nil, carried)] : self.members(of: carried))
            }
        default: break
        }
        switch definition.name {
        case "MultiAddress": return ("Id", [ScaleValue.Member(nil, value)])
        case "Option": return ("Some", [ScaleValue.Member(nil, value)])
        default: throw mismatch(value, id)
        }
    }

    private func encode(
        elements value: ScaleValue, of element: TypeID, count: Int?, _ id: TypeID, to writer: inout ScaleWriter,
        depth: Int
    ) throws(ScaleError) {
        if case .primitive(.u8) = try type(element).shape, let bytes = try byteString(value) {
            guard count == nil || bytes.count == count else {
                throw ScaleError(.mismatch, "\(name(id)) takes \(count ?? 0) bytes, not \(bytes.count)")
            }
            if count == nil { writer.write(count: bytes.count) }
            return writer.write(bytes: bytes)
        }
        guard case .list(let values) = value, count == nil || values.count == count else { throw mismatch(value, id) }
        if count == nil { writer.write(count: values.count) }
        for value in values { try encode(value, as: element, to: &writer, depth: depth + 1) }
    }

    private func encode(
        _ value: ScaleValue, as primitive: TypeDefinition.Primitive, to writer: inout ScaleWriter
    ) throws(ScaleError) {
        switch primitive {
        case .bool:
            guard let flag = value.bool else { throw mismatch(value, "bool") }
            flag.encode(to: &writer)
        case .string:
            guard let text = value.text else { throw mismatch(value, "string") }
            writer.write(text: text)
        case .char:
            guard let text = value.text, text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else {
                throw mismatch(value, "char")
            }
            writer.write(integer: scalar.value)
        case .u8: writer.write(integer: UInt8(truncatingIfNeeded: try unsigned(value, bits: 8)))
        case .u16: writer.write(integer: UInt16(truncatingIfNeeded: try unsigned(value, bits: 16)))
        case .u32: writer.write(integer: UInt32(truncatingIfNeeded: try unsigned(value, bits: 32)))
        case .u64: writer.write(integer: UInt64(truncatingIfNeeded: try unsigned(value, bits: 64)))
        case .u128: writer.write(integer: try unsigned(value, bits: 128))
        case .u256: try wide(value).encode(to: &writer)
        case .i8: writer.write(integer: try signed(value, Int8.self))
        case .i16: writer.write(integer: try signed(value, Int16.self))
        case .i32: writer.write(integer: try signed(value, Int32.self))
        case .i64: writer.write(integer: try signed(value, Int64.self))
        case .i128: writer.write(integer: try signed(value, Int128.self))
        case .i256: throw ScaleError(.mismatch, "signed integers of 256 bits are not supported")
        }
    }
}

// MARK: - Reading values as people write them

extension TypeRegistry {
    private func members(of value: ScaleValue) -> [ScaleValue.Member] {
        switch value {
        case .record(let members): members
        case .list(let values): values.map { ScaleValue.Member(nil, $0) }
        default: [ScaleValue.Member(nil, value)]
        }
    }

    private func byteString(_ value: ScaleValue) throws(ScaleError) -> [UInt8]? {
        switch value {
        case .bytes(let bytes): return bytes
        case .text(let text) where text.hasPrefix("0x"):
            do {
                return try [UInt8](hex: text)
            } catch {
                throw ScaleError(.mismatch, error.reason)
            }
        case .text(let text): return [UInt8](text.utf8)
        case .list(let values):
            var bytes: [UInt8] = []
            for value in values { bytes.append(UInt8(truncatingIfNeeded: try unsigned(value, bits: 8))) }
            return bytes
        default: return nil
        }
    }

    private func account(_ text: String) throws(ScaleError) -> AccountID {
        do {
            return try AccountID(parsing: text)
        } catch {
            throw ScaleError(.mismatch, error.reason)
        }
    }

    private func wide(_ value: ScaleValue) throws(ScaleError) -> UInt256 {
        switch value {
        case .unsigned(let number): return number
        case .signed(let number) where number >= 0: return UInt256(UInt128(number))
        case .text(let text):
            do {
                return try UInt256(parsing: text)
            } catch {
                throw ScaleError(.mismatch, error.reason)
            }
        default: throw mismatch(value, "an unsigned integer")
        }
    }

    private func unsigned(_ value: ScaleValue, bits: Int) throws(ScaleError) -> UInt128 {
        let number = try wide(value)
        guard let narrow = number.exactUInt128, bits >= 128 || narrow >> UInt128(bits) == 0 else {
            throw ScaleError(.outOfRange, "\(number) does not fit \(bits) bits")
        }
        return narrow
    }

    private func signed<T: FixedWidthInteger>(_ value: ScaleValue, _: T.Type) throws(ScaleError) -> T {
        let number: Int128?
        switch value {
        case .signed(let exact): number = exact
        case .unsigned(let exact): number = exact.exactUInt128.flatMap { Int128(exactly: $0) }
        case .text(let text): number = Int128(text)
        default: number = nil
        }
        guard let number, let narrow = T(exactly: number) else {
            throw ScaleError(.outOfRange, "\(value) is no signed integer of \(T.bitWidth) bits")
        }
        return narrow
    }

    private func mismatch(_ value: ScaleValue, _ id: TypeID) -> ScaleError { mismatch(value, name(id)) }

    private func mismatch(_ value: ScaleValue, _ wanted: String) -> ScaleError {
        ScaleError(.mismatch, "\(excerpt(value.description)) is not \(wanted)")
    }
}
