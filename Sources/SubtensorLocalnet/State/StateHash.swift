// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// One hash over the entries of the oldest retained state, in their order.
///
/// The state roots of blocks bind every change since; those before have been put together into one state, of which no
/// block's root knows any more.
struct StateHash: Sendable {
    private(set) var value = Hash256.zero

    mutating func add(_ entry: HistoryEntry) {
        var writer = ScaleWriter()
        value.encode(to: &writer)
        writer.write(integer: entry.block)
        entry.key.encode(to: &writer)
        entry.value.encode(to: &writer)
        value = Hash256(unchecked: Hashing.blake2b256(writer.bytes))
    }
}

/// A row of the table `history`.
struct HistoryEntry: Sendable {
    let block: UInt64
    let key: [UInt8]
    /// Nil for a removal.
    let value: [UInt8]?

    /// The columns `block`, `key`, `value` of a row; nil when they hold anything else.
    init?(_ row: SQLiteStatement) {
        guard let block = row.number(0), let key = row.blob(1) else { return nil }
        let value = row.blob(2)
        guard value != nil || row[2] == .null else { return nil }
        self.block = block
        self.key = key
        self.value = value
    }
}

/// Cells of the kind that a column is meant to hold; nil for any other.
extension SQLiteStatement {
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
