// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

/// A call as somebody wrote it: its name, and its arguments by name.
struct WrittenCall: Sendable {
    let name: String
    let arguments: [WrittenValue.Member]

    /// `System.remark(remark=0x01)`, `{"call": "System.remark", "args": {"remark": "0x01"}}`, the latter with the pallet as a
    /// member of its own or as Python's tools show it; nil for what is none of these.
    ///
    /// - Throws: `mismatch` for what begins as one and is none.
    init?(_ written: WrittenValue) throws(ScaleError) {
        switch try written.unfolded {
        case .word(let text), .text(let text):
            guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else { return nil }
            name = String(text[..<open])
            arguments = try Self.arguments(text[text.index(after: open)...].dropLast())
        case .object(let members):
            var parts: [String: WrittenValue] = [:]
            for member in members { parts[member.name] = member.value }
            guard parts.count == members.count, let names = Self.names.first(where: { $0.areIn(parts) }),
                case .text(let call)? = parts[names.call]
            else { return nil }
            switch parts[names.pallet] {
            case nil: name = call
            case .text(let pallet)?: name = "\(pallet).\(call)"
            default: return nil
            }
            arguments = try Self.arguments(parts[names.arguments] ?? .null, of: name)
        default: return nil
        }
    }

    /// What the parts of a call are named in JSON.
    private struct Names: Sendable {
        let pallet: String
        let call: String
        let arguments: String
        /// What may stand beside them, and says nothing new.
        var others: Set<String> = []

        func areIn(_ parts: [String: WrittenValue]) -> Bool {
            parts[call] != nil && Set(parts.keys).isSubset(of: others.union([pallet, call, arguments]))
        }
    }

    /// Ours, which SDK 11 has too, and those in which the older Python tools show a call.
    private static let names = [
        Names(pallet: "pallet", call: "call", arguments: "args"),
        Names(
            pallet: "call_module", call: "call_function", arguments: "call_args", others: ["call_index", "call_hash"]),
    ]

    /// Arguments as an object, or as a list of names and values.
    private static func arguments(
        _ written: WrittenValue, of call: String
    ) throws(ScaleError) -> [WrittenValue.Member] {
        let refusal = ScaleError(
            .mismatch,
            "the arguments of \(excerpt(call)) are \(excerpt(written.description)): give them by name, as {\"netuid\": 1}"
        )
        switch written {
        case .null: return []
        case .object(let members): return members
        case .list(let values):
            var arguments: [WrittenValue.Member] = []
            for value in values {
                guard case .object(let members) = value,
                    case .text(let name)? = members.first(where: { $0.name == "name" })?.value,
                    let value = members.first(where: { $0.name == "value" })?.value
                else { throw refusal }
                arguments.append(.init(name, value))
            }
            return arguments
        default: throw refusal
        }
    }

    /// `netuid=1, dests=[1, 2]`: commas within brackets and quotation marks part nothing.
    private static func arguments(_ text: Substring) throws(ScaleError) -> [WrittenValue.Member] {
        var parts: [Substring] = []
        var depth = 0
        var isQuoted = false
        var start = text.startIndex
        var previous: Character?
        for place in text.indices {
            let character = text[place]
            if character == "\"", previous != "\\" { isQuoted.toggle() }
            previous = character
            guard !isQuoted else { continue }
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            guard depth == 0, character == "," else { continue }
            parts.append(text[start..<place])
            start = text.index(after: place)
        }
        parts.append(text[start...])
        guard parts.count > 1 || parts[0].contains(where: { $0 != " " }) else { return [] }
        var arguments: [WrittenValue.Member] = []
        for part in parts {
            guard let argument = WrittenValue.Member(argument: String(part.drop { $0 == " " })) else {
                throw ScaleError(.mismatch, "\(excerpt(String(part))) is no argument: write it as name=value")
            }
            arguments.append(argument)
        }
        return arguments
    }
}

extension WrittenValue.Member {
    /// An argument as one writes it on a command line: `netuid=1`; nil for what has no name.
    public init?(argument: String) {
        guard let sign = argument.firstIndex(of: "=") else { return nil }
        let name = argument[..<sign]
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else {
            return nil
        }
        self.init(String(name), .word(String(argument[argument.index(after: sign)...])))
    }
}
