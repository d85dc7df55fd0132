// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Keys in byte order: runs of a few hundred, so that one more moves little.
struct OrderedKeys: Sendable {
    struct Entry: Sendable {
        let key: [UInt8]
        /// Where what belongs to the key is.
        let slot: Int
    }

    /// A place in the order. Good until the next insertion.
    struct Position: Sendable {
        fileprivate var run: Int
        fileprivate var place: Int
    }

    // None is empty, and each begins after the one before ends.
    private var runs: [[Entry]] = []

    private static let longestRun = 256

    /// Takes up a key that is not here.
    mutating func insert(_ key: [UInt8], slot: Int) {
        let entry = Entry(key: key, slot: slot)
        guard !runs.isEmpty else {
            runs.append([entry])
            return
        }
        // What comes before all others goes into the first run.
        let run = max(0, firstRun(beginningAfter: key) - 1)
        runs[run].insert(entry, at: runs[run].firstPlace(after: key))
        guard runs[run].count > Self.longestRun else { return }
        let half = runs[run].count / 2
        let rest = [Entry](runs[run][half...])
        runs[run].removeSubrange(half...)
        runs.insert(rest, at: run + 1)
    }

    /// The place of the first key after `key`.
    func position(after key: [UInt8]) -> Position {
        let run = firstRun(beginningAfter: key) - 1
        guard run >= 0 else { return Position(run: 0, place: 0) }
        return Position(run: run, place: runs[run].firstPlace(after: key))
    }

    /// The place of `key`, or of the first key after it.
    func position(atOrAfter key: [UInt8]) -> Position {
        var position = position(after: key)
        if position.place > 0, runs[position.run][position.place - 1].key.compared(to: key) == 0 {
            position.place -= 1
        }
        return position
    }

    /// The entry at a place, which then moves on; nil at the end.
    func next(_ position: inout Position) -> Entry? {
        while position.run < runs.count {
            let run = runs[position.run]
            if position.place < run.count {
                defer { position.place += 1 }
                return run[position.place]
            }
            position.run += 1
            position.place = 0
        }
        return nil
    }

    private func firstRun(beginningAfter key: [UInt8]) -> Int {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle][0].key.compared(to: key) > 0 { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension [OrderedKeys.Entry] {
    fileprivate func firstPlace(after key: [UInt8]) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].key.compared(to: key) > 0 { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
