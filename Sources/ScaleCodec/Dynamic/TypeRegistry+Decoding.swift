import SubstratePrimitives

extension TypeRegistry {
    /// How deep values may nest; a hostile `batch` of `batch`es ends here instead of on our stack.
    public static let maximumDepth = 64

    /// The value of type `id` that `bytes` encode, all of them.
    public func decode(_ bytes: [UInt8], as id: TypeID) throws(ScaleError) -> Value {
        var reader = ScaleReader(bytes)
        let value = try decode(id, from: &reader)
        try reader.finish()
        return value
    }

    /// The next value, of type `id`.
    public func decode(_ id: TypeID, from reader: inout ScaleReader) throws(ScaleError) -> Value {
        try decode(id, from: &reader, depth: 0)
    }

    private func decode(_ id: TypeID, from reader: inout ScaleReader, depth: Int) throws(ScaleError) -> Value {
        guard depth < Self.maximumDepth else {
            throw ScaleError(.tooDeep, "a value of type \(name(id)) nests deeper than \(Self.maximumDepth) levels")
        }
        switch try type(id).shape {
        case .composite(let fields):
            if let wrapped = Self.newtype(fields) { return try decode(wrapped, from: &reader, depth: depth + 1) }
            let members = try decode(fields, from: &reader, depth: depth)
            return fields.allSatisfy { $0.name == nil } ? .list(members.map(\.value)) : .record(members)
        case .variant(let variants):
            let index = try reader.readByte()
            guard let variant = variants.first(where: { $0.index == index }) else {
                throw ScaleError(.invalidTag, "\(name(id)) has no variant number \(index)")
            }
            return .variant(variant.name, try decode(variant.fields, from: &reader, depth: depth))
        case .sequence(let element):
            return try decode(count: try reader.readCount(), of: element, from: &reader, depth: depth)
        case .array(let count, let element):
            return try decode(count: Int(count), of: element, from: &reader, depth: depth)
        case .tuple(let elements):
            var values: [Value] = []
            for element in elements { values.append(try decode(element, from: &reader, depth: depth + 1)) }
            return .list(values)
        case .primitive(let primitive):
            return try decode(primitive, from: &reader)
        case .compact(let inner):
            return try decodeCompact(inner, from: &reader, depth: depth)
        case .bitSequence:
            return try decodeBits(from: &reader)
        }
    }

    private func decode(
        _ fields: [TypeDefinition.Field], from reader: inout ScaleReader, depth: Int
    ) throws(ScaleError) -> [Value.Member] {
        var members: [Value.Member] = []
        for field in fields {
            members.append(Value.Member(field.name, try decode(field.type, from: &reader, depth: depth + 1)))
        }
        return members
    }

    private func decode(
        count: Int, of element: TypeID, from reader: inout ScaleReader, depth: Int
    ) throws(ScaleError) -> Value {
        if case .primitive(.u8) = try type(element).shape { return .bytes(try reader.readBytes(count)) }
        guard count <= reader.remaining else {
            throw ScaleError(.truncated, "\(count) values of \(name(element)) do not fit \(reader.remaining) bytes")
        }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try decode(element, from: &reader, depth: depth + 1)) }
        return .list(values)
    }

    private func decode(
        _ primitive: TypeDefinition.Primitive, from reader: inout ScaleReader
    ) throws(ScaleError) -> Value {
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

    private func decodeCompact(
        _ inner: TypeID, from reader: inout ScaleReader, depth: Int
    ) throws(ScaleError) -> Value {
        guard let width = try compactWidth(inner) else { return .list([]) }
        let value = try reader.readCompact()
        guard width >= 128 || value >> UInt128(width) == 0 else {
            throw ScaleError(.outOfRange, "the compact integer \(value) does not fit \(width) bits")
        }
        return .unsigned(UInt256(value))
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

    private func decodeBits(from reader: inout ScaleReader) throws(ScaleError) -> Value {
        let count = try reader.readCompact()
        guard count <= UInt128(reader.remaining) * 8 else {
            throw ScaleError(.truncated, "\(count) bits do not fit \(reader.remaining) bytes")
        }
        let bytes = try reader.readBytes((Int(count) + 7) / 8)
        return .bits((0..<Int(count)).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 == 1 })
    }

    /// The type inside a struct that has a single field without name: it reads as that type.
    static func newtype(_ fields: [TypeDefinition.Field]) -> TypeID? {
        fields.count == 1 && fields[0].name == nil ? fields[0].type : nil
    }
}
