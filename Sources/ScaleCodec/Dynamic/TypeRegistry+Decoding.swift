// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension TypeRegistry {
    /// How deep values may nest; a hostile `batch` of `batch`es ends here instead of on our stack.
    public static let maximumDepth = 64

    /// The value of type `id` that `bytes` encode, all of them.
    public func decode(_ bytes: [UInt8], as id: TypeID) throws(ScaleError) -> ScaleValue {
        var reader = ScaleReader(bytes)
        let value = try decode(id, from: &reader)
        try reader.finish()
        return value
    }

    /// The next value, of type `id`.
    public func decode(_ id: TypeID, from reader: inout ScaleReader) throws(ScaleError) -> ScaleValue {
        var decoder = ValueDecoder(types: self, reader: reader)
        defer { reader = decoder.reader }
        return try decoder.value(id.rawValue, depth: 0)
    }

    /// The bits of the integer inside a compact type, or nil for a compact unit.
    func compactWidth(_ id: TypeID) throws(ScaleError) -> Int? {
        var current = id
        for _ in 0..<Self.maximumDepth {
            switch try type(current).shape {
            case .primitive(.u8): return 8
            case .primitive(.u16): return 16
            case .primitive(.u32): return 32
            case .primitive(.u64): return 64
            case .primitive(.u128): return 128
            case .composite(let fields) where fields.count == 1: current = fields[0].type
            case .composite(let fields) where fields.isEmpty: return nil
            case .tuple(let elements) where elements.isEmpty: return nil
            default: throw ScaleError(.mismatch, "\(name(id)) has no compact form")
            }
        }
        throw ScaleError(.tooDeep, "\(name(id)) has no compact form")
    }

    /// The type inside a struct that has a single field without name: it reads as that type.
    static func newtype(_ fields: [TypeDefinition.Field]) -> TypeID? {
        fields.count == 1 && fields[0].name == nil ? fields[0].type : nil
    }
}

/// Reads values by a registry's layout.
private struct ValueDecoder {
    let types: TypeRegistry
    var reader: ScaleReader
    /// How many more values may be made. Values that take no bytes, and values that only wrap others, could otherwise
    /// multiply until the memory is full.
    var allowance: Int

    init(types: TypeRegistry, reader: ScaleReader) {
        self.types = types
        self.reader = reader
        allowance = 65_536 + 2 * reader.remaining
    }

    mutating func value(_ id: UInt32, depth: Int) throws(ScaleError) -> ScaleValue {
        allowance &-= 1
        guard depth < TypeRegistry.maximumDepth, allowance > 0, Int(id) < types.layout.nodes.count else {
            throw refusal(id, depth)
        }
        switch types.layout.nodes[Int(id)] {
        case .primitive(let primitive): return try value(primitive)
        case .compact(let bits): return try compact(bits)
        case .record(let members): return .record(try fields(members, depth))
        case .list(let members): return .list(try elements(members, depth))
        case .variant(let first, let count):
            let index = try reader.readByte()
            guard let chosen = types.layout.findCase(index, first: first, count: count) else {
                throw ScaleError(.invalidTag, "\(types.name(TypeID(id))) has no variant number \(index)")
            }
            return .variant(chosen.name, chosen.members.count == 0 ? [] : try fields(chosen.members, depth))
        case .sequence(let element):
            return try list(Int(try reader.readCompact(UInt32.self)), of: element, depth)
        case .array(let count, let element): return try list(Int(count), of: element, depth)
        case .bytes: return .bytes(try reader.readBytes(try reader.readCount()))
        case .byteArray(let count): return .bytes(try reader.readBytes(Int(count)))
        case .compactUnit: return .list([])
        case .bits: return try bits()
        case .unreadable:
            throw ScaleError(.mismatch, "\(types.name(TypeID(id))) wraps itself or has no compact form")
        }
    }

    private mutating func fields(
        _ members: TypeLayout.Members, _ depth: Int
    ) throws(ScaleError) -> [ScaleValue.Member] {
        var fields: [ScaleValue.Member] = []
        fields.reserveCapacity(reader.room(for: members.range.count, of: ScaleValue.Member.self))
        for place in members.range {
            let value = try value(types.layout.members[place].type, depth: depth &+ 1)
            fields.append(ScaleValue.Member(types.layout.members[place].name, value))
        }
        return fields
    }

    private mutating func elements(_ members: TypeLayout.Members, _ depth: Int) throws(ScaleError) -> [ScaleValue] {
        var values: [ScaleValue] = []
        values.reserveCapacity(reader.room(for: members.range.count, of: ScaleValue.self))
        for place in members.range { values.append(try value(types.layout.members[place].type, depth: depth &+ 1)) }
        return values
    }

    private mutating func list(_ count: Int, of element: UInt32, _ depth: Int) throws(ScaleError) -> ScaleValue {
        guard count <= reader.remaining || types.layout.mayBeEmpty(element) else {
            throw ScaleError(
                .truncated, "\(count) values of \(types.name(TypeID(element))) do not fit \(reader.remaining) bytes")
        }
        var values: [ScaleValue] = []
        values.reserveCapacity(reader.room(for: count, of: ScaleValue.self))
        if Int(element) < types.layout.nodes.count, case .compact(let bits) = types.layout.nodes[Int(element)] {
            for _ in 0..<count { values.append(try compact(bits)) }
        } else {
            for _ in 0..<count { values.append(try value(element, depth: depth &+ 1)) }
        }
        return .list(values)
    }

    private mutating func value(_ primitive: TypeDefinition.Primitive) throws(ScaleError) -> ScaleValue {
        switch primitive {
        case .bool: return .bool(try Bool(from: &reader))
        case .string: return .text(try reader.readText())
        case .u8: return .number(try reader.readInteger(UInt8.self))
        case .u16: return .number(try reader.readInteger(UInt16.self))
        case .u32: return .number(try reader.readInteger(UInt32.self))
        case .u64: return .number(try reader.readInteger(UInt64.self))
        case .u128: return .unsigned(UInt256(try reader.readInteger(UInt128.self)))
        case .u256: return .unsigned(try UInt256(from: &reader))
        case .i8: return .signed(Int128(try reader.readInteger(Int8.self)))
        case .i16: return .signed(Int128(try reader.readInteger(Int16.self)))
        case .i32: return .signed(Int128(try reader.readInteger(Int32.self)))
        case .i64: return .signed(Int128(try reader.readInteger(Int64.self)))
        case .i128: return .signed(try reader.readInteger(Int128.self))
        case .char:
            let code = try reader.readInteger(UInt32.self)
            guard let scalar = Unicode.Scalar(code) else {
                throw ScaleError(.invalidText, "\(code) is no Unicode scalar")
            }
            return .text(String(Character(scalar)))
        case .i256:
            throw ScaleError(.mismatch, "signed integers of 256 bits are not supported")
        }
    }

    @inline(__always)
    private mutating func compact(_ bits: UInt8) throws(ScaleError) -> ScaleValue {
        switch bits {
        case 8: .unsigned(UInt256(UInt64(try reader.readCompact(UInt8.self))))
        case 16: .unsigned(UInt256(UInt64(try reader.readCompact(UInt16.self))))
        case 32: .unsigned(UInt256(UInt64(try reader.readCompact(UInt32.self))))
        case 64: .unsigned(UInt256(try reader.readCompact(UInt64.self)))
        default: .unsigned(UInt256(try reader.readCompact(UInt128.self)))
        }
    }

    private mutating func bits() throws(ScaleError) -> ScaleValue {
        let count = try reader.readCompact()
        guard count <= UInt128(reader.remaining) * 8 else {
            throw ScaleError(.truncated, "\(count) bits do not fit \(reader.remaining) bytes")
        }
        let bytes = try reader.readBytes((Int(count) + 7) / 8)
        return .bits((0..<Int(count)).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 == 1 })
    }

    /// Why no value of this type can be read here.
    private func refusal(_ id: UInt32, _ depth: Int) -> ScaleError {
        let name = types.name(TypeID(id))
        if depth >= TypeRegistry.maximumDepth {
            return ScaleError(
                .tooDeep, "a value of type \(name) nests deeper than \(TypeRegistry.maximumDepth) levels")
        }
        if allowance <= 0 {
            return ScaleError(.tooLarge, "a value of type \(name) holds more parts than its bytes can mean")
        }
        return ScaleError(.unknownType, "the chain's metadata has no type \(name)")
    }
}
