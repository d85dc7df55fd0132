// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The chain on disk: an SQLite database to which every block is written in one transaction, so that whatever ends
/// the process leaves the chain as it was after some block.
///
/// One process at a time has it open. What is in it is bound by hashes, which are checked when it is read.
struct StateFile: Sendable {
    let path: String
    let rules: RuleSet
    let database: SQLiteDatabase
    /// The number by which the file system knows the file.
    private let fileNumber: UInt64

    /// Opens the file, making it when there is none, and keeps everybody else out of it.
    init(path: String, rules: RuleSet) throws(LocalnetError) {
        self.path = path
        self.rules = rules
        do {
            database = try SQLiteDatabase(path: path)
            try database.execute(
                """
                PRAGMA locking_mode = EXCLUSIVE;
                PRAGMA trusted_schema = OFF;
                PRAGMA cell_size_check = ON;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = NORMAL
                """)
        } catch {
            throw Self.fault(error, path) ?? Self.unreadable(path, error)
        }
        // SQLite takes an empty path and `:memory:` too, and keeps nothing.
        guard let fileNumber = Self.fileNumber(of: path) else {
            throw LocalnetError(.stateUnreadable, "'\(path)' is no path of a file: name one for the state")
        }
        self.fileNumber = fileNumber
    }

    /// Lets the file go, so that another chain can go on from it.
    func close() { database.close() }

    /// `history` has a row for every change of a retained state; no value stands for a removal. Blocks are kept for ever.
    ///
    /// `chain` names the rules and the hash of the newest block; and, once states have been forgotten, the oldest block
    /// whose state is there, with the hash of that state.
    static let schema: [(table: String, sql: String)] = [
        (
            "blocks",
            """
            CREATE TABLE blocks (number INTEGER PRIMARY KEY, parent BLOB NOT NULL, state BLOB NOT NULL, \
            extrinsics BLOB NOT NULL, body BLOB NOT NULL)
            """
        ),
        ("chain", "CREATE TABLE chain (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID"),
        (
            "history",
            """
            CREATE TABLE history (block INTEGER NOT NULL, key BLOB NOT NULL, value BLOB, PRIMARY KEY (block, key)) \
            WITHOUT ROWID
            """
        ),
    ]

    /// The names in the table `chain`.
    enum Mark {
        static let (rules, head, oldest, oldestState) = ("rules", "head", "oldest", "oldest-state")
    }

    // MARK: - Writing

    /// Adds a block with what it changed, and forgets older states; the first block makes the tables.
    func save(
        _ block: Block, changes: [StorageKey: [UInt8]?], forgetting forgotten: ForgottenStates? = nil
    ) throws(LocalnetError) {
        guard Self.fileNumber(of: path) == fileNumber else {
            throw Self.notSaved(block, path, "the file has been removed, moved or replaced since it was opened")
        }
        do {
            try database.transaction {
                if block.header.number == 0 {
                    for (_, sql) in Self.schema { try database.execute(sql) }
                    try set(Mark.rules, rules.rawValue)
                }
                let number = SQLiteValue.integer(Int64(clamping: block.header.number.rawValue))
                let header = block.header
                try database.execute(
                    "INSERT INTO blocks VALUES (?, ?, ?, ?, ?)", number, .blob(header.parentHash.bytes),
                    .blob(header.stateRoot.bytes), .blob(header.extrinsicsRoot.bytes),
                    .blob(block.extrinsics.map(\.bytes).scaleEncoded))
                let insert = try database.prepare("INSERT INTO history VALUES (?, ?, ?)")
                // In the order of the table: its pages are filled one after the other.
                for (key, value) in changes.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
                    try insert.run([number, .blob(key.bytes), value.map { .blob($0) } ?? .null])
                }
                try set(Mark.head, block.hash.hex)
                if let forgotten { try forget(forgotten) }
            }
        } catch {
            throw Self.fault(error, path)
                ?? Self.notSaved(block, path, "\(error); the file keeps the blocks before it")
        }
    }

    /// A database goes on being written to when nothing leads to it any more, and is gone with its process.
    private static func fileNumber(of path: String) -> UInt64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.systemFileNumber] as? UInt64
    }

    private func forget(_ forgotten: ForgottenStates) throws {
        let delete = try database.prepare("DELETE FROM history WHERE block = ? AND key = ?")
        let entries = forgotten.entries.sorted {
            $0.block == $1.block ? $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) : $0.block < $1.block
        }
        for (key, block) in entries {
            try delete.run([.integer(Int64(clamping: block.rawValue)), .blob(key.bytes)])
        }
        let oldest = Int64(clamping: forgotten.oldest.rawValue)
        var hash = StateHash()
        let kept = try database.prepare(
            "SELECT block, key, value FROM history WHERE block <= ? ORDER BY block, key", .integer(oldest))
        while try kept.step() {
            guard let entry = HistoryEntry(kept) else { throw SQLiteDatabase.Failure.corrupt }
            hash.add(entry)
        }
        try set(Mark.oldest, String(oldest))
        try set(Mark.oldestState, hash.value.hex)
    }

    private func set(_ mark: String, _ value: String) throws {
        try database.execute("INSERT OR REPLACE INTO chain VALUES (?, ?)", .text(mark), .text(value))
    }

    // MARK: - Faults

    /// What another process on the same file looks like; nil for any other error.
    static func fault(_ error: any Error, _ path: String) -> LocalnetError? {
        guard let failure = error as? SQLiteDatabase.Failure, failure.isBusy else { return nil }
        return LocalnetError(
            .stateInUse, "\(path) is in use by another localnet: stop that one, or name another file")
    }

    private static func notSaved(_ block: Block, _ path: String, _ why: String) -> LocalnetError {
        LocalnetError(.stateNotSaved, "block \(block.header.number) cannot be written to \(path): \(why)")
    }

    static func unreadable(_ path: String, _ error: any Error) -> LocalnetError {
        LocalnetError(.stateUnreadable, "\(path) cannot be read as a localnet's state: \(error)")
    }
}

/// What is no longer needed to read the states from `oldest` on.
struct ForgottenStates: Sendable {
    let oldest: BlockNumber
    var entries: [(key: StorageKey, block: BlockNumber)] = []
}
