// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSQLite

/// What a cell holds. SQLite puts any of these into any column.
enum SQLiteValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// A statement that SQLite has compiled.
struct SQLiteStatement {
    private let database: SQLiteDatabase
    private let handle: Handle

    /// Frees it.
    private final class Handle {
        let pointer: OpaquePointer

        init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { sqlite3_finalize(pointer) }
    }

    init(_ pointer: OpaquePointer, of database: SQLiteDatabase) {
        self.database = database
        handle = Handle(pointer)
    }

    /// Runs it anew with these values, to its end.
    func run(_ values: [SQLiteValue]) throws(SQLiteDatabase.Failure) {
        try restart(values)
        while try step() {}
    }

    /// Begins anew with these values, before its first row.
    func restart(_ values: [SQLiteValue]) throws(SQLiteDatabase.Failure) {
        sqlite3_reset(handle.pointer)
        try bind(values)
    }

    /// Goes to the next row; false at the end.
    func step() throws(SQLiteDatabase.Failure) -> Bool {
        switch sqlite3_step(handle.pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw database.failure(code)
        }
    }

    /// The cell of the row in a column, from 0; null beyond the last. Text that is no UTF-8 is given as its bytes.
    subscript(column: Int) -> SQLiteValue {
        guard let column = CInt(exactly: column), column < sqlite3_data_count(handle.pointer) else { return .null }
        switch sqlite3_column_type(handle.pointer, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle.pointer, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle.pointer, column))
        case SQLITE_TEXT:
            let bytes = bytes(column)
            return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .blob(bytes)
        case SQLITE_BLOB: return .blob(bytes(column))
        default: return .null
        }
    }

    private func bytes(_ column: CInt) -> [UInt8] {
        // The pointer first: asking for it may change the count.
        let start = sqlite3_column_blob(handle.pointer, column)
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle.pointer, column))))
    }

    func bind(_ values: [SQLiteValue]) throws(SQLiteDatabase.Failure) {
        for (place, value) in zip(CInt(1)..., values) {
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle.pointer, place)
                case .integer(let number): sqlite3_bind_int64(handle.pointer, place, number)
                case .real(let number): sqlite3_bind_double(handle.pointer, place, number)
                case .text(let text):
                    sqlite3_bind_text64(
                        handle.pointer, place, text, UInt64(text.utf8.count), Self.copied, UInt8(SQLITE_UTF8))
                case .blob(let bytes):
                    // An address that is not there would be null.
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(handle.pointer, place, 0)
                        : sqlite3_bind_blob64(handle.pointer, place, bytes, UInt64(bytes.count), Self.copied)
                }
            guard code == SQLITE_OK else { throw database.failure(code) }
        }
    }

    /// SQLITE_TRANSIENT, a cast that C macros have and Swift does not see: SQLite takes a copy.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
