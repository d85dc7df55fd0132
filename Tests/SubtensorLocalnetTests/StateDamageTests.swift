// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SeededNumbers
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("A damaged state file")
struct StateDamageTests {
    /// The smallest chain with a past, and one that has forgotten states.
    enum Age: String, CaseIterable {
        case young, old

        func make(_ path: String) async throws -> Block {
            let chain = try Localnet(
                LocalnetConfiguration(blockTime: nil, retainedBlocks: 4, stateFile: path, now: { 1_800_000_000_000 }))
            await chain.advance(by: self == .young ? 4 : 30)
            await chain.close()
            return await chain.head
        }
    }

    private static let runtime = Result { try LocalRuntime(rules: .powRegister, isDifficultyPinned: false) }

    private static func load(_ path: String) throws -> SavedChain? {
        let runtime = try runtime.get()
        let file = try StateFile(path: path, lineage: ChainLineage(runtime: "pow-register"))
        defer { file.close() }
        return try file.load(accepts: runtime.accepts)
    }

    /// A file is refused in one line that names it.
    private static func isRefused(_ path: String, _ what: String) throws {
        let error = #expect(throws: LocalnetError.self, "\(what)") { try load(path) }
        let codes = [LocalnetError.Code.stateUnreadable, .stateOfOtherChain]
        #expect(error.map { codes.contains($0.code) } == true, "\(what)")
        #expect(error?.reason.hasPrefix(path) == true, "\(what)")
        #expect(error?.reason.contains("\n") == false, "\(what)")
    }

    private static func edit(_ path: String, _ sql: String) throws {
        try SQLiteDatabase(path: path).execute(sql)
    }

    // MARK: - Cells

    static let newest = "(SELECT max(number) FROM blocks)"
    static let newestKey = "(SELECT key FROM history WHERE block = \(newest) LIMIT 1)"

    static let edits: [String] = [
        "UPDATE blocks SET number = -5 WHERE number = 3",
        "UPDATE blocks SET number = 9223372036854775807 WHERE number = \(newest)",
        "UPDATE blocks SET parent = x'00' WHERE number = 2", "UPDATE blocks SET parent = zeroblob(32) WHERE number = 2",
        "UPDATE blocks SET parent = 7 WHERE number = 2", "UPDATE blocks SET state = zeroblob(32) WHERE number = 1",
        "UPDATE blocks SET state = 'abc' WHERE number = \(newest)",
        "UPDATE blocks SET state = zeroblob(32) WHERE number = \(newest)",
        "UPDATE blocks SET extrinsics = zeroblob(32) WHERE number = \(newest)",
        "UPDATE blocks SET body = x'' WHERE number = 1", "UPDATE blocks SET body = x'00' WHERE number = 1",
        "UPDATE blocks SET body = 'text' WHERE number = 1", "UPDATE blocks SET body = zeroblob(1000000)",
        "UPDATE blocks SET body = x'feffffff' WHERE number = 1", "UPDATE blocks SET body = 1.5 WHERE number = 1",
        "DELETE FROM blocks", "DELETE FROM blocks WHERE number = 0", "DELETE FROM blocks WHERE number = 1",
        "DELETE FROM blocks WHERE number = \(newest)",
        "DELETE FROM history WHERE block = \(newest); DELETE FROM blocks WHERE number = \(newest)",
        "UPDATE history SET value = x'00'", "UPDATE history SET value = 'abc'", "UPDATE history SET value = NULL",
        "UPDATE history SET value = 1.5", "UPDATE history SET value = -1 WHERE block = \(newest)",
        "UPDATE history SET value = x'' WHERE block = \(newest) AND key = \(newestKey)",
        "UPDATE history SET value = value || x'00' WHERE block = \(newest) AND key = \(newestKey)",
        "UPDATE history SET key = x'00' WHERE block = \(newest) AND key = \(newestKey)",
        "UPDATE history SET key = 'text' WHERE block = \(newest) AND key = \(newestKey)",
        "UPDATE history SET block = 1000000 WHERE block = \(newest)", "UPDATE history SET block = -1 WHERE block = 0",
        "UPDATE history SET block = 'x' WHERE block = \(newest)",
        "UPDATE history SET block = 9223372036854775807 WHERE block = \(newest) AND key = \(newestKey)",
        "DELETE FROM history", "DELETE FROM history WHERE block = \(newest)",
        "DELETE FROM history WHERE block = \(newest) AND key = \(newestKey)",
        "DELETE FROM history WHERE block = 0 AND key = (SELECT key FROM history WHERE block = 0 LIMIT 1)",
        "UPDATE history SET value = value || x'00' WHERE block = 0 AND key = (SELECT key FROM history LIMIT 1)",
        "INSERT INTO history VALUES (0, x'', x'00', x'00')", "INSERT INTO history VALUES (2, x'', zeroblob(32), NULL)",
        "UPDATE history SET child = x'00' WHERE block = \(newest) AND key = \(newestKey)",
        "UPDATE history SET child = x'3a' WHERE block = \(newest) AND key = \(newestKey)",
        "UPDATE history SET child = 'x' WHERE block = 0",
        "UPDATE blocks SET digest = x'' WHERE number = 1", "UPDATE blocks SET digest = x'0404aa' WHERE number = 1",
        "UPDATE blocks SET digest = 7 WHERE number = \(newest)",
        "UPDATE blocks SET content = zeroblob(32) WHERE number = 1",
        "UPDATE blocks SET body = x'040400' WHERE number = \(newest)",
        "UPDATE blocks SET changes = zeroblob(32) WHERE number = \(newest)", "UPDATE blocks SET changes = 1.5",
        "DELETE FROM hashes", "DELETE FROM hashes WHERE number = 2", "UPDATE hashes SET number = 2 WHERE number = 3",
        "UPDATE hashes SET hash = zeroblob(32) WHERE number = 1", "INSERT INTO hashes VALUES (x'00', 1)",
        "UPDATE chain SET value = '0x' || hex(zeroblob(32)) WHERE name = 'genesis'",
        "DELETE FROM chain WHERE name = 'genesis'", "DELETE FROM chain WHERE name = 'oldest'",
        "DELETE FROM chain WHERE name = 'oldest-state'", "DROP TABLE hashes",
        "DELETE FROM chain", "DELETE FROM chain WHERE name = 'runtime'", "DELETE FROM chain WHERE name = 'head'",
        "UPDATE chain SET value = 'burn' WHERE name = 'runtime'", "UPDATE chain SET value = '' WHERE name = 'runtime'",
        "UPDATE chain SET value = '0x00' WHERE name = 'head'", "UPDATE chain SET value = x'00' WHERE name = 'head'",
        "UPDATE chain SET name = 'heae' WHERE name = 'head'", "INSERT INTO chain VALUES ('x', 'y')",
        "INSERT OR REPLACE INTO chain VALUES ('oldest', '2')",
        "INSERT OR REPLACE INTO chain VALUES ('oldest', '99999999999999999999')",
        "INSERT OR REPLACE INTO chain VALUES ('oldest', '3'), ('oldest-state', '0x' || hex(zeroblob(32)))",
        "INSERT OR REPLACE INTO chain VALUES ('oldest', '1000'), ('oldest-state', '0x' || hex(zeroblob(32)))",
        "DROP TABLE history", "DROP TABLE blocks", "DROP TABLE chain", "CREATE TABLE other (a)",
        "CREATE VIEW other AS SELECT 1", "CREATE INDEX other ON history (value)",
        "CREATE TRIGGER other AFTER INSERT ON blocks BEGIN DELETE FROM history; END",
        "DROP TABLE blocks; CREATE TABLE blocks (number INTEGER PRIMARY KEY, parent, state, extrinsics, body); "
            + "INSERT INTO blocks VALUES (0, NULL, NULL, NULL, NULL)",
        "DROP TABLE history; CREATE VIEW history AS WITH RECURSIVE n (block) AS "
            + "(SELECT 0 UNION ALL SELECT block + 1 FROM n) SELECT block, NULL AS key, NULL AS value FROM n",
    ]

    static let editsOfOldChains: [String] = [
        "DELETE FROM chain WHERE name LIKE 'oldest%'", "UPDATE chain SET value = '25' WHERE name = 'oldest'",
        "UPDATE chain SET value = '27' WHERE name = 'oldest'",
        "UPDATE history SET block = 1 WHERE block = 0 AND key = (SELECT key FROM history LIMIT 1)",
        "DELETE FROM history WHERE block <= 24",
    ]

    @Test("any cell, row or table that is not as it was written is found", arguments: Age.allCases)
    func cells(age: Age) async throws {
        try await StateFileTests.withFile { path in
            let head = try await age.make(path)
            #expect(try Self.load(path)?.head.hash == head.hash)
            for sql in Self.edits + (age == .old ? Self.editsOfOldChains : []) {
                let copy = path + ".copy"
                try FileManager.default.copyItem(atPath: path, toPath: copy)
                try Self.edit(copy, sql)
                try Self.isRefused(copy, "\(age): \(sql)")
                try FileManager.default.removeItem(atPath: copy)
            }
        }
    }

    @Test("a value that its item cannot hold is refused, though every hash is right")
    func foreignValue() async throws {
        try await StateFileTests.withFile { path in
            for (key, value) in [
                (SystemPallet.account.declaration.key([AccountID(unchecked: [UInt8](repeating: 1, count: 32))]), [1]),
                (SystemPallet.number.declaration.key([]), [1, 2, 3, 4, 5]), (StorageKey(bytes: [1]), [1]),
            ] as [(StorageKey, [UInt8])] {
                let file = try StateFile(path: path, lineage: ChainLineage(runtime: "pow-register"))
                let changes: StateChanges = [key: value]
                try file.begin(with: Block(parent: nil, extrinsics: [], changes: changes), changes: changes)
                file.close()
                try Self.isRefused(path, key.hex)
                try FileManager.default.removeItem(atPath: path)
            }
        }
    }

    @Test("a database of something else is refused, and left as it is")
    func otherDatabase() async throws {
        try await StateFileTests.withFile { path in
            try Self.edit(path, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')")
            let error = #expect(throws: LocalnetError(.stateUnreadable, "")) {
                try Localnet(LocalnetConfiguration(blockTime: nil, stateFile: path))
            }
            #expect(error?.reason.contains("name another file") == true)
            let tables = try SQLiteDatabase(path: path).prepare("SELECT name FROM sqlite_schema")
            #expect(try tables.step() && tables.text(0) == "notes")
            #expect(try !tables.step())
        }
    }

    // MARK: - Bytes

    @Test("flipped bits and cut ends are refused, or change nothing", arguments: Age.allCases)
    func bytes(age: Age) async throws {
        try await StateFileTests.withFile { path in
            let head = try await age.make(path)
            let whole = try Data(contentsOf: URL(filePath: path))
            let keys = try #require(try Self.load(path)).store.keys(withPrefix: [], at: head.header.number)
            var noise = SeededNumbers(seed: age == .young ? 41 : 42)
            var refused = 0
            let rounds = age == .young ? 200 : 50
            for round in 0..<rounds {
                var bytes = whole
                if round.isMultiple(of: 10) {
                    bytes = bytes.prefix(Int.random(in: 1..<whole.count, using: &noise))
                } else {
                    // The first page has the tables' names and the file's own figures: it has its share.
                    let area = round.isMultiple(of: 5) ? 4096 : whole.count
                    bytes[Int.random(in: 0..<area, using: &noise)] ^= 1 << UInt8.random(in: 0...7, using: &noise)
                }
                let copy = path + ".copy"
                try bytes.write(to: URL(filePath: copy))
                do {
                    let saved = try #require(try Self.load(copy), "round \(round)")
                    #expect(saved.head.hash == head.hash)
                    #expect(saved.store.keys(withPrefix: [], at: head.header.number) == keys)
                } catch is LocalnetError {
                    refused += 1
                    try Self.isRefused(copy, "round \(round)")
                }
                for suffix in ["", "-wal", "-journal"] { try? FileManager.default.removeItem(atPath: copy + suffix) }
            }
            #expect(refused > rounds / 8)
        }
    }
}
