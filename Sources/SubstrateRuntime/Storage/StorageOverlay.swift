// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a call or a block writes over a state, in transactions within transactions.
///
/// Reading finds what was written first, then what the source has; the source never changes. A copy is a value of its own.
///
/// ```swift
/// var overlay = StorageOverlay(over: StateTrie())
/// overlay.set([1], for: [0xaa], in: nil)
/// overlay.begin()
/// overlay.set(nil, for: [0xaa], in: nil)
/// try overlay.rollBack()
/// let value = try overlay.value(for: [0xaa], in: nil)  // [1]
/// ```
public struct StorageOverlay: StateSource {
    /// What is read where nothing was written.
    public let source: any StateSource

    // The main trie's first, then those of child tries in the order of their first writing.
    var tables = [OverlayTable()]
    private var childTables: [ByteKey: Int] = [:]
    // What was there before open transactions wrote, in the order of writing; where each transaction's part begins.
    var journal: [OverlayRecord] = []
    var marks: [Int] = []

    /// An overlay that nothing was written to.
    public init(over source: any StateSource) { self.source = source }

    public func value(for key: [UInt8], in child: [UInt8]?) throws(RuntimeError) -> [UInt8]? {
        if let table = table(of: child) {
            switch tables[table].content(of: key) {
            case .untouched: break
            case .removed: return nil
            case .value(let value): return value
            }
        }
        return try source.value(for: key, in: child)
    }

    public func key(after key: [UInt8], in child: [UInt8]?) throws(RuntimeError) -> [UInt8]? {
        try self.key(after: key, in: child) { _ in }
    }

    /// As ``key(after:in:)``, with each key that is passed paid for, in the source too.
    public func key(
        after key: [UInt8], in child: [UInt8]?, charge: StorageWork.Charge
    ) throws(RuntimeError) -> [UInt8]? {
        try charge(StorageWork.finding(after: key, in: child))
        var below = try source.key(after: key, in: child, charge: charge)
        guard let table = table(of: child) else { return below }
        var position = tables[table].order.position(after: key)
        while let entry = tables[table].order.next(&position) {
            try charge(StorageWork.passing(entry.key))
            let order = below.map { $0.compared(to: entry.key) } ?? 1
            if order < 0 { return below }
            switch tables[table].slots[entry.slot].content {
            case .untouched: break
            case .value: return entry.key
            case .removed:
                guard order == 0 else { break }
                try charge(StorageWork.finding(after: entry.key, in: child))
                below = try source.key(after: entry.key, in: child, charge: charge)
            }
        }
        return below
    }

    /// The longest value that a guest may write: its length takes four bytes at most wherever it is written down.
    static let longestValue = 1 << 30 - 1

    /// Writes a value, or with nil removes one. Nothing happens to a child's root in the main trie: that follows from what the
    /// child holds.
    public mutating func set(_ value: [UInt8]?, for key: [UInt8], in child: [UInt8]?) {
        guard child != nil || !key.hasPrefix(Self.childPrefix) else { return }
        write(value.map { .value($0) } ?? .removed, for: key, table: makeTable(of: child))
    }

    /// Writes what the main trie is to have of a child: its root, or nil where it is empty. Whoever asks for a child's root sees it
    /// there from then on, as in Substrate; before that, the root that the source has.
    mutating func setRoot(_ root: [UInt8]?, of child: [UInt8]) {
        write(root.map { .value($0) } ?? .removed, for: StateTrie.childRootPrefix + child, table: 0)
    }

    /// Whether anything was written to a child.
    func hasChanges(in child: [UInt8]) -> Bool {
        guard let table = table(of: child) else { return false }
        return tables[table].hasChanges
    }

    /// Adds an item to the SCALE vector under `key` of the main trie, without copying what is there. What is no vector becomes
    /// one of this item alone.
    ///
    /// Throws `overLimit` where the value would be longer than 1 GiB.
    public mutating func append(_ item: [UInt8], to key: [UInt8]) throws(RuntimeError) {
        try append(item, to: key) { _ in }
    }

    /// As ``append(_:to:)``, with the bytes that move paid for: those of the source's value, which is copied once, and those
    /// behind a count that gets longer, which move now and move back when that is undone.
    mutating func append(
        _ item: [UInt8], to key: [UInt8], charge: StorageWork.Charge
    ) throws(RuntimeError) {
        guard !key.hasPrefix(Self.childPrefix) else { return }
        let slot = tables[0].slot(of: key)
        if case .untouched = tables[0].slots[slot].content {
            let below = try source.value(for: key, in: nil)
            try charge(below?.count ?? 0)
            write(below.map { .value($0) } ?? .removed, table: 0, slot: slot)
        }
        let present = tables[0].slots[slot].byteCount
        guard item.count <= Self.longestValue - OpaqueVector.longestCount - present else {
            throw RuntimeError(
                .overLimit, "would make a value of \(present) bytes longer than the longest of \(Self.longestValue)")
        }
        if tables[0].slots[slot].movesWhenAppendedTo { try charge(2 * present) }
        note(table: 0, slot: slot, as: tables[0].slots[slot].vectorBeforeAppending)
        tables[0].slots[slot].change { OpaqueVector.append(item, to: &$0) }
    }

    /// Removes the keys that begin with `prefix`: every one that was written, and of the source's as many as `limit` allows.
    ///
    /// As in Substrate the answer counts the source's keys that were passed, also those that were removed before, and nothing
    /// happens to child tries' roots: a prefix of the main trie under which those stand removes nothing.
    public mutating func clear(
        prefix: [UInt8], limit: UInt32?, in child: [UInt8]?
    ) throws(RuntimeError) -> (removed: UInt32, isComplete: Bool) {
        try clear(prefix: prefix, limit: limit, in: child) { _ in }
    }

    /// As ``clear(prefix:limit:in:)``, with each key that is passed paid for.
    mutating func clear(
        prefix: [UInt8], limit: UInt32?, in child: [UInt8]?, charge: StorageWork.Charge
    ) throws(RuntimeError) -> (removed: UInt32, isComplete: Bool) {
        guard child != nil || !(prefix.hasPrefix(Self.childPrefix) || Self.childPrefix.hasPrefix(prefix)) else {
            return (0, true)
        }
        var table = table(of: child)
        if let table {
            var position = tables[table].order.position(atOrAfter: prefix)
            // Writing to slots that are there moves nothing in the order.
            while let entry = tables[table].order.next(&position), entry.key.hasPrefix(prefix) {
                try charge(StorageWork.passing(entry.key))
                if tables[table].slots[entry.slot].isWritten { write(.removed, table: table, slot: entry.slot) }
            }
        }
        var removed: UInt32 = 0
        var next: [UInt8]? = prefix
        try charge(StorageWork.finding(after: prefix, in: child))
        if try source.value(for: prefix, in: child) == nil {
            next = try source.key(after: prefix, in: child, charge: charge)
        }
        while let key = next, key.hasPrefix(prefix) {
            if removed == limit { return (removed, false) }
            try charge(StorageWork.finding(after: key, in: child))
            if table == nil { try charge(newChildWork(child)) }
            let place = table ?? makeTable(of: child)
            table = place
            write(.removed, for: key, table: place)
            removed = removed == .max ? .max : removed + 1
            next = try source.key(after: key, in: child, charge: charge)
        }
        return (removed, true)
    }

    /// Takes payment for the root of what was written, before anything of it is looked at.
    func payForRoot(charge: StorageWork.Charge) throws(RuntimeError) {
        try charge(StorageWork.glance * tables.count)
        for table in tables.indices {
            try charge(StorageWork.glance * tables[table].slots.count)
            try charge(tables[table].slots.reduce(0) { $0 + StorageWork.root(of: $1) })
        }
    }

    /// What was written, within open transactions, too.
    public var changes: StorageChanges {
        var changes = StorageChanges(top: tables[0].changes)
        for (name, table) in childTables {
            let written = tables[table].changes
            if !written.isEmpty { changes.children[name.bytes] = written }
        }
        return changes
    }

    // MARK: Tables

    /// Under which the roots of child tries stand in the main trie, and nothing else may.
    static let childPrefix = [UInt8](":child_storage:".utf8)

    /// What the first writing to a child takes; nothing where it was written to before, and in the main trie.
    func newChildWork(_ child: [UInt8]?) -> Int {
        guard let child, table(of: child) == nil else { return 0 }
        return StorageWork.child + child.count
    }

    private func table(of child: [UInt8]?) -> Int? {
        guard let child else { return 0 }
        return childTables.isEmpty ? nil : childTables[ByteKey(bytes: child)]
    }

    private mutating func makeTable(of child: [UInt8]?) -> Int {
        guard let child else { return 0 }
        if let table = childTables[ByteKey(bytes: child)] { return table }
        childTables[ByteKey(bytes: child)] = tables.count
        tables.append(OverlayTable())
        return tables.count - 1
    }

    private mutating func write(_ content: OverlayTable.Content, for key: [UInt8], table: Int) {
        write(content, table: table, slot: tables[table].slot(of: key))
    }

    private mutating func write(_ content: OverlayTable.Content, table: Int, slot: Int) {
        note(table: table, slot: slot, as: nil)
        tables[table].slots[slot].content = content
    }
}

extension OverlayTable.Slot {
    /// Whether there is a value that was written.
    var isWritten: Bool {
        if case .value = content { true } else { false }
    }

    /// How long the value is; 0 where there is none.
    fileprivate var byteCount: Int {
        if case .value(let bytes) = content { bytes.count } else { 0 }
    }

    /// Whether one more item makes the count of the items longer, so that all behind it moves.
    fileprivate var movesWhenAppendedTo: Bool {
        if case .value(let bytes) = content { OpaqueVector.appendingMoves(bytes) } else { false }
    }

    /// How to come back to the vector that stands here after appending to it; nil where appending does something else.
    fileprivate var vectorBeforeAppending: OverlayRecord.Previous? {
        guard case .value(let bytes) = content, let count = CompactNumber(bytes, at: 0), count.number < .max else {
            return nil
        }
        return .shorter(count: count.number, payload: bytes.count - count.length)
    }

    /// Changes the bytes in place, which are empty where there is no value.
    mutating func change(_ body: (inout [UInt8]) -> Void) {
        var bytes = content.takeValue() ?? []
        body(&bytes)
        content = .value(bytes)
    }
}
