// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSQLite
import Synchronization

/// An open SQLite database.
///
/// libsqlite3 with typed values in and out, and errors. The wrappers there are need the whole of Foundation, whose tables
/// of languages would be half of a program's size, and trap on a cell of another type than is asked for.
final class SQLiteDatabase: Sendable {
    /// What SQLite could not do.
    struct Failure: Error, CustomStringConvertible {
        /// One of SQLite's primary result codes.
        let code: CInt
        let description: String

        /// Another connection has the file.
        var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }

        static let corrupt = Failure(code: SQLITE_CORRUPT, description: String(cString: sqlite3_errstr(SQLITE_CORRUPT)))
    }

    /// Opened in SQLite's serialized mode, in which every thread may use it.
    private struct Handle: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    /// Nil once it is closed.
    private let handle: Mutex<Handle?>

    /// Opens a file, making it when there is none.
    init(path: String) throws(Failure) {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            defer { sqlite3_close_v2(handle) }
            throw Failure(code: code, handle)
        }
        self.handle = Mutex(Handle(pointer: handle))
    }

    deinit { close() }

    /// Lets the file go. Statements that are still there keep it open until they go too.
    func close() {
        let open = handle.withLock { handle in
            defer { handle = nil }
            return handle
        }
        if let open { sqlite3_close_v2(open.pointer) }
    }

    private func pointer() throws(Failure) -> OpaquePointer {
        guard let open = handle.withLock({ $0 }) else {
            throw Failure(code: SQLITE_MISUSE, description: "the database is closed")
        }
        return open.pointer
    }

    /// Runs one statement or several, which give nothing that is wanted.
    func execute(_ sql: String) throws(Failure) {
        let handle = try pointer()
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw Failure(code: code, handle) }
    }

    /// Runs one statement with values for its parameters.
    func execute(_ sql: String, _ values: SQLiteValue...) throws(Failure) {
        try prepare(sql).run(values)
    }

    /// A statement, to be run once or often.
    func prepare(_ sql: String, _ values: SQLiteValue...) throws(Failure) -> SQLiteStatement {
        let handle = try pointer()
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw Failure(code: code, handle) }
        let prepared = SQLiteStatement(statement, of: self)
        try prepared.bind(values)
        return prepared
    }

    /// Carries out `body` as a whole or not at all.
    func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // Some failures have ended the transaction already.
            if let handle = try? pointer(), sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    func failure(_ code: CInt) -> Failure { Failure(code: code, try? pointer()) }
}

extension SQLiteDatabase.Failure {
    fileprivate init(code: CInt, _ handle: OpaquePointer?) {
        self.code = code & 0xff
        description = String(cString: handle.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
    }
}
