// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A value of a chain, with what tells how it is written.
struct QueryValue: Sendable {
    let value: ScaleValue
    let type: TypeID
    let types: TypeRegistry

    /// As the chain has it.
    var document: OutputDocument { OutputDocument(json: types.json(value, as: type, form: .annotated)) }

    /// As people read it.
    var reading: OutputDocument { OutputDocument(json: readableJSON) }

    /// The same on one line.
    var line: String { (reading.plainText ?? readableJSON).printable }

    private var readableJSON: String { types.json(value, as: type, form: .readable) }
}

/// What was read by its name.
struct QueryAnswer: Answer {
    enum Content: Sendable {
        /// One value; nil where nothing is stored and the runtime has no default.
        case value(QueryValue?)
        /// The entries of a map.
        case entries([StorageListing.Entry], hasMore: Bool)
    }

    let target: QueryTarget
    let block: BlockNumber
    let hash: Hash256
    let content: Content
    /// Whether a storage item has the value itself, rather than its default.
    let isStored: Bool

    init(target: QueryTarget, state: ChainState, content: Content, isStored: Bool = true) {
        self.target = target
        block = state.number
        hash = state.hash
        self.content = content
        self.isStored = isStored
    }

    var document: OutputDocument {
        let head: OutputDocument = [
            "name": .string(target.fullName),
            "kind": .string(target.kindName),
            "block_number": .integer(Int(clamping: block.rawValue)),
            "block_hash": .string(hash.hex),
        ]
        switch content {
        case .value(let value):
            return head + ["value": value?.document ?? .null, "is_default": .bool(!isStored)]
        case .entries(let entries, let hasMore):
            return head + ["entries": Self.document(entries), "has_more": .bool(hasMore)]
        }
    }

    /// What was read, whatever the block.
    var reading: OutputDocument {
        switch content {
        case .value(let value): value?.document ?? .null
        case .entries(let entries, let hasMore): ["entries": Self.document(entries), "has_more": .bool(hasMore)]
        }
    }

    func text(width: Int?) -> StyledText {
        switch content {
        case .value(let value):
            let text = StyledText(value.map { Self.text($0.reading) } ?? "null")
            return isStored ? text : text + "\n\(absence(hasDefault: value != nil), .hint)"
        case .entries(let entries, let hasMore):
            guard !entries.isEmpty else { return "\(target.fullName) has no entries there" }
            var table = Table([.text("Key", .never), .text("Value", .never)])
            for entry in entries {
                let keys = entry.keys.map { Self.text($0.reading) }
                table.add([keys.joined(separator: ", "), entry.value.line])
            }
            return table.text(width: width) + (hasMore ? "\n\("There are more: raise --limit", .hint)" : "")
        }
    }

    private static func document(_ entries: [StorageListing.Entry]) -> OutputDocument {
        .array(entries.map { ["keys": .array($0.keys.map(\.document)), "value": $0.value.document] })
    }

    /// What nothing in the storage means: a default is easily taken for something that somebody has set.
    private func absence(hasDefault: Bool) -> String {
        "(nothing is stored there"
            + (hasDefault ? ": this is the default, which the runtime also has for what does not exist)" : ")")
    }

    /// A scalar as it stands, anything else as JSON; what a terminal would obey is made visible.
    private static func text(_ document: OutputDocument) -> String {
        if let plain = document.plainText { return plain.isEmpty ? "\"\"" : plain.printable }
        return document.text.split(separator: "\n").map { String($0).printable }.joined(separator: "\n")
    }
}

extension OutputDocument {
    /// A text, number or flag as a person writes it; nil for anything with parts.
    fileprivate var plainText: String? {
        switch self {
        case .string(let text): text
        case .array, .object: nil
        case .null, .bool, .integer, .number: text
        }
    }
}

/// What a runtime has to be read by name.
struct QueryListAnswer: Answer {
    let targets: [QueryTarget]
    let types: TypeRegistry

    var document: OutputDocument {
        [
            "names": .array(
                targets.map { target in
                    [
                        "name": .string(target.fullName), "kind": .string(target.kindName),
                        "type": .string(target.signature(types)), "docs": .string(target.docs),
                    ]
                })
        ]
    }

    func text(width: Int?) -> StyledText {
        var table = Table([.text("Name", .never), .text("Kind", .never), .text("Type")])
        for target in targets { table.add([target.fullName, target.kindName, target.signature(types)]) }
        return table.text(width: width)
    }
}
