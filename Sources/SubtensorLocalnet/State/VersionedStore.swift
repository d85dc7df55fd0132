// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

/// The chain's key-value store with its recent past: what each key held at every retained block.
struct VersionedStore: Sendable {
    /// One key's values, oldest first, each with the block that set it; nil for a removal.
    private typealias History = [(block: BlockNumber, value: [UInt8]?)]

    /// How many bytes name a pallet and an item.
    private static let prefixLength = 32

    private var histories: [StorageKey: History] = [:]
    /// The keys of `histories` in order, by the pallet and the item that they belong to.
    private var items: [[UInt8]: [StorageKey]] = [:]
    /// The oldest block that can still be read.
    private(set) var oldest: BlockNumber = 0

    /// What `key` held at the end of `block`.
    func value(_ key: StorageKey, at block: BlockNumber) -> [UInt8]? {
        histories[key]?.last { $0.block <= block }?.value
    }

    /// Stores what a block changed.
    mutating func commit(_ changes: [StorageKey: [UInt8]?], at block: BlockNumber) {
        for (key, value) in changes {
            if histories[key]?.append((block, value)) == nil {
                histories[key] = [(block, value)]
                index(key)
            }
        }
    }

    /// Forgets what only blocks before `block` can see, and returns that; nil when that had been forgotten.
    @discardableResult
    mutating func prune(before block: BlockNumber) -> ForgottenStates? {
        guard block > oldest else { return nil }
        oldest = block
        var forgotten = ForgottenStates(oldest: block)
        var gone: Set<StorageKey> = []
        for (key, history) in histories {
            guard let newest = history.lastIndex(where: { $0.block <= block }), newest > 0 || history[0].value == nil
            else { continue }
            let kept = Array(history[newest...])
            let isGone = kept.count == 1 && kept[0].value == nil
            histories[key] = isGone ? nil : kept
            if isGone { gone.insert(key) }
            forgotten.entries += (isGone ? history[...] : history[..<newest]).map { (key, $0.block) }
        }
        for prefix in Set(gone.map { Self.item($0.bytes) }) { items[prefix]?.removeAll { gone.contains($0) } }
        return forgotten
    }

    /// The keys that begin with `prefix`, stand behind `start` and hold something at `block`, in order.
    func keys(
        withPrefix prefix: [UInt8], after start: [UInt8]? = nil, limit: Int = .max, at block: BlockNumber
    ) -> [StorageKey] {
        var found: [StorageKey] = []
        for keys in candidates(prefix) {
            let from = max(Self.place(of: prefix, in: keys), start.map { Self.place(of: $0, in: keys) } ?? 0)
            for key in keys[from...] {
                guard key.bytes.starts(with: prefix) else { break }
                guard key.bytes != start, value(key, at: block) != nil else { continue }
                found.append(key)
                if found.count == limit { return found }
            }
        }
        return found
    }

    /// The lists in which keys with this prefix may stand, in order.
    private func candidates(_ prefix: [UInt8]) -> [[StorageKey]] {
        guard prefix.count < Self.prefixLength else { return items[Self.item(prefix)].map { [$0] } ?? [] }
        return items.keys.filter { $0.starts(with: prefix) }
            .sorted { $0.lexicographicallyPrecedes($1) }
            .compactMap { items[$0] }
    }

    private mutating func index(_ key: StorageKey) {
        let item = Self.item(key.bytes)
        let place = Self.place(of: key.bytes, in: items[item] ?? [])
        items[item, default: []].insert(key, at: place)
    }

    private static func item(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix(prefixLength)) }

    /// Where `bytes` stand, or would stand, among keys in order.
    private static func place(of bytes: [UInt8], in keys: [StorageKey]) -> Int {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].bytes.lexicographicallyPrecedes(bytes) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
