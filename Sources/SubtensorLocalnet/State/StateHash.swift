// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import GRDB
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
    init?(_ row: Row) {
        guard let block = row.number(0), let key = row.blob(1) else { return nil }
        let value = row.blob(2)
        guard value != nil || row.hasNull(atIndex: 2) else { return nil }
        self.block = block
        self.key = key
        self.value = value
    }
}

/// Cells as they are stored. SQLite puts any kind of value into any column, and GRDB's own conversions trap on those
/// that do not fit.
extension Row {
    private func storage(_ column: Int) -> DatabaseValue.Storage {
        guard column < count else { return .null }
        return (self[column] as DatabaseValue).storage
    }

    func number(_ column: Int) -> UInt64? {
        guard case .int64(let number) = storage(column) else { return nil }
        return UInt64(exactly: number)
    }

    func blob(_ column: Int) -> [UInt8]? {
        guard case .blob(let data) = storage(column) else { return nil }
        return Array(data)
    }

    func hash(_ column: Int) -> Hash256? { blob(column).flatMap { try? Hash256($0) } }

    func text(_ column: Int) -> String? {
        guard case .string(let text) = storage(column) else { return nil }
        return text
    }
}
