// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// One thing that differs: what it was, and what it is; null for what was not or is not there.
struct Difference: Hashable, Sendable {
    let name: String
    let before: OutputDocument
    let after: OutputDocument

    init(_ name: String, _ before: OutputDocument, _ after: OutputDocument) {
        (self.name, self.before, self.after) = (name, before, after)
    }

    /// What one reading has otherwise than another: the value, or entries of a map.
    ///
    /// - Throws: for a map of which not all is known, so that what is missing would look like what has changed.
    static func between(_ old: QueryAnswer?, _ new: QueryAnswer?) throws(CLIError) -> [Difference] {
        between(try old?.entriesByName ?? [], try new?.entriesByName ?? [])
    }

    /// What one runtime has otherwise than another: calls, events, errors, storage, constants with their values, functions,
    /// transaction extensions.
    static func between(_ old: RuntimeMetadata, _ new: RuntimeMetadata) -> [Difference] {
        between(old.signatures, new.signatures)
    }

    /// What differs of things that have names.
    static func between(
        _ old: [(String, OutputDocument)], _ new: [(String, OutputDocument)]
    ) -> [Difference] {
        let before = Dictionary(old) { first, _ in first }
        let after = Dictionary(new) { first, _ in first }
        let changed = old.compactMap { name, value -> Difference? in
            let now = after[name] ?? .null
            return now == value ? nil : Difference(name, value, now)
        }
        return changed + new.filter { before[$0.0] == nil && $0.1 != .null }.map { Difference($0.0, .null, $0.1) }
    }
}

extension QueryAnswer {
    /// What was read, each thing by its name and keys.
    fileprivate var entriesByName: [(String, OutputDocument)] {
        get throws(CLIError) {
            switch content {
            case .value(let value): return [(target.fullName, value?.document ?? .null)]
            case .entries(let entries, let hasMore):
                guard !hasMore else {
                    throw CLIError(
                        .usage,
                        "\(target.fullName) has more than \(entries.count) entries at block \(block): raise --limit, or name "
                            + "a key")
                }
                return entries.map { entry in
                    (
                        "\(target.fullName)[\(entry.keys.map(\.document.wordOrLine).joined(separator: ", "))]",
                        entry.value.document
                    )
                }
            }
        }
    }
}

extension RuntimeMetadata {
    fileprivate var signatures: [(String, OutputDocument)] {
        items.map { ($0.title, .string($0.signature)) }
    }
}

extension OutputDocument {
    /// A text without its quotation marks, anything else on one line.
    var wordOrLine: String {
        if case .string(let text) = self { text } else { line }
    }
}
