// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// A chain as its file has it; its blocks stay there.
struct SavedChain: Sendable {
    let genesisHash: Hash256
    let head: Block
    var store: VersionedStore
    /// Where it was forked, and what is known of the network's state there.
    var fork: (point: ForkPoint, known: KnownState)?
}

/// Reading a chain back, with a check of all that is read: a file can be damaged, cut, edited, or somebody else's.
extension StateFile {
    /// The chain that the file holds; nil for a new file.
    ///
    /// - Parameter accepts: whether a storage item can hold a value.
    func load(accepts: (_ key: [UInt8], _ value: [UInt8]) -> Bool) throws(LocalnetError) -> SavedChain? {
        do {
            return try database.transaction {
                guard try hasTables() else { return nil }
                let check = try database.prepare("PRAGMA quick_check(1)")
                if try check.step(), let fault = check.text(0), fault != "ok" {
                    throw damaged(fault.split(separator: "\n").joined(separator: " "))
                }
                var marks = try readMarks()
                let (first, head, changes) = try readBlocks(marks)
                let fork = try readUpstream(from: first) { marks.others.removeValue(forKey: $0) }
                guard marks.others.isEmpty else { throw damaged("the marks of the chain are not as they were written") }
                let store = VersionedStore(from: first.header.number, isLayer: lineage.isFork)
                return SavedChain(
                    genesisHash: fork?.point.genesisHash ?? marks.genesis, head: head,
                    store: try readStates(marks, changes, over: store, accepts), fork: fork)
            }
        } catch let error as LocalnetError {
            throw error
        } catch {
            throw Self.fault(error, path) ?? Self.unreadable(path, error)
        }
    }

    /// Whether the file has this program's tables, and nothing besides; false for a file that has none yet.
    private func hasTables() throws -> Bool {
        let tables = try database.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
        var found: [(name: String?, sql: String?)] = []
        while try tables.step() { found.append((tables.text(0), tables.text(1))) }
        guard !found.isEmpty else { return false }
        guard found.map(\.name) == schema.map(\.table), found.map(\.sql) == schema.map(\.sql) else {
            let isOlder = found.map(\.name) == Self.olderTables
            throw LocalnetError(
                .stateUnreadable,
                isOlder
                    ? "\(path) holds a chain as an older version of this program kept it, which this one cannot go on from: "
                        + "name another file, or start it with that version"
                    : "\(path) is a database, but not the state of a localnet as this version of the program writes it: "
                        + "name another file")
        }
        return true
    }

    /// The tables of files in which blocks had no digests, and a chain was known by its rules.
    private static let olderTables = ["blocks", "chain", "history"]

    func damaged(_ what: String) -> LocalnetError {
        LocalnetError(.stateUnreadable, "\(path) is damaged: \(what); name another file, or a copy that is whole")
    }

    // MARK: - Marks

    /// What the table `chain` says.
    private struct Marks {
        let genesis: Hash256
        let head: Hash256
        /// The oldest block whose state is there, with the hash of that state.
        let oldest: BlockNumber
        let oldestState: Hash256
        /// Those that only some chains have.
        var others: [String: String]
    }

    private func readMarks() throws -> Marks {
        var marks: [String: String] = [:]
        let rows = try database.prepare("SELECT name, value FROM chain LIMIT 10")
        while try rows.step() {
            guard let name = rows.text(0), let value = rows.text(1) else {
                throw damaged("a mark of the chain is no text")
            }
            marks[name] = value
        }
        func take(_ mark: String) -> String? { marks.removeValue(forKey: mark) }
        guard let runtime = take(Mark.runtime), let genesis = take(Mark.genesis).flatMap({ try? Hash256(hex: $0) })
        else { throw damaged("the chain's first block and its runtime are not named") }
        guard runtime == lineage.runtime else {
            throw LocalnetError(
                .stateOfOtherChain,
                "\(path) holds a chain of the runtime \(excerpt(runtime)), not '\(lineage.runtime)': name another file, "
                    + "or start with that runtime")
        }
        if let wanted = lineage.genesis, wanted != genesis {
            throw LocalnetError(
                .stateOfOtherChain,
                "\(path) holds a chain that begins with block \(genesis.hex), not \(wanted.hex): name another file, "
                    + "or start with what that chain began with")
        }
        guard let head = take(Mark.head).flatMap({ try? Hash256(hex: $0) }) else {
            throw damaged("the hash of the newest block is not there")
        }
        guard let oldest = take(Mark.oldest).flatMap({ UInt64($0) }),
            let state = take(Mark.oldestState).flatMap({ try? Hash256(hex: $0) })
        else { throw damaged("the marks of the chain are not as they were written") }
        return Marks(genesis: genesis, head: head, oldest: BlockNumber(oldest), oldestState: state, others: marks)
    }

    // MARK: - Blocks

    /// The first and the newest block, and the hashes of the changes of those whose state is there, the oldest left out.
    ///
    /// Every block is bound by the one after it, the newest and the first by their marks.
    private func readBlocks(_ marks: Marks) throws -> (first: Block, head: Block, changes: [Hash256]) {
        var (first, newest): (Block?, Block?) = (nil, nil)
        var changes: [Hash256] = []
        let rows = try database.prepare("\(Self.blockColumns) ORDER BY number")
        let known = try database.prepare("SELECT count(*) FROM hashes WHERE hash = ? AND number = ?")
        while try rows.step() {
            // A fork begins anywhere.
            let start = lineage.isFork ? rows.number(0).map { BlockNumber($0) } ?? 0 : 0
            let number = newest.map { $0.header.number.advanced(by: 1) } ?? start
            guard let block = Block(rows), block.header.number == number, let change = rows.hash(7) else {
                throw damaged("block \(number) is not as it was written")
            }
            guard block.header.parentHash == newest?.hash ?? (lineage.isFork ? block.header.parentHash : .zero) else {
                throw damaged("block \(number) does not follow the one before it")
            }
            guard let body = rows.blob(5), rows.hash(6) == Self.contentHash(body) else {
                throw damaged("block \(number) does not hold the extrinsics that it was made of")
            }
            guard newest != nil || block.hash == marks.genesis else { throw damaged("the first block is another") }
            try known.restart([.blob(block.hash.bytes), .integer(Int64(clamping: number.rawValue))])
            guard try known.step(), known.number(0) == 1 else {
                throw damaged("block \(number) cannot be found by its hash")
            }
            if number > marks.oldest { changes.append(change) }
            first = first ?? block
            newest = block
        }
        guard let first, let newest else { throw damaged("it holds no block") }
        guard newest.hash == marks.head else {
            throw damaged("block \(newest.header.number) is not the newest that was written")
        }
        let count = try database.prepare("SELECT count(*) FROM hashes")
        guard try count.step(), count.number(0) == newest.header.number.rawValue - first.header.number.rawValue + 1
        else {
            throw damaged("it has hashes of blocks that are not there")
        }
        guard (first.header.number...newest.header.number).contains(marks.oldest) else {
            throw damaged("it holds states of blocks that are not there")
        }
        return (first, newest, changes)
    }

    // MARK: - States

    /// The retained states: the oldest as its mark has it, each later one as the hash of its block's changes has it.
    private func readStates(
        _ marks: Marks, _ hashes: [Hash256], over base: VersionedStore, _ accepts: ([UInt8], [UInt8]) -> Bool
    ) throws -> VersionedStore {
        var store = base
        let rows = try database.prepare("SELECT block, child, key, value FROM history ORDER BY block, child, key")
        func next() throws -> HistoryEntry? {
            guard try rows.step() else { return nil }
            guard let entry = HistoryEntry(rows) else { throw damaged("a value of the state is not as it was written") }
            if let value = entry.value, entry.place.child == nil, !accepts(entry.place.key.bytes, value) {
                throw damaged("the state after block \(entry.block) holds what no localnet writes")
            }
            return entry
        }
        var entry = try next()
        var oldestState = StateHash()
        while let first = entry, first.block <= marks.oldest {
            var changes = StateChanges()
            while let change = entry, change.block == first.block {
                oldestState.toggle(change)
                changes.set(change.value, at: change.place)
                entry = try next()
            }
            store.commit(changes, at: first.block)
        }
        guard oldestState.value == marks.oldestState else {
            throw damaged("the state after block \(marks.oldest) is not the one that was written")
        }
        store.prune(before: marks.oldest)
        for (place, hash) in hashes.enumerated() {
            let number = marks.oldest.advanced(by: UInt64(place) + 1)
            var changes = StateChanges()
            while let change = entry, change.block == number {
                changes.set(change.value, at: change.place)
                entry = try next()
            }
            guard changes.hash == hash else {
                throw damaged("the state after block \(number) is not the one that was written")
            }
            store.commit(changes, at: number)
        }
        guard entry == nil else { throw damaged("it holds states of blocks that are not there") }
        return store
    }
}
