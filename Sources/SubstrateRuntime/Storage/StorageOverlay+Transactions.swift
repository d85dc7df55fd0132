// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What stood in a slot before a transaction wrote there for the first time.
struct OverlayRecord: Sendable {
    enum Previous: Sendable {
        case whole(OverlayTable.Content)
        /// A vector that the transaction has only appended to: so many items, in so many bytes.
        case shorter(count: UInt32, payload: Int)
    }

    let table: Int
    let slot: Int
    var previous: Previous
    /// The slot's own `depth` and `record` of before.
    let depth: Int
    let record: Int
}

extension StorageOverlay {
    /// How many transactions are open.
    public var depth: Int { marks.count }

    /// Opens a transaction: what is written from here on can be undone together.
    public mutating func begin() { marks.append(journal.count) }

    /// Ends the innermost transaction; what it has written belongs to the one around it.
    public mutating func commit() throws(RuntimeError) {
        let mark = try endTransaction("committed")
        let parent = marks.count
        var end = mark
        for record in journal[mark...] {
            tables[record.table].slots[record.slot].depth = parent
            guard parent > 0 else { continue }
            if record.depth == parent {
                tables[record.table].slots[record.slot].record = record.record
                // What the outer transaction has appended to was replaced since.
                if case .whole(.value(let bytes)) = record.previous { journal[record.record].makeWhole(from: bytes) }
            } else {
                tables[record.table].slots[record.slot].record = end
                journal[end] = record
                end += 1
            }
        }
        journal.removeSubrange(end...)
    }

    /// Ends the innermost transaction and undoes what it has written.
    public mutating func rollBack() throws(RuntimeError) {
        let mark = try endTransaction("rolled back")
        while journal.count > mark {
            let record = journal.removeLast()
            switch record.previous {
            case .whole(let content): tables[record.table].slots[record.slot].content = content
            case .shorter(let count, let payload):
                tables[record.table].slots[record.slot].change {
                    OpaqueVector.shorten(&$0, count: count, payload: payload)
                }
            }
            tables[record.table].slots[record.slot].depth = record.depth
            tables[record.table].slots[record.slot].record = record.record
        }
    }

    /// Keeps what stands in a slot before the innermost transaction writes there; `appended` when it only adds to a vector.
    mutating func note(table: Int, slot place: Int, as appended: OverlayRecord.Previous?) {
        let depth = marks.count
        guard depth > 0 else { return }
        let slot = tables[table].slots[place]
        if slot.depth < depth {
            tables[table].slots[place].depth = depth
            tables[table].slots[place].record = journal.count
            journal.append(
                OverlayRecord(
                    table: table, slot: place, previous: appended ?? .whole(slot.content), depth: slot.depth,
                    record: slot.record))
        } else if appended == nil, case .value(let bytes) = slot.content {
            journal[slot.record].makeWhole(from: bytes)
        }
    }

    private mutating func endTransaction(_ end: String) throws(RuntimeError) -> Int {
        guard let mark = marks.popLast() else {
            throw RuntimeError(.noTransaction, "no storage transaction is open that could be \(end)")
        }
        return mark
    }
}

extension OverlayRecord {
    /// Where only the former length of a vector is known: the vector of that length, out of what it has grown to.
    fileprivate mutating func makeWhole(from bytes: [UInt8]) {
        guard case .shorter(let count, let payload) = previous else { return }
        var bytes = bytes
        OpaqueVector.shorten(&bytes, count: count, payload: payload)
        previous = .whole(.value(bytes))
    }
}
