// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateFork
import SubstratePrimitives
import SubstrateRuntime

/// Calls into the storage, for people and for scripts.
struct ToldTrace: Sendable {
    private let accesses: [ToldAccess]
    private let omitted: Int

    init(_ trace: StorageTrace, _ items: StorageItems, _ types: TypeRegistry) {
        accesses = trace.accesses.map { ToldAccess($0, items, types) }
        omitted = trace.omitted
    }

    /// To be added to the document of a part.
    var document: OutputDocument {
        ["trace": .array(accesses.map(\.document)), "trace_omitted": .integer(omitted)]
    }

    /// One call on a line, cut to it.
    func lines(width: Int) -> [StyledText] {
        accesses.map { StyledText($0.line.shortened(to: width)) }
            + (omitted == 0 ? [] : [StyledText("… and \(omitted) more calls; see --trace-limit", .label)])
    }
}

/// One call into the storage.
private struct ToldAccess: Sendable {
    private let access: StorageAccess
    private let name: String
    /// What was read or written; null where there is nothing, or it was too much to tell.
    private let value: OutputDocument

    /// Longer values are told by their length alone.
    private static let longestValue = 1024

    init(_ access: StorageAccess, _ items: StorageItems, _ types: TypeRegistry) {
        self.access = access
        let item = access.child == nil ? items.item(of: access.key) : nil
        func name(_ key: [UInt8]) -> String { access.child == nil ? items.name(of: key) : key.hex }
        self.name = name(access.key)
        let told = access.value.flatMap { $0.count <= Self.longestValue ? $0 : nil }
        value =
            switch access.kind {
            case .next: access.value.map { .string(name($0)) } ?? .null
            // An item of a list is of another type than the list.
            case .append, .root: told.map { .string($0.hex) } ?? .null
            default: told.map { types.reading($0, of: item) } ?? .null
            }
    }

    var document: OutputDocument {
        [
            "call": .string(word), "name": .string(orNull: access.kind.hasKey ? name : nil),
            "key": .string(orNull: access.kind.hasKey ? access.key.hex : nil),
            "child": .string(orNull: access.child?.hex), "value": value,
            "length": access.value.map { .integer($0.count) } ?? .null, "depth": .integer(access.depth),
        ]
    }

    var line: String {
        var line = String(repeating: "  ", count: access.depth) + word
        guard access.kind.hasKey else { return line + (access.value.map { " \($0.hex)" } ?? "") }
        line += " " + (access.child.map { "\($0.hex): " } ?? "") + name.printable
        switch access.kind {
        case .get, .next: line += " → \(toldValue)"
        case .exists: line += access.value == nil ? " → no" : " → yes"
        case .set, .append: line += " ← \(toldValue)"
        case .clearPrefix(let removed): line += "*, \(removed) keys"
        case .clear, .root, .begin, .commit, .rollBack: break
        }
        return line
    }

    private var toldValue: String {
        guard let bytes = access.value else { return "nothing" }
        return value == .null ? "\(bytes.count) bytes" : value.wordOrLine.printable
    }

    private var word: String {
        switch access.kind {
        case .get: "get"
        case .exists: "exists"
        case .next: "next"
        case .set: "set"
        case .clear: "clear"
        case .clearPrefix: "clear_prefix"
        case .append: "append"
        case .root: "root"
        case .begin: "begin"
        case .commit: "commit"
        case .rollBack: "roll_back"
        }
    }
}

extension StorageAccess.Kind {
    fileprivate var hasKey: Bool {
        switch self {
        case .root, .begin, .commit, .rollBack: false
        default: true
        }
    }
}

extension TypeRegistry {
    /// A stored value as it is read; in hex what the metadata does not explain.
    func reading(_ bytes: [UInt8], of item: StoredItem?) -> OutputDocument {
        guard let item, let value = try? decode(bytes, as: item.value) else { return .string(bytes.hex) }
        return QueryValue(value: value, type: item.value, types: self).reading
    }
}
