// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A JSON value as Python understands it: whole numbers of any size, `NaN` and infinities, objects with an order.
public enum PythonJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A whole number that needs more than 64 bits, in decimal digits without leading zeros, perhaps after a minus sign.
    case bigInteger(String)
    case number(Double)
    case text(String)
    case array([PythonJSON])
    case object(JSONObject)

    /// The member `key`, if this is an object that has it.
    public subscript(key: String) -> PythonJSON? {
        guard case .object(let object) = self else { return nil }
        return object[key]
    }

    /// The text, if this is one.
    public var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// What Python calls such a value, for error messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .bigInteger: "an integer"
        case .number: "a number"
        case .text: "text"
        case .array: "a list"
        case .object: "a mapping"
        }
    }
}

extension PythonJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: PythonJSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, PythonJSON)...) { self = .object(JSONObject(elements)) }
    public init(nilLiteral: ()) { self = .null }
}
