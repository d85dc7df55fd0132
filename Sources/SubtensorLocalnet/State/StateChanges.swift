// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Where a value of the state stands: in the state itself, or in one of the tries that runtimes keep under names beside it.
struct StatePlace: Hashable, Sendable {
    /// The name of the trie; nil for the state itself.
    let child: [UInt8]?
    let key: StorageKey

    init(_ key: StorageKey, in child: [UInt8]? = nil) {
        self.key = key
        self.child = child
    }
}

/// What a block changes in the state: new values, and nil for a removal.
struct StateChanges: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    var top: [StorageKey: [UInt8]?]
    /// The same in each of the tries beside it, by name.
    var children: [[UInt8]: [StorageKey: [UInt8]?]] = [:]

    init(_ top: [StorageKey: [UInt8]?] = [:]) { self.top = top }

    init(dictionaryLiteral elements: (StorageKey, [UInt8]?)...) {
        top = Dictionary(elements, uniquingKeysWith: { $1 })
    }

    /// All of them in order: the state itself first, then the tries by their names.
    var ordered: [(place: StatePlace, value: [UInt8]?)] {
        var all = Self.ordered(top).map { (place: StatePlace($0), value: $1) }
        for (child, changes) in children.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            all += Self.ordered(changes).map { (StatePlace($0, in: child), $1) }
        }
        return all
    }

    /// Binds all of them.
    var hash: Hash256 {
        var writer = ScaleWriter()
        for (place, value) in ordered {
            place.child.encode(to: &writer)
            place.key.bytes.encode(to: &writer)
            value.encode(to: &writer)
        }
        return Hash256(unchecked: Hashing.blake2b256(writer.bytes))
    }

    /// Adds a change.
    mutating func set(_ value: [UInt8]?, at place: StatePlace) {
        if let child = place.child {
            children[child, default: [:]].updateValue(value, forKey: place.key)
        } else {
            top.updateValue(value, forKey: place.key)
        }
    }

    private static func ordered(_ changes: [StorageKey: [UInt8]?]) -> [(StorageKey, [UInt8]?)] {
        changes.sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }.map { ($0.key, $0.value) }
    }
}
