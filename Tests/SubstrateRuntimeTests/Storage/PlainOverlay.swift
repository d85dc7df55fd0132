// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRuntime

/// A state and what is written over it in the plainest way: dictionaries, of which every transaction takes a copy.
struct PlainOverlay {
    typealias Entries = [[UInt8]: [UInt8]]

    private let source: [[UInt8]?: Entries]
    private var levels: [[[UInt8]?: [[UInt8]: [UInt8]?]]] = [[:]]

    init(over source: [[UInt8]?: Entries]) { self.source = source }

    var depth: Int { levels.count - 1 }

    mutating func begin() { levels.append(levels[levels.count - 1]) }

    mutating func commit() {
        let last = levels.removeLast()
        levels[levels.count - 1] = last
    }

    mutating func rollBack() { levels.removeLast() }

    func entries(in child: [UInt8]?) -> Entries {
        var entries = source[child] ?? [:]
        for (key, value) in changes(in: child) { entries[key] = value }
        return entries
    }

    func changes(in child: [UInt8]?) -> [[UInt8]: [UInt8]?] { levels[levels.count - 1][child] ?? [:] }

    mutating func set(_ value: [UInt8]?, for key: [UInt8], in child: [UInt8]?) {
        levels[levels.count - 1][child, default: [:]][key] = .some(value)
    }

    func key(after key: [UInt8], in child: [UInt8]?) -> [UInt8]? {
        entries(in: child).keys.filter { key.lexicographicallyPrecedes($0) }.min { $0.lexicographicallyPrecedes($1) }
    }

    mutating func append(_ item: [UInt8], to key: [UInt8]) {
        let old = entries(in: nil)[key] ?? []
        // Vectors of fewer than 64 items alone are written by the test, and what is none.
        let isVector = !old.isEmpty && old[0] & 3 == 0
        set(isVector && old[0] < 252 ? [old[0] + 4] + old.dropFirst() + item : [4] + item, for: key, in: nil)
    }

    /// `clear_prefix` of sp-state-machine: first all that was written, then the source's keys until the limit.
    mutating func clear(prefix: [UInt8], limit: UInt32?, in child: [UInt8]?) -> (UInt32, Bool) {
        for (key, value) in changes(in: child) where key.starts(with: prefix) && value != nil {
            set(nil, for: key, in: child)
        }
        let below = (source[child] ?? [:]).keys.filter { $0.starts(with: prefix) }
        let passed = below.sorted { $0.lexicographicallyPrecedes($1) }.prefix(limit.map(Int.init) ?? .max)
        for key in passed { set(nil, for: key, in: child) }
        return (UInt32(passed.count), passed.count == below.count)
    }
}
