// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import GRDB
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The chain on disk: an SQLite database to which every block is written in one transaction, so that whatever ends
/// the process leaves the chain as it was after some block.
struct StateFile: Sendable {
    private let database: DatabaseQueue
    private let path: String

    /// Opens the file, making it when there is none; refuses one that belongs to a chain of other rules.
    init(path: String, rules: RuleSet) throws(LocalnetError) {
        self.path = path
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            }
            database = try DatabaseQueue(path: path, configuration: configuration)
            let owner = try database.write { database in
                try database.execute(sql: Self.schema)
                try database.execute(
                    sql: "INSERT OR IGNORE INTO chain VALUES ('rules', ?)", arguments: [rules.rawValue])
                return try String.fetchOne(database, sql: "SELECT value FROM chain WHERE name = 'rules'")
            }
            guard owner == rules.rawValue else {
                throw LocalnetError(
                    .stateOfOtherChain,
                    "\(path) holds a chain with the rules '\(owner ?? "")', not '\(rules.rawValue)': name another "
                        + "file, or start with those rules")
            }
        } catch let error as LocalnetError {
            throw error
        } catch {
            throw LocalnetError(.stateUnreadable, "\(path) cannot be opened as a chain's state: \(error)")
        }
    }

    /// Each key has a row for every retained block that changed it; no value stands for a removal.
    private static let schema = """
        CREATE TABLE IF NOT EXISTS chain (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS blocks (
            number INTEGER PRIMARY KEY, parent BLOB NOT NULL, state BLOB NOT NULL, extrinsics BLOB NOT NULL,
            body BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS history (
            key BLOB NOT NULL, block INTEGER NOT NULL, value BLOB, PRIMARY KEY (key, block)) WITHOUT ROWID;
        """

    /// The chain that the file holds; nil for a new file.
    func load() throws(LocalnetError) -> SavedChain? {
        do {
            return try database.read { database in
                var saved = SavedChain()
                let blocks = try Row.fetchCursor(database, sql: "SELECT * FROM blocks ORDER BY number")
                while let row = try blocks.next() {
                    let header = BlockHeader(
                        parentHash: Self.hash(row["parent"]), number: BlockNumber(UInt64(row["number"] as Int64)),
                        stateRoot: Self.hash(row["state"]), extrinsicsRoot: Self.hash(row["extrinsics"]), digest: []
                    )
                    let body = try [[UInt8]](scale: Array(row["body"] as Data))
                    saved.blocks.append(Block(header: header, extrinsics: body.map(Extrinsic.init)))
                }
                guard let head = saved.blocks.last else { return nil }
                try Self.check(saved.blocks)
                var changes: [StorageKey: [UInt8]?] = [:]
                var block: Int64 = 0
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT block, key, value FROM history ORDER BY block")
                while let row = try rows.next() {
                    if row["block"] as Int64 != block {
                        saved.store.commit(changes, at: BlockNumber(UInt64(block)))
                        (changes, block) = ([:], row["block"])
                    }
                    let key = StorageKey(bytes: Array(row["key"] as Data))
                    changes.updateValue((row["value"] as Data?).map { Array($0) }, forKey: key)
                }
                saved.store.commit(changes, at: BlockNumber(UInt64(block)))
                let oldest = saved.blocks.first { $0.header.number > 0 }?.header.number ?? head.header.number
                if oldest > 1 { saved.store.prune(before: oldest) }
                return saved
            }
        } catch let error as LocalnetError {
            throw error
        } catch {
            throw LocalnetError(.stateUnreadable, "\(path) does not hold a chain's state: \(error)")
        }
    }

    /// Block 0, then an unbroken chain.
    private static func check(_ blocks: [Block]) throws {
        for (parent, block) in zip(blocks.dropFirst(), blocks.dropFirst(2))
        where block.header.parentHash != parent.hash {
            throw LocalnetError(
                .stateUnreadable,
                "block \(block.header.number) of the saved chain does not follow the one before it")
        }
    }

    private static func hash(_ data: Data) -> Hash256 { (try? Hash256(Array(data))) ?? .zero }

    /// Adds a block with what it changed, and forgets what only blocks before `oldest` could see.
    func save(
        _ block: Block, changes: [StorageKey: [UInt8]?], oldest: BlockNumber?
    ) throws(LocalnetError) {
        do {
            try database.write { database in
                let number = Int64(clamping: block.header.number.rawValue)
                try database.execute(
                    sql: "INSERT INTO blocks VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        number, Data(block.header.parentHash.bytes), Data(block.header.stateRoot.bytes),
                        Data(block.header.extrinsicsRoot.bytes),
                        Data(block.extrinsics.map(\.bytes).scaleEncoded),
                    ])
                let insert = try database.makeStatement(sql: "INSERT INTO history VALUES (?, ?, ?)")
                for (key, value) in changes {
                    try insert.execute(arguments: [Data(key.bytes), number, value.map { Data($0) }])
                }
                if let oldest { try Self.forget(before: Int64(clamping: oldest.rawValue), database) }
            }
        } catch {
            throw LocalnetError(
                .stateNotSaved, "block \(block.header.number) cannot be written to \(path): \(error)")
        }
    }

    private static func forget(before oldest: Int64, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM blocks WHERE number > 0 AND number < ?", arguments: [oldest])
        try database.execute(
            sql: """
                DELETE FROM history WHERE block < ?1 AND EXISTS (
                    SELECT 1 FROM history AS later
                    WHERE later.key = history.key AND later.block > history.block AND later.block <= ?1)
                """, arguments: [oldest])
        try database.execute(
            sql: "DELETE FROM history WHERE value IS NULL AND block <= ?", arguments: [oldest])
    }
}

/// A chain as its file has it: the retained blocks, oldest first, with block 0 before them, and their state.
struct SavedChain: Sendable {
    var blocks: [Block] = []
    var store = VersionedStore()
}
