// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// One hash over the entries of the oldest retained state, in whatever order.
///
/// The hashes of blocks' changes bind every change since; those before have been put together into one state, of which no block
/// knows any more. An entry that is taken in a second time is out again: a state goes on without being read.
struct StateHash: Sendable {
    private(set) var value: Hash256

    init(_ value: Hash256 = .zero) { self.value = value }

    mutating func toggle(_ entry: HistoryEntry) {
        var writer = ScaleWriter()
        writer.write(integer: entry.block.rawValue)
        entry.place.child.encode(to: &writer)
        entry.place.key.bytes.encode(to: &writer)
        entry.value.encode(to: &writer)
        toggle(writer.bytes)
    }

    mutating func toggle(_ bytes: [UInt8]) {
        value = Hash256(unchecked: zip(value.bytes, Hashing.blake2b256(bytes)).map { $0 ^ $1 })
    }
}

/// What a block left at a place.
struct HistoryEntry: Sendable {
    let block: BlockNumber
    let place: StatePlace
    /// Nil for a removal.
    let value: [UInt8]?

    init(block: BlockNumber, _ place: StatePlace, _ value: [UInt8]?) {
        self.block = block
        self.place = place
        self.value = value
    }
}

/// Entries as rows of the table `history`.
extension HistoryEntry {
    /// The columns `block`, `child`, `key`, `value` of a row; nil when they hold anything else.
    init?(_ row: SQLiteStatement) {
        guard let block = row.number(0), let child = row.child(1), let key = row.blob(2), row.isBlobOrNull(3)
        else { return nil }
        self.init(block: BlockNumber(block), StatePlace(StorageKey(bytes: key), in: child), row.blob(3))
    }

    /// The first three columns, which name the row.
    var cells: [SQLiteValue] {
        [.integer(Int64(clamping: block.rawValue)), .child(place.child), .blob(place.key.bytes)]
    }
}

/// Before the name of a trie beside the state, which may be empty.
private let childMark: UInt8 = 0x3a

extension SQLiteValue {
    /// Names a trie beside the state; nil: the state itself.
    static func child(_ name: [UInt8]?) -> SQLiteValue { .blob(name.map { [childMark] + $0 } ?? []) }

    static func blob(orNull bytes: [UInt8]?) -> SQLiteValue { bytes.map { .blob($0) } ?? .null }
}

extension SQLiteStatement {
    /// The name of a trie, nil inside for the state itself; nil when the cell holds anything else.
    func child(_ column: Int) -> [UInt8]?? {
        guard let bytes = blob(column), bytes.first.map({ $0 == childMark }) ?? true else { return nil }
        return .some(bytes.isEmpty ? nil : Array(bytes.dropFirst()))
    }

    func isBlobOrNull(_ column: Int) -> Bool { self[column] == .null || blob(column) != nil }

    func number(_ column: Int) -> UInt64? {
        guard case .integer(let number) = self[column] else { return nil }
        return UInt64(exactly: number)
    }

    func blob(_ column: Int) -> [UInt8]? {
        guard case .blob(let bytes) = self[column] else { return nil }
        return bytes
    }

    func hash(_ column: Int) -> Hash256? { blob(column).flatMap { try? Hash256($0) } }

    func text(_ column: Int) -> String? {
        guard case .text(let text) = self[column] else { return nil }
        return text
    }
}
