// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// All keys that there are between two places of a state.
struct KeyStretch: Hashable, Sendable {
    /// What it begins behind; not in it.
    var start: [UInt8]
    /// The last place in it, be there a key or not; nil for the end of the state.
    var end: [UInt8]?
    /// In byte order.
    var keys: [[UInt8]]

    init(after start: [UInt8], through end: [UInt8]?, keys: [[UInt8]]) {
        self.start = start
        self.end = end
        self.keys = keys
    }

    /// Whether it tells what comes right after `key`, as far as there is more of it.
    func reachesBeyond(_ key: [UInt8]) -> Bool {
        start.compared(to: key) <= 0 && (end.map { key.compared(to: $0) < 0 } ?? true)
    }

    /// Its first key behind `key`.
    func key(after key: [UInt8]) -> [UInt8]? {
        let place = keys.firstIndex(behind: key)
        return place < keys.count ? keys[place] : nil
    }
}

/// Stretches in order, those that meet joined.
struct KeyStretches: Sendable {
    private var stretches: [KeyStretch] = []

    /// The next key after `key`.
    func key(after key: [UInt8]) -> KnownState.Knowledge {
        guard let stretch = stretch(reachingBeyond: key) else { return .unknown }
        if let next = stretch.key(after: key) { return .found(next) }
        return stretch.end == nil ? .nothing : .unknown
    }

    /// Where the stretch ends that tells what is after `key`: `key` itself where there is none, nil where it goes on to the end.
    func firstGap(after key: [UInt8]) -> [UInt8]? {
        guard let stretch = stretch(reachingBeyond: key) else { return key }
        return stretch.end
    }

    /// Whether a stretch that `key` would be in has no such key.
    func rulesOut(_ key: [UInt8]) -> Bool {
        // The last one that begins before the key.
        let place = stretches.partitionPoint { $0.start.compared(to: key) < 0 }
        guard place > 0 else { return false }
        let stretch = stretches[place - 1]
        guard stretch.end.map({ key.compared(to: $0) <= 0 }) ?? true else { return false }
        let at = stretch.keys.partitionPoint { $0.compared(to: key) < 0 }
        return at == stretch.keys.count || stretch.keys[at] != key
    }

    /// Takes up another one, which may overlap with what is known.
    mutating func insert(_ new: KeyStretch) {
        var joined = new
        // All that it meets: those that end at its start or later, and begin at its end or earlier.
        let first = stretches.partitionPoint { $0.end.map { $0.compared(to: new.start) < 0 } ?? false }
        var last = first
        while last < stretches.count, new.end.map({ stretches[last].start.compared(to: $0) <= 0 }) ?? true {
            joined = joined.joined(with: stretches[last])
            last += 1
        }
        stretches.replaceSubrange(first..<last, with: [joined])
    }

    private func stretch(reachingBeyond key: [UInt8]) -> KeyStretch? {
        let place = stretches.partitionPoint { $0.start.compared(to: key) <= 0 }
        guard place > 0, stretches[place - 1].reachesBeyond(key) else { return nil }
        return stretches[place - 1]
    }
}

extension KeyStretch {
    /// Both as one, where they meet.
    fileprivate func joined(with other: KeyStretch) -> KeyStretch {
        let (earlier, later) = start.compared(to: other.start) <= 0 ? (self, other) : (other, self)
        guard let middle = earlier.end else { return earlier }
        if let end = later.end, end.compared(to: middle) <= 0 { return earlier }
        // Of what both have, the earlier one's.
        let rest = later.keys[later.keys.firstIndex(behind: middle)...]
        return KeyStretch(after: earlier.start, through: later.end, keys: earlier.keys + rest)
    }
}

extension [[UInt8]] {
    /// The place of the first that comes strictly behind `key`, where all are in order.
    fileprivate func firstIndex(behind key: [UInt8]) -> Int { partitionPoint { $0.compared(to: key) <= 0 } }
}

extension Array {
    /// How many elements at the front fulfil what none behind them does.
    fileprivate func partitionPoint(_ isInFront: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isInFront(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
