// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient

/// One entry of the address book.
struct AddressAnswer: Answer {
    let path: String
    let entry: AddressEntry

    private var facts: [Fact] {
        [
            Fact("file", "File", .text(path)), Fact("name", "Name", .text(entry.name)),
            Fact("address", "Address", .address(entry.account)), Fact("kind", "Kind", .text(entry.kind)),
            Fact("note", "Note", entry.note.isEmpty ? .none : .text(entry.note.printable)),
            Fact("proxy_type", "May do", .text(orNone: entry.proxy?.kind?.printable)),
            Fact("delay", "After blocks", entry.proxy.map { .integer($0.delay) } ?? .none),
            Fact("spawner", "Made by", entry.proxy?.spawner.map { .address($0) } ?? .none),
            Fact("height", "In block", entry.proxy?.height.map { .integer($0) } ?? .none),
            Fact("ext_index", "By extrinsic", entry.proxy?.extrinsicIndex.map { .integer($0) } ?? .none),
            Fact("index", "Index", entry.proxy.map { .integer($0.index) } ?? .none),
            Fact("threshold", "Members needed", entry.multisig.map { .integer($0.threshold) } ?? .none),
            Fact("signatories", "Members", entry.multisig.map { .list($0.members.map { .address($0) }) } ?? .none),
        ]
    }

    var document: OutputDocument { OutputDocument(facts) }

    func text(width: Int?) -> StyledText { Facts(facts.filter { $0.value != .none }).text(width: width) }
}

/// The entries of the address book.
struct AddressesAnswer: TableAnswer {
    let path: String
    let entries: [AddressEntry]

    var title: String { "Address book" }
    var summary: [Fact] {
        [Fact("file", "File", .text(path)), Fact("count", "Entries", .integer(entries.count))]
    }
    var rowsName: String { "addresses" }
    var emptyText: String { "There is nothing in it: 'btcli addr add NAME ADDRESS' names an account." }

    var table: DataTable {
        var table = DataTable([
            .text("name", "Name", .never), .text("address", "Address", .middle), .text("kind", "Kind"),
            .text("proxy_type", "May do").expendable(2), .number("delay", "After blocks").expendable(3),
            .text("spawner", "Made by", .middle).expendable(4), .number("threshold", "Members needed").expendable(5),
            .number("signatories", "Of").expendable(6), .text("note", "Note").expendable(1),
        ])
        for entry in entries {
            table.add([
                .text(entry.name), .address(entry.account), .text(entry.kind),
                .text(orNone: entry.proxy?.kind?.printable), entry.proxy.map { .integer($0.delay) } ?? .none,
                entry.proxy?.spawner.map { .address($0) } ?? .none,
                entry.multisig.map { .integer($0.threshold) } ?? .none,
                entry.multisig.map { .integer($0.members.count) } ?? .none,
                entry.note.isEmpty ? .none : .text(entry.note.printable),
            ])
        }
        return table
    }
}

/// What was taken out of the address book.
struct AddressRemovalAnswer: Answer {
    let path: String
    let names: [String]

    var document: OutputDocument {
        ["file": .string(path), "removed": .array(names.map { .string($0) })]
    }

    func text(width: Int?) -> StyledText {
        names.isEmpty ? "There was nothing to take out" : "Taken out: \(names.joined(separator: ", ").printable)"
    }
}

extension AddressEntry {
    /// What it is, for people and scripts.
    fileprivate var kind: String {
        if multisig != nil { return "multisig" }
        guard let proxy else { return "account" }
        return proxy.spawner == nil ? "proxy" : "pure proxy"
    }
}
