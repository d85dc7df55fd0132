// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText
import SubstratePrimitives

/// A value of a chain specification. Numbers stay as they are written, since a balance may not fit a `Double`.
enum SpecificationJSON: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([SpecificationJSON])
    case object([String: SpecificationJSON])

    static let deepest = 64
    static let mostValues = 20_000_000

    init(_ bytes: [UInt8]) throws(RuntimeError) {
        let result = bytes.withUnsafeBytes { bytes -> Result<SpecificationJSON, JSONFault> in
            Result { () throws(JSONFault) in try Self.read(bytes) }
        }
        do throws(JSONFault) { self = try result.get() } catch {
            throw RuntimeError(.invalidSpecification, "it is no JSON: \(error.reason) (at byte \(error.offset))")
        }
    }

    /// A container that is being read, and the name of the member that comes next.
    private struct Open {
        var array: [SpecificationJSON]?
        var object: [String: SpecificationJSON] = [:]
        var name = ""
    }

    private static func read(_ bytes: UnsafeRawBufferPointer) throws(JSONFault) -> SpecificationJSON {
        var scanner = JSONScanner(bytes, maxDepth: deepest, maxValues: mostValues)
        var open: [Open] = []
        while true {
            let value: SpecificationJSON
            switch try scanner.next() {
            case .null: value = .null
            case .bool(let flag): value = .bool(flag)
            case .number(let number): value = .number(scanner.text(of: number))
            case .string(let string): value = .string(try scanner.text(of: string))
            case .name(let name):
                open[open.count - 1].name = try scanner.text(of: name)
                continue
            case .arrayStart:
                open.append(Open(array: []))
                continue
            case .objectStart:
                open.append(Open())
                continue
            case .arrayEnd: value = .array(open.popLast()?.array ?? [])
            case .objectEnd: value = .object(open.popLast()?.object ?? [:])
            }
            guard !open.isEmpty else {
                try scanner.finish()
                return value
            }
            if open[open.count - 1].array != nil {
                open[open.count - 1].array?.append(value)
            } else {
                open[open.count - 1].object[open[open.count - 1].name] = value
            }
        }
    }

    subscript(name: String) -> SpecificationJSON? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// This value with `patch` merged into it (RFC 7396).
    func merging(_ patch: SpecificationJSON) -> SpecificationJSON {
        guard case .object(let changes) = patch else { return patch }
        var members: [String: SpecificationJSON] = [:]
        if case .object(let own) = self { members = own }
        for (name, change) in changes {
            if case .null = change {
                members[name] = nil
            } else {
                members[name] = (members[name] ?? .null).merging(change)
            }
        }
        return .object(members)
    }

    /// The text, with members in order of their names.
    var text: [UInt8] {
        var text: [UInt8] = []
        write(to: &text)
        return text
    }

    private func write(to text: inout [UInt8]) {
        switch self {
        case .null: text += "null".utf8
        case .bool(let flag): text += (flag ? "true" : "false").utf8
        case .number(let number): text += number.utf8
        case .string(let string): text.append(quoting: string)
        case .array(let items):
            text.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                item.write(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                text.append(quoting: member.key)
                text.append(UInt8(ascii: ":"))
                member.value.write(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }
}
