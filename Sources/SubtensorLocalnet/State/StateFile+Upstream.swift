// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateFork
import SubstratePrimitives
import SubstrateRPC

/// What a fork knows of its network: it never changes, and is only added to.
extension StateFile {
    /// `upstream` has what the network's node has said of single keys, no value where there is none; `stretches` all keys that there are
    /// between two places, no finish at the end of the state. The mark of the network's state binds both.
    static let upstreamTables: [(table: String, sql: String)] = [
        (
            "stretches",
            """
            CREATE TABLE stretches (child BLOB NOT NULL, start BLOB NOT NULL, finish BLOB, keys BLOB NOT NULL, \
            PRIMARY KEY (child, start)) WITHOUT ROWID
            """
        ),
        (
            "upstream",
            """
            CREATE TABLE upstream (child BLOB NOT NULL, key BLOB NOT NULL, value BLOB, \
            PRIMARY KEY (child, key)) WITHOUT ROWID
            """
        ),
    ]

    /// The names in the table `chain` that only forks have.
    private enum NetworkMark {
        static let (genesis, name, properties, state) = (
            "network-genesis", "network-name", "network-properties", "network-state"
        )
    }

    // MARK: - Writing

    func begin(at point: ForkPoint, knowing answers: [StateAnswer]) throws {
        try set(NetworkMark.genesis, point.genesisHash.hex)
        try set(NetworkMark.name, point.chain)
        try set(NetworkMark.properties, point.properties.description)
        try set(NetworkMark.state, StateHash().value.hex)
        try insert(answers)
    }

    /// Adds what a node has said, all of it or nothing.
    func keep(_ answers: [StateAnswer]) throws(LocalnetError) {
        do {
            try database.transaction { try insert(answers) }
        } catch {
            throw Self.fault(error, path)
                ?? LocalnetError(.stateNotSaved, "what the network has said cannot be written to \(path): \(error)")
        }
    }

    private func insert(_ answers: [StateAnswer]) throws {
        let mark = try database.prepare("SELECT value FROM chain WHERE name = ?", .text(NetworkMark.state))
        guard try mark.step(), let known = mark.text(0).flatMap({ try? Hash256(hex: $0) }) else {
            throw SQLiteDatabase.Failure.corrupt
        }
        var hash = StateHash(known)
        let isKnown = [
            try database.prepare("SELECT 1 FROM upstream WHERE child = ? AND key = ?"),
            try database.prepare("SELECT 1 FROM stretches WHERE child = ? AND start = ?"),
        ]
        let insert = [
            try database.prepare("INSERT INTO upstream VALUES (?, ?, ?)"),
            try database.prepare("INSERT INTO stretches VALUES (?, ?, ?, ?)"),
        ]
        for row in answers.map(UpstreamRow.init) {
            let table = row.isStretch ? 1 : 0
            try isKnown[table].restart(Array(row.cells.prefix(2)))
            guard try !isKnown[table].step() else { continue }
            try insert[table].run(row.cells)
            hash.toggle(row.bytes)
        }
        try set(NetworkMark.state, hash.value.hex)
    }

    // MARK: - Reading

    /// Where the fork left its network, and what it knows of that; nil where the file keeps no fork.
    ///
    /// - Parameter take: Takes a mark out of those that were read.
    func readUpstream(
        from block: Block, _ take: (String) -> String?
    ) throws -> (point: ForkPoint, known: KnownState)? {
        guard lineage.isFork else { return nil }
        guard let genesis = take(NetworkMark.genesis).flatMap({ try? Hash256(hex: $0) }),
            let name = take(NetworkMark.name),
            let properties = take(NetworkMark.properties).flatMap({ try? JSONValue(parsing: Array($0.utf8)) }),
            let state = take(NetworkMark.state).flatMap({ try? Hash256(hex: $0) })
        else { throw damaged("the network that was forked is not named") }
        var (known, hash) = (KnownState(), StateHash())
        func read(_ table: String, _ answer: (SQLiteStatement) -> StateAnswer?) throws {
            let rows = try database.prepare("SELECT * FROM \(table)")
            while try rows.step() {
                guard let answer = answer(rows) else {
                    throw damaged("a row of \(table) is not as it was written")
                }
                hash.toggle(UpstreamRow(answer).bytes)
                known.learn(answer)
            }
        }
        try read("upstream") { StateAnswer(value: $0) }
        try read("stretches") { StateAnswer(stretch: $0) }
        guard hash.value == state else { throw damaged("the network's state is not the one that was written") }
        return (ForkPoint(genesisHash: genesis, block: block, chain: name, properties: properties), known)
    }
}
