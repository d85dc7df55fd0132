// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText

/// A JSON document, written without Foundation, which would make the program several times as large.
enum JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }

    /// 64-bit numbers as digits in a string: many readers keep 53 bits.
    static func digits(_ value: UInt64) -> JSON { .string(String(value)) }

    static func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }

    static func integer(_ value: Int?) -> JSON { value.map { .integer($0) } ?? .null }

    func text(indent: String = "") -> String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): value.isFinite ? String(value) : "null"
        case .string(let value): value.jsonQuoted
        case .array(let elements): list(elements.map { $0.text(indent: indent + "  ") }, "[", "]", indent)
        case .object(let members):
            list(members.map { "\($0.jsonQuoted): \($1.text(indent: indent + "  "))" }, "{", "}", indent)
        }
    }

    private func list(_ items: [String], _ open: String, _ close: String, _ indent: String) -> String {
        items.isEmpty
            ? open + close
            : "\(open)\n\(items.map { "\(indent)  \($0)" }.joined(separator: ",\n"))\n\(indent)\(close)"
    }
}
