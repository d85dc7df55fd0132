// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

/// The keys of one trie in order, each with what it held at every retained block.
struct KeySpace: Sendable {
    /// How many bytes name a pallet and an item.
    private static let prefixLength = 32

    private var histories: [StorageKey: KeyHistory] = [:]
    /// The keys in order, by the pallet and the item that they belong to.
    private var items: [[UInt8]: [StorageKey]] = [:]
    /// The keys of `items`, in order.
    private var prefixes: [[UInt8]] = []

    /// What blocks up to `block` have left under `key`; the outer nil where none of them has set it.
    func change(_ key: StorageKey, at block: BlockNumber) -> [UInt8]?? { histories[key]?.change(at: block) }

    /// What `key` held at the end of `block`.
    func value(_ key: StorageKey, at block: BlockNumber) -> [UInt8]? { change(key, at: block) ?? nil }

    /// Stores what `block` left under `key`; nil for a removal.
    mutating func store(_ value: [UInt8]?, under key: StorageKey, at block: BlockNumber) {
        if histories[key]?.append(value, at: block) == nil {
            histories[key] = KeyHistory(value, at: block)
            list(key)
        }
    }

    /// Forgets what `key` held before `block`, which changed it.
    mutating func forget(
        _ key: StorageKey, before block: BlockNumber, keepsRemovals: Bool
    ) -> KeyHistory.Forgotten {
        guard let forgotten = histories[key]?.forget(before: block, keepsRemovals: keepsRemovals) else {
            return KeyHistory.Forgotten()
        }
        if histories[key]?.isEmpty == true {
            histories[key] = nil
            unlist(key)
        }
        return forgotten
    }

    /// The first key behind `key` that holds something at `block`.
    ///
    /// - Parameter pass: Is shown each key on the way that holds nothing then.
    func key<Fault: Error>(
        after key: [UInt8], at block: BlockNumber, passing pass: (StorageKey) throws(Fault) -> Void
    ) throws(Fault) -> StorageKey? {
        var found: StorageKey?
        try visit(from: key) { candidate throws(Fault) in
            guard candidate.bytes != key else { return true }
            guard value(candidate, at: block) != nil else {
                try pass(candidate)
                return true
            }
            found = candidate
            return false
        }
        return found
    }

    /// The keys that begin with `prefix`, stand behind `start` and hold something at `block`, in order.
    func keys(
        withPrefix prefix: [UInt8], after start: [UInt8]? = nil, limit: Int = .max, at block: BlockNumber
    ) -> [StorageKey] {
        guard limit > 0 else { return [] }
        var found: [StorageKey] = []
        let first = start.map { prefix.lexicographicallyPrecedes($0) ? $0 : prefix } ?? prefix
        visit(from: first) { key in
            guard key.bytes.starts(with: prefix) else { return false }
            if key.bytes != start, value(key, at: block) != nil { found.append(key) }
            return found.count < limit
        }
        return found
    }

    /// Shows the keys from `bytes` on, in order, until `body` has seen enough.
    private func visit<Fault: Error>(
        from bytes: [UInt8], _ body: (StorageKey) throws(Fault) -> Bool
    ) throws(Fault) {
        let first = Self.item(bytes)
        for prefix in prefixes[Self.place(of: first, in: prefixes, \.self)...] {
            guard let keys = items[prefix] else { continue }
            let start = prefix == first ? Self.place(of: bytes, in: keys, \.bytes) : 0
            for key in keys[start...] { guard try body(key) else { return } }
        }
    }

    // MARK: - The order

    private mutating func list(_ key: StorageKey) {
        let item = Self.item(key.bytes)
        guard let keys = items[item] else {
            items[item] = [key]
            prefixes.insert(item, at: Self.place(of: item, in: prefixes, \.self))
            return
        }
        let place = Self.place(of: key.bytes, in: keys, \.bytes)
        insert(key, at: place, of: item)
    }

    /// In a function of its own: nobody else holds the list while it changes, so that it is not copied.
    private mutating func insert(_ key: StorageKey, at place: Int, of item: [UInt8]) {
        items[item]?.insert(key, at: place)
    }

    private mutating func unlist(_ key: StorageKey) {
        let item = Self.item(key.bytes)
        let place = Self.place(of: key.bytes, in: items[item] ?? [], \.bytes)
        items[item]?.remove(at: place)
        guard items[item]?.isEmpty == true else { return }
        items[item] = nil
        prefixes.remove(at: Self.place(of: item, in: prefixes, \.self))
    }

    private static func item(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix(prefixLength)) }

    /// Where `bytes` stand, or would stand, in an ordered list.
    private static func place<Element>(
        of bytes: [UInt8], in list: [Element], _ key: (Element) -> [UInt8]
    ) -> Int {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if key(list[middle]).lexicographicallyPrecedes(bytes) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
