// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

extension ScaleConvertible where Self: FixedWidthInteger & Sendable {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        let exact: Self? =
            switch value {
            case .unsigned(let number): number.exactUInt128.flatMap { Self(exactly: $0) }
            case .signed(let number): Self(exactly: number)
            default: throw ScaleError(value, isNot: "an integer")
            }
        guard let exact else {
            throw ScaleError(.outOfRange, "\(value) does not fit \(Self.bitWidth) bits")
        }
        self = exact
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        guard case .primitive(let primitive)? = types.unwrapped(id) else { return false }
        return switch primitive {
        case .u8, .u16, .u32, .u64, .u128: !isSigned && primitive.bitWidth == bitWidth
        case .i8, .i16, .i32, .i64, .i128: isSigned && primitive.bitWidth == bitWidth
        default: false
        }
    }
}

extension UInt8: ScaleConvertible {}
extension UInt16: ScaleConvertible {}
extension UInt32: ScaleConvertible {}
extension UInt64: ScaleConvertible {}
extension UInt128: ScaleConvertible {}
extension Int8: ScaleConvertible {}
extension Int16: ScaleConvertible {}
extension Int32: ScaleConvertible {}
extension Int64: ScaleConvertible {}
extension Int128: ScaleConvertible {}

extension Bool: ScaleConvertible {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard case .bool(let flag) = value else { throw ScaleError(value, isNot: "true or false") }
        self = flag
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        types.unwrapped(id) == .primitive(.bool)
    }
}

extension String: ScaleConvertible {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard case .text(let text) = value else { throw ScaleError(value, isNot: "text") }
        self = text
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        types.unwrapped(id) == .primitive(.string)
    }
}

extension Compact: ScaleConvertible {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let wide = value.unsigned else { throw ScaleError(value, isNot: "an unsigned integer") }
        guard let exact = wide.exactUInt128.flatMap({ Number(exactly: $0) }) else {
            throw ScaleError(.outOfRange, "\(wide) does not fit \(Number.bitWidth) bits")
        }
        self.init(exact)
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        guard case .compact(let inner)? = types.unwrapped(id), let width = try? types.compactWidth(inner) else {
            return false
        }
        return width <= Number.bitWidth
    }
}

extension Optional: ScaleConvertible where Wrapped: ScaleConvertible {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard case .variant(let name, let members) = value else { throw ScaleError(value, isNot: "an option") }
        switch (name, members.count) {
        case ("None", 0): self = nil
        case ("Some", 1): self = try Wrapped(dynamic: members[0].value)
        default: throw ScaleError(value, isNot: "an option")
        }
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        guard case .variant(let cases)? = types.unwrapped(id), cases.count == 2, cases[0].name == "None",
            cases[0].index == 0, cases[0].fields.isEmpty, cases[1].name == "Some", cases[1].index == 1,
            cases[1].fields.count == 1
        else { return false }
        return Wrapped.matches(cases[1].fields[0].type, in: types)
    }
}

extension Array: ScaleConvertible where Element: ScaleConvertible {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        self.init()
        switch value {
        case .bytes(let bytes):
            reserveCapacity(bytes.count)
            for byte in bytes { append(try Element(dynamic: .number(byte))) }
        case .list(let values):
            reserveCapacity(values.count)
            for value in values { append(try Element(dynamic: value)) }
        default: throw ScaleError(value, isNot: "a list")
        }
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        guard case .sequence(let element)? = types.unwrapped(id) else { return false }
        return Element.matches(element, in: types)
    }
}

extension ScaleConvertible where Self: FixedBytes32 {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard case .bytes(let bytes) = value, bytes.count == 32 else {
            throw ScaleError(value, isNot: "a \(Self.noun)")
        }
        self.init(unchecked: bytes)
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        guard case .array(32, let element)? = types.unwrapped(id) else { return false }
        return UInt8.matches(element, in: types)
    }
}

extension Hash256: ScaleConvertible {}
extension AccountID: ScaleConvertible {}

extension TypeDefinition.Primitive {
    /// The width of an integer; 0 for anything else.
    var bitWidth: Int {
        switch self {
        case .bool, .char, .string: 0
        case .u8, .i8: 8
        case .u16, .i16: 16
        case .u32, .i32: 32
        case .u64, .i64: 64
        case .u128, .i128: 128
        case .u256, .i256: 256
        }
    }
}

extension ScaleError {
    /// A dynamic value of another kind than wanted.
    init(_ value: ScaleValue, isNot wanted: String) {
        self.init(.mismatch, "\(excerpt(value.description)) is not \(wanted)")
    }
}
