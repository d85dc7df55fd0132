// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText

/// A JSON document whose members keep their order.
indirect enum OutputDocument: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Written with as few digits as tell it apart from its neighbours; infinity and NaN, which JSON lacks, as `null`.
    case number(Double)
    case string(String)
    case array([OutputDocument])
    case object([Member])

    struct Member: Hashable, Sendable {
        let name: String
        let value: OutputDocument
    }

    /// A string that holds the decimal digits of a number: what JSON readers would round.
    static func digits(_ number: some CustomStringConvertible) -> OutputDocument { .string(number.description) }

    /// The string, or null where there is none.
    static func string(orNull text: String?) -> OutputDocument { text.map { .string($0) } ?? .null }

    /// The members of two objects, one after the other; anything but objects has none.
    static func + (first: OutputDocument, second: OutputDocument) -> OutputDocument {
        .object(first.members + second.members)
    }

    private var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }
}

// MARK: - Writing

extension OutputDocument {
    /// The document on several lines, indented by two blanks, without a line break at the end.
    var text: String {
        var text = ""
        write(to: &text, indent: 0)
        return text
    }

    private func write(to text: inout String, indent: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? value.description : "null"
        case .string(let value): text += value.jsonQuoted
        case .array(let elements):
            Self.write(elements, between: ("[", "]"), to: &text, indent: indent) { element, text in
                element.write(to: &text, indent: indent + 1)
            }
        case .object(let members):
            Self.write(members, between: ("{", "}"), to: &text, indent: indent) { member, text in
                text += member.name.jsonQuoted + ": "
                member.value.write(to: &text, indent: indent + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: (open: String, close: String), to text: inout String, indent: Int,
        _ writeElement: (Element, inout String) -> Void
    ) {
        text += brackets.open
        for (index, element) in elements.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: indent + 1)
            writeElement(element, &text)
        }
        if !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
        text += brackets.close
    }
}

// MARK: - Literals

extension OutputDocument: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    init(dictionaryLiteral members: (String, OutputDocument)...) {
        self = .object(members.map { Member(name: $0, value: $1) })
    }

    init(arrayLiteral elements: OutputDocument...) { self = .array(elements) }
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}
