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

    /// How many slots the innermost transaction has written to: what ending it takes.
    var innermostRecords: Int { journal.count - (marks.last ?? 0) }

    /// Opens a transaction: what is written from here on can be undone together.
    public mutating func begin() { marks.append(journal.count) }

    /// Ends the innermost transaction; what it has written belongs to the one around it.
    public mutating func commit() throws(RuntimeError) {
        let mark = try endTransaction("committed")
        let parent = marks.count
        var end = mark
        // By index: a slice would hold on to the journal, which the first writing would then copy.
        for index in mark..<journal.count {
            let (table, slot) = (journal[index].table, journal[index].slot)
            tables[table].slots[slot].depth = parent
            guard parent > 0 else { continue }
            if journal[index].depth == parent {
                tables[table].slots[slot].record = journal[index].record
                joinOuterRecord(with: index)
            } else {
                tables[table].slots[slot].record = end
                journal[end] = journal[index]
                end += 1
            }
        }
        journal.removeSubrange(end...)
    }

    /// Of a slot that the outer transaction has written to, too: what it has only appended to may have been replaced since, so
    /// that how long it was no longer tells what it was.
    private mutating func joinOuterRecord(with index: Int) {
        guard case .whole(var content) = journal[index].previous else { return }
        journal[index].previous = .whole(.removed)
        journal[journal[index].record].makeWhole(from: &content)
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

    /// Keeps what stands in a slot before the innermost transaction writes there; `appended` when it only adds to a vector, and
    /// without it what stands there may be taken away.
    mutating func note(table: Int, slot place: Int, as appended: OverlayRecord.Previous?) {
        let depth = marks.count
        guard depth > 0 else { return }
        if tables[table].slots[place].depth < depth {
            let slot = tables[table].slots[place]
            tables[table].slots[place].depth = depth
            tables[table].slots[place].record = journal.count
            journal.append(
                OverlayRecord(
                    table: table, slot: place, previous: appended ?? .whole(slot.content), depth: slot.depth,
                    record: slot.record))
        } else if appended == nil {
            let record = tables[table].slots[place].record
            journal[record].makeWhole(from: &tables[table].slots[place].content)
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
    /// Where only the former length of a vector is known: the vector of that length, made of what it has grown to, which is
    /// taken and not copied.
    fileprivate mutating func makeWhole(from content: inout OverlayTable.Content) {
        guard case .shorter(let count, let payload) = previous, var bytes = content.takeValue() else { return }
        OpaqueVector.shorten(&bytes, count: count, payload: payload)
        previous = .whole(.value(bytes))
    }
}
