// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What one key held, oldest first, each value with the block that set it; nil for a removal.
struct KeyHistory: Sendable {
    typealias Entry = (block: BlockNumber, value: [UInt8]?)

    /// What has been forgotten of a key, and what was the oldest that is known of it before a removal was forgotten with what it
    /// takes away.
    struct Forgotten: Sendable {
        var entries: [Entry] = []
        var oldest: Entry?
    }

    private var entries: [Entry]
    /// How many of them are forgotten: they are taken out when they are the most, so that forgetting one costs the same however
    /// many there are.
    private var start = 0

    init(_ value: [UInt8]?, at block: BlockNumber) { entries = [(block, value)] }

    var isEmpty: Bool { start == entries.count }

    mutating func append(_ value: [UInt8]?, at block: BlockNumber) { entries.append((block, value)) }

    /// What blocks up to `block` have left; the outer nil where none of them has set it.
    func change(at block: BlockNumber) -> [UInt8]?? {
        // Mostly it is the newest that is wanted.
        if let last = entries.last, last.block <= block { return .some(last.value) }
        let place = place(after: block)
        return place > start ? .some(entries[place - 1].value) : nil
    }

    /// Forgets what only blocks before `block` can see; a removal, too, when nothing is left that it takes away.
    ///
    /// - Parameter keepsRemovals: Whether a removal may take away what is not here.
    mutating func forget(before block: BlockNumber, keepsRemovals: Bool = false) -> Forgotten {
        let place = place(after: block)
        guard place > start else { return Forgotten() }
        let newest = entries[place - 1]
        var forgotten = Forgotten(oldest: newest)
        let end = newest.value == nil && !keepsRemovals ? place : place - 1
        for place in start..<end {
            forgotten.entries.append(entries[place])
            entries[place].value = nil
        }
        start = end
        if 2 * start > entries.count {
            entries.removeFirst(start)
            start = 0
        }
        return forgotten
    }

    /// Where the first entry after `block` stands.
    private func place(after block: BlockNumber) -> Int {
        var (low, high) = (start, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].block <= block { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
