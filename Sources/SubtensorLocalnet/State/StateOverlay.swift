// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The state while a block is being made: what the parent block left, and the changes so far.
///
/// Every write remembers what it replaced, so that undoing a failed call costs what the call wrote and no more.
struct StateOverlay: Sendable {
    private let store: VersionedStore
    private let parent: BlockNumber
    /// What has changed since the parent block; nil for a removal.
    private(set) var changes: [StorageKey: [UInt8]?] = [:]
    /// What each write replaced, oldest first; the outer nil stands for "unchanged since the parent block".
    private var journal: [(key: StorageKey, previous: [UInt8]??)] = []

    init(store: VersionedStore, at parent: BlockNumber) {
        self.store = store
        self.parent = parent
    }

    func raw(_ key: StorageKey) -> [UInt8]? {
        if let change = changes[key] { change } else { store.value(key, at: parent) }
    }

    subscript<Value>(item: StorageItem<Value>, keys: any ScaleEncodable...) -> Value {
        get { decoded(item.declaration, keys) ?? item.fallback }
        set { write(newValue.scaleEncoded, to: item.declaration.key(keys)) }
    }

    subscript<Value>(item: OptionalStorageItem<Value>, keys: any ScaleEncodable...) -> Value? {
        get { decoded(item.declaration, keys) }
        set { write(newValue?.scaleEncoded, to: item.declaration.key(keys)) }
    }

    /// Removes a value, so that the item reads as its default again.
    mutating func remove<Value>(_ item: StorageItem<Value>, _ keys: any ScaleEncodable...) {
        write(nil, to: item.declaration.key(keys))
    }

    /// Removes everything that an item holds under a first key.
    mutating func removeAll(of item: some DeclaredItem, under key: any ScaleEncodable) {
        for key in keys(withPrefix: item.declaration.key([key]).bytes) { write(nil, to: key) }
    }

    /// What a plain value was at the end of an earlier block; nil where that is forgotten, or there was none.
    func value<Value>(of item: StorageItem<Value>, at block: BlockNumber) -> Value? {
        guard block <= parent else { return nil }
        return store.value(item.declaration.key([]), at: block).flatMap { try? Value(scale: $0) }
    }

    /// The keys that begin with `prefix` and hold something, in order.
    func keys(withPrefix prefix: [UInt8]) -> [StorageKey] {
        var keys = Set(store.keys(withPrefix: prefix, at: parent))
        for (key, value) in changes where key.bytes.starts(with: prefix) {
            if value == nil { keys.remove(key) } else { keys.insert(key) }
        }
        return keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    /// Whether something is stored, be it the default.
    func contains(_ item: some DeclaredItem, _ keys: any ScaleEncodable...) -> Bool {
        raw(item.declaration.key(keys)) != nil
    }

    /// Stores bytes that the runtime's metadata has encoded.
    mutating func setRaw(_ item: some DeclaredItem, _ keys: [any ScaleEncodable], _ bytes: [UInt8]?) {
        write(bytes, to: item.declaration.key(keys))
    }

    // MARK: Undoing

    /// A point to go back to; good until `forgetJournal`.
    var checkpoint: Int { journal.count }

    /// Undoes every write since `checkpoint`.
    mutating func rollBack(to checkpoint: Int) {
        while journal.count > checkpoint, let write = journal.popLast() { changes[write.key] = write.previous }
    }

    /// Makes the writes so far final for this block.
    mutating func forgetJournal() { journal.removeAll(keepingCapacity: true) }

    private mutating func write(_ value: [UInt8]?, to key: StorageKey) {
        journal.append((key, changes.updateValue(value, forKey: key)))
    }

    private func decoded<Value: ScaleDecodable>(_ item: StorageDeclaration, _ keys: [any ScaleEncodable]) -> Value? {
        guard let bytes = raw(item.key(keys)) else { return nil }
        guard let value = try? Value(scale: bytes) else {
            preconditionFailure("\(item.pallet).\(item.name) holds what this chain never wrote: \(bytes.hex)")
        }
        return value
    }
}
