// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Any JSON document.
///
/// Whole numbers are kept exact up to 127 bits; larger ones, and those with a fraction or an exponent, become doubles
/// and are never handed out as integers again.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int128)
    case double(Double)
    case string(String)
    case array([JSONValue])
    /// The order of members has no meaning in JSON and is not kept.
    case object([String: JSONValue])
}

extension JSONValue {
    public var isNull: Bool { self == .null }

    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The whole number, if it is one and fits.
    public var int: Int? { integer() }

    /// The whole number, if it is one and fits.
    public var uint64: UInt64? { integer() }

    /// The whole number as any integer type, if it is one and fits.
    public func integer<Number: FixedWidthInteger>(as type: Number.Type = Number.self) -> Number? {
        if case .integer(let value) = self { Number(exactly: value) } else { nil }
    }

    /// Any number, rounded to the nearest double.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    public var string: String? { if case .string(let value) = self { value } else { nil } }

    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

    public var object: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }

    /// The member of that name; nil when there is none or this is no object.
    public subscript(name: String) -> JSONValue? { object?[name] }

    /// The element at that place; nil when there is none or this is no array.
    public subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}

// MARK: - Literals

// There is no `nil` literal: next to the optional of a subscript it would be taken for the wrong one. Write `.null`.
extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int128) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Of two members with the same name the last one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}

extension JSONValue {
    /// The exact whole number.
    public init(_ number: some FixedWidthInteger & SignedInteger) { self = .integer(Int128(number)) }

    /// The exact whole number.
    public init(_ number: UInt64) { self = .integer(Int128(number)) }
}
