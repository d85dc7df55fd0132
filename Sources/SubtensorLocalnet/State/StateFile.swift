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
    let lineage: ChainLineage
    let database: SQLiteDatabase
    /// The number by which the file system knows the file.
    private let fileNumber: UInt64

    /// Opens the file, making it when there is none, and keeps everybody else out of it.
    init(path: String, lineage: ChainLineage) throws(LocalnetError) {
        self.path = path
        self.lineage = lineage
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

    /// `history` has a row for every change of a retained state; no value stands for a removal. Blocks are kept for ever, each with
    /// a hash of its extrinsics and one of what it changed; `hashes` has their numbers by their hashes.
    ///
    /// `chain` names what runtime the chain has, the hashes of its first and its newest block, and the oldest block whose state is
    /// there, with the hash of that state.
    var schema: [(table: String, sql: String)] {
        lineage.isFork ? Self.tables + Self.upstreamTables : Self.tables
    }

    static let tables: [(table: String, sql: String)] = [
        (
            "blocks",
            """
            CREATE TABLE blocks (number INTEGER PRIMARY KEY, parent BLOB NOT NULL, state BLOB NOT NULL, \
            extrinsics BLOB NOT NULL, digest BLOB NOT NULL, body BLOB NOT NULL, content BLOB NOT NULL, \
            changes BLOB NOT NULL)
            """
        ),
        ("chain", "CREATE TABLE chain (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID"),
        ("hashes", "CREATE TABLE hashes (hash BLOB PRIMARY KEY NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID"),
        (
            "history",
            """
            CREATE TABLE history (block INTEGER NOT NULL, child BLOB NOT NULL, key BLOB NOT NULL, value BLOB, \
            PRIMARY KEY (block, child, key)) WITHOUT ROWID
            """
        ),
    ]

    /// The names in the table `chain`.
    enum Mark {
        static let (runtime, genesis, head) = ("runtime", "genesis", "head")
        static let (oldest, oldestState) = ("oldest", "oldest-state")
    }

    // MARK: - Writing

    /// Adds a block with what it changed, and forgets older states; the first block makes the tables.
    func save(
        _ block: Block, changes: StateChanges, forgetting forgotten: ForgottenStates? = nil
    ) throws(LocalnetError) {
        try write(block) {
            try insert(block, changes)
            try set(Mark.head, block.hash.hex)
            if let forgotten { try forget(forgotten) }
        }
    }

    /// Makes the tables, and writes the block that a chain begins with; a fork also what it knows of its network.
    func begin(
        with block: Block, changes: StateChanges, upstream: (ForkPoint, [StateAnswer])? = nil
    ) throws(LocalnetError) {
        try write(block) {
            for (_, sql) in schema { try database.execute(sql) }
            try set(Mark.runtime, lineage.runtime)
            try set(Mark.genesis, block.hash.hex)
            var hash = StateHash()
            for (place, value) in changes.ordered {
                hash.toggle(HistoryEntry(block: block.header.number, place, value))
            }
            try set(Mark.oldest, String(block.header.number.rawValue))
            try set(Mark.oldestState, hash.value.hex)
            try insert(block, changes)
            try set(Mark.head, block.hash.hex)
            if let (point, answers) = upstream { try begin(at: point, knowing: answers) }
        }
    }

    /// Writes what belongs to a block, all of it or nothing.
    private func write(_ block: Block, _ body: () throws -> Void) throws(LocalnetError) {
        guard Self.fileNumber(of: path) == fileNumber else {
            throw Self.notSaved(block, path, "the file has been removed, moved or replaced since it was opened")
        }
        do {
            try database.transaction(body)
        } catch {
            throw Self.fault(error, path)
                ?? Self.notSaved(block, path, "\(error); the file keeps the blocks before it")
        }
    }

    private func insert(_ block: Block, _ changes: StateChanges) throws {
        let number = SQLiteValue.integer(Int64(clamping: block.header.number.rawValue))
        let header = block.header
        let (digest, body) = (header.digest.scaleEncoded, block.extrinsics.map(\.bytes).scaleEncoded)
        try database.execute(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", number, .blob(header.parentHash.bytes),
            .blob(header.stateRoot.bytes), .blob(header.extrinsicsRoot.bytes), .blob(digest), .blob(body),
            .blob(Self.contentHash(body).bytes), .blob(changes.hash.bytes))
        try database.execute("INSERT INTO hashes VALUES (?, ?)", .blob(block.hash.bytes), number)
        let insert = try database.prepare("INSERT INTO history VALUES (?, ?, ?, ?)")
        // In the order of the table: its pages are filled one after the other.
        for (place, value) in changes.ordered {
            let entry = HistoryEntry(block: header.number, place, value)
            try insert.run(entry.cells + [value.map { .blob($0) } ?? .null])
        }
    }

    static func contentHash(_ body: [UInt8]) -> Hash256 { Hash256(unchecked: Hashing.blake2b256(body)) }

    /// A database goes on being written to when nothing leads to it any more, and is gone with its process.
    private static func fileNumber(of path: String) -> UInt64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.systemFileNumber] as? UInt64
    }

    private func forget(_ forgotten: ForgottenStates) throws {
        let state = try database.prepare("SELECT value FROM chain WHERE name = ?", .text(Mark.oldestState))
        guard try state.step(), let known = state.text(0).flatMap({ try? Hash256(hex: $0) }) else {
            throw SQLiteDatabase.Failure.corrupt
        }
        var hash = StateHash(known)
        for entry in forgotten.joined { hash.toggle(entry) }
        let delete = try database.prepare("DELETE FROM history WHERE block = ? AND child = ? AND key = ?")
        for entry in forgotten.entries {
            hash.toggle(entry)
            try delete.run(entry.cells)
        }
        try set(Mark.oldest, String(forgotten.oldest.rawValue))
        try set(Mark.oldestState, hash.value.hex)
    }

    func set(_ mark: String, _ value: String) throws {
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

/// What a chain has to be of to go on from a file.
struct ChainLineage: Sendable {
    /// What has made its blocks: a word that no other kind of runtime uses.
    let runtime: String
    /// Its first block, where only one goes with the runtime and the settings; nil where these are for new chains only.
    var genesis: Hash256?
    /// Whether it goes on from another network's.
    var isFork = false
}
