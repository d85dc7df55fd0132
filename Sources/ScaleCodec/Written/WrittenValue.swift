// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText

/// A value as somebody wrote it, before a chain's types say what it means: a word of a command line, or JSON.
///
/// ```swift
/// let arguments: WrittenValue = ["netuid": 1, "amount_staked": "1.5 TAO"]
/// ```
public enum WrittenValue: Hashable, Sendable {
    /// What stands there without quotation marks: `5`, `alice`, `0x07`, `none`. Where the type has parts, it may be JSON.
    case word(String)
    /// A text between quotation marks.
    case text(String)
    /// A number, digit by digit.
    case number(String)
    case bool(Bool)
    case null
    case list([WrittenValue])
    /// Members in their order.
    case object([Member])

    /// A value with a name.
    public struct Member: Hashable, Sendable {
        public let name: String
        public let value: WrittenValue

        public init(_ name: String, _ value: WrittenValue) {
            self.name = name
            self.value = value
        }
    }
}

extension WrittenValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral text: String) { self = .word(text) }
    public init(integerLiteral number: Int) { self = .number("\(number)") }
    public init(booleanLiteral flag: Bool) { self = .bool(flag) }
    public init(arrayLiteral values: WrittenValue...) { self = .list(values) }
    public init(dictionaryLiteral members: (String, WrittenValue)...) {
        self = .object(members.map { Member($0.0, $0.1) })
    }
    public init(nilLiteral: ()) { self = .null }
}

extension WrittenValue: CustomStringConvertible {
    /// A word or a text as it stands, anything else as JSON.
    public var description: String {
        switch self {
        case .word(let text), .text(let text): text
        default: json
        }
    }

    /// The value as JSON; a word becomes a text.
    var json: String {
        switch self {
        case .word(let text), .text(let text): text.jsonQuoted
        case .number(let digits): digits
        case .bool(let flag): flag ? "true" : "false"
        case .null: "null"
        case .list(let values): "[\(values.map(\.json).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.map { "\($0.name.jsonQuoted): \($0.value.json)" }.joined(separator: ", "))}"
        }
    }

    /// The text, word or number that it is; nil for anything else.
    var plain: String? {
        switch self {
        case .word(let text), .text(let text), .number(let text): text
        case .bool, .null, .list, .object: nil
        }
    }
}
