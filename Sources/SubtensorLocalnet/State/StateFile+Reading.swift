// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A chain as its file has it.
struct SavedChain: Sendable {
    var blocks = BlockLog()
    var store = VersionedStore()
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
                let marks = try readMarks()
                var saved = SavedChain()
                saved.blocks = try readBlocks(marks)
                saved.store = try readStates(marks, saved.blocks, accepts)
                return saved
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
        guard found.map(\.name) == Self.schema.map(\.table), found.map(\.sql) == Self.schema.map(\.sql) else {
            throw LocalnetError(
                .stateUnreadable,
                "\(path) is a database, but not the state of a localnet as this version of the program writes it: name "
                    + "another file")
        }
        return true
    }

    private func damaged(_ what: String) -> LocalnetError {
        LocalnetError(.stateUnreadable, "\(path) is damaged: \(what); name another file, or a copy that is whole")
    }

    // MARK: - Marks

    /// What the table `chain` says.
    private struct Marks {
        let head: Hash256
        /// The oldest block whose state is there, with the hash of that state; nil while no state has been forgotten.
        let oldest: (number: UInt64, state: Hash256)?
    }

    private func readMarks() throws -> Marks {
        var marks: [String: String] = [:]
        let rows = try database.prepare("SELECT name, value FROM chain LIMIT 5")
        while try rows.step() {
            guard let name = rows.text(0), let value = rows.text(1) else {
                throw damaged("a mark of the chain is no text")
            }
            marks[name] = value
        }
        guard let text = marks.removeValue(forKey: Mark.rules), let owner = RuleSet(rawValue: text) else {
            throw damaged("the chain's rules are not there")
        }
        guard owner == rules else {
            throw LocalnetError(
                .stateOfOtherChain,
                "\(path) holds a chain with the rules '\(owner.rawValue)', not '\(rules.rawValue)': name another file, "
                    + "or start with those rules")
        }
        guard let head = marks.removeValue(forKey: Mark.head).flatMap({ try? Hash256(hex: $0) }) else {
            throw damaged("the hash of the newest block is not there")
        }
        guard !marks.isEmpty else { return Marks(head: head, oldest: nil) }
        guard let number = marks.removeValue(forKey: Mark.oldest).flatMap({ UInt64($0) }),
            let state = marks.removeValue(forKey: Mark.oldestState).flatMap({ try? Hash256(hex: $0) }), marks.isEmpty
        else { throw damaged("the marks of the chain are not as they were written") }
        return Marks(head: head, oldest: (number, state))
    }

    // MARK: - Blocks

    /// The blocks from the first to the newest, each bound by the one after it, the newest by its mark.
    private func readBlocks(_ marks: Marks) throws -> BlockLog {
        var log = BlockLog()
        var parent = Hash256.zero
        let rows = try database.prepare(
            "SELECT number, parent, state, extrinsics, body FROM blocks ORDER BY number")
        while try rows.step() {
            guard let parentHash = rows.hash(1), let state = rows.hash(2), let extrinsicsRoot = rows.hash(3),
                rows.number(0) == UInt64(log.count), let body = rows.blob(4),
                let extrinsics = try? [[UInt8]](scale: body).map(Extrinsic.init)
            else { throw damaged("block \(log.count) is not as it was written") }
            let header = BlockHeader(
                parentHash: parentHash, number: BlockNumber(log.count), stateRoot: state,
                extrinsicsRoot: extrinsicsRoot, digest: [])
            guard parentHash == parent else { throw damaged("block \(log.count) does not follow the one before it") }
            guard Block.root(of: extrinsics) == extrinsicsRoot else {
                throw damaged("block \(log.count) does not hold the extrinsics that it was made of")
            }
            let block = Block(header: header, extrinsics: extrinsics)
            log.append(block)
            parent = block.hash
        }
        guard log.count > 0 else { throw damaged("it holds no block") }
        guard parent == marks.head else { throw damaged("block \(log.count - 1) is not the newest that was written") }
        return log
    }

    // MARK: - States

    /// The retained states: the oldest as its mark has it, each later one as its block's state root has it.
    private func readStates(
        _ marks: Marks, _ blocks: BlockLog, _ accepts: ([UInt8], [UInt8]) -> Bool
    ) throws -> VersionedStore {
        var store = VersionedStore()
        let rows = try database.prepare("SELECT block, key, value FROM history ORDER BY block, key")
        func next() throws -> HistoryEntry? {
            guard try rows.step() else { return nil }
            guard let entry = HistoryEntry(rows) else { throw damaged("a value of the state is not as it was written") }
            if let value = entry.value, !accepts(entry.key, value) {
                throw damaged("the state after block \(entry.block) holds what no localnet writes")
            }
            return entry
        }
        var entry = try next()
        var oldestState = StateHash()
        var stateRoot: Hash256?
        for number in 0..<UInt64(blocks.count) {
            var changes: [StorageKey: [UInt8]?] = [:]
            while let change = entry, change.block == number {
                if let oldest = marks.oldest, number <= oldest.number { oldestState.add(change) }
                changes.updateValue(change.value, forKey: StorageKey(bytes: change.key))
                entry = try next()
            }
            guard let root = blocks[BlockNumber(number)]?.header.stateRoot else { break }
            let isWhole =
                if let oldest = marks.oldest, number <= oldest.number {
                    number < oldest.number || oldestState.value == oldest.state
                } else {
                    root == Block.stateRoot(after: stateRoot, changes)
                }
            guard isWhole else { throw damaged("the state after block \(number) is not the one that was written") }
            stateRoot = root
            store.commit(changes, at: BlockNumber(number))
        }
        guard entry == nil, marks.oldest?.number ?? 0 < UInt64(blocks.count) else {
            throw damaged("it holds states of blocks that are not there")
        }
        if let oldest = marks.oldest { store.prune(before: BlockNumber(oldest.number)) }
        return store
    }
}
