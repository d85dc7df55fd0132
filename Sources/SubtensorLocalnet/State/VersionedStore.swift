// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

/// The chain's key-value store with its recent past: what each key held at every retained block.
///
/// A block costs what it changes, however many are retained: when its state has become the oldest, what it replaced is forgotten.
struct VersionedStore: Sendable {
    private var main = KeySpace()
    /// The tries that runtimes keep beside the state, by name.
    private var children: [[UInt8]: KeySpace] = [:]
    /// What each block after the oldest has changed.
    private var changed: [BlockNumber: [StatePlace]] = [:]
    /// The oldest block that can still be read.
    private(set) var oldest: BlockNumber
    /// Whether it lies over a state that somebody else keeps, and has only what has become other than that.
    private let isLayer: Bool
    /// How many values have been stored, and looked at to be forgotten, so far.
    private(set) var work = 0

    init(from oldest: BlockNumber = 0, isLayer: Bool = false) {
        self.oldest = oldest
        self.isLayer = isLayer
    }

    /// What blocks up to `block` have left under `key`; the outer nil where none of them has set it.
    func change(_ key: StorageKey, in child: [UInt8]? = nil, at block: BlockNumber) -> [UInt8]?? {
        space(child)?.change(key, at: block)
    }

    /// What `key` held at the end of `block`.
    func value(_ key: StorageKey, in child: [UInt8]? = nil, at block: BlockNumber) -> [UInt8]? {
        space(child)?.value(key, at: block)
    }

    /// The first key behind `key` that holds something at `block`.
    func key(after key: [UInt8], in child: [UInt8]? = nil, at block: BlockNumber) -> StorageKey? {
        self.key(after: key, in: child, at: block) { (_) throws(Never) in }
    }

    /// As ``key(after:in:at:)``; `pass` is shown each key on the way that holds nothing then.
    func key<Fault: Error>(
        after key: [UInt8], in child: [UInt8]? = nil, at block: BlockNumber,
        passing pass: (StorageKey) throws(Fault) -> Void
    ) throws(Fault) -> StorageKey? {
        try space(child)?.key(after: key, at: block, passing: pass)
    }

    /// The keys that begin with `prefix`, stand behind `start` and hold something at `block`, in order.
    func keys(
        withPrefix prefix: [UInt8], after start: [UInt8]? = nil, limit: Int = .max, in child: [UInt8]? = nil,
        at block: BlockNumber
    ) -> [StorageKey] {
        space(child)?.keys(withPrefix: prefix, after: start, limit: limit, at: block) ?? []
    }

    /// The names of the tries beside the state.
    var childNames: [[UInt8]] { Array(children.keys) }

    private func space(_ child: [UInt8]?) -> KeySpace? { child.map { children[$0] } ?? main }

    /// Stores what a block changed.
    mutating func commit(_ changes: StateChanges, at block: BlockNumber) {
        for (key, value) in changes.top { main.store(value, under: key, at: block) }
        for (child, changes) in changes.children {
            for (key, value) in changes { children[child, default: KeySpace()].store(value, under: key, at: block) }
        }
        let places =
            changes.top.keys.map { StatePlace($0) }
            + changes.children.flatMap { child, changes in changes.keys.map { StatePlace($0, in: child) } }
        work += places.count
        // The first state has nothing before it.
        if block > oldest { changed[block, default: []] += places }
    }

    /// Forgets what only blocks before `block` can see, and returns that; nil when that had been forgotten.
    @discardableResult
    mutating func prune(before block: BlockNumber) -> ForgottenStates? {
        guard block > oldest else { return nil }
        var forgotten = ForgottenStates(oldest: block)
        while oldest < block {
            oldest = oldest.advanced(by: 1)
            for place in changed.removeValue(forKey: oldest) ?? [] {
                let past = forget(place, before: oldest)
                work += past.entries.count + 1
                forgotten.entries += past.entries.map { HistoryEntry(block: $0.block, place, $0.value) }
                if let kept = past.oldest {
                    forgotten.joined.append(HistoryEntry(block: kept.block, place, kept.value))
                }
            }
        }
        return forgotten
    }

    private mutating func forget(_ place: StatePlace, before block: BlockNumber) -> KeyHistory.Forgotten {
        guard let child = place.child else {
            return main.forget(place.key, before: block, keepsRemovals: isLayer)
        }
        return children[child]?.forget(place.key, before: block, keepsRemovals: isLayer) ?? KeyHistory.Forgotten()
    }
}

/// What is no longer needed to read the states from `oldest` on.
struct ForgottenStates: Sendable {
    let oldest: BlockNumber
    var entries: [HistoryEntry] = []
    /// What has become part of the oldest state, be it forgotten at once.
    var joined: [HistoryEntry] = []
}
