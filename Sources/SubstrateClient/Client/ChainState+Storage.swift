// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
import SubstratePrimitives

extension ChainState {
    /// The raw values under several keys; missing ones are left out.
    public func bytes(under keys: [StorageKey]) async throws(ClientError) -> [StorageKey: [UInt8]] {
        var found: [StorageKey: [UInt8]] = [:]
        var unknown: [StorageKey] = []
        for key in keys {
            switch memory.value(key) {
            case .some(let value?): found[key] = value
            case .some(nil): continue
            case nil: unknown.append(key)
            }
        }
        guard !unknown.isEmpty else { return found }
        let read = try await client.storage(unknown, at: hash)
        memory.keep(read, of: unknown)
        return found.merging(read) { $1 }
    }

    /// The value at an address.
    ///
    /// A missing value reads as the item's default where the runtime declares one, else as nil.
    public func value<Value>(_ address: StorageAddress<Value>) async throws(ClientError) -> Value? {
        let metadata = runtime.metadata
        let key = try metadata.storageKey(address.pallet, address.item, keys: address.keys)
        return try metadata.value(of: address, bytes: try await bytes(under: [key])[key])
    }

    /// The value at an address; nil, too, where the runtime has no such item.
    ///
    /// For what some runtimes have and others do without: one question then serves them all.
    public func valueIfKnown<Value>(_ address: StorageAddress<Value>) async throws(ClientError) -> Value? {
        runtime.metadata.has(address) ? try await value(address) : nil
    }

    /// The values at several addresses, read by one request.
    public func values<each Value: ScaleDecodable & Sendable>(
        _ address: repeat StorageAddress<each Value>
    ) async throws(ClientError) -> (repeat (each Value)?) {
        let metadata = runtime.metadata
        var keys: [StorageKey] = []
        for address in repeat each address {
            keys.append(try metadata.storageKey(address.pallet, address.item, keys: address.keys))
        }
        return try metadata.values(repeat each address, in: try await bytes(under: keys))
    }

    /// The values at any number of addresses of one type, in their order, read in batches.
    public func values<Value>(_ addresses: [StorageAddress<Value>]) async throws(ClientError) -> [Value?] {
        let metadata = runtime.metadata
        var keys: [StorageKey] = []
        for address in addresses {
            keys.append(try metadata.storageKey(address.pallet, address.item, keys: address.keys))
        }
        let found = try await bytes(under: keys)
        var values: [Value?] = []
        for (address, key) in zip(addresses, keys) {
            values.append(try metadata.value(of: address, bytes: found[key]))
        }
        return values
    }

    /// The values at any number of addresses of several types, each list in its order, read together in batches.
    public func values<each Value: ScaleDecodable & Sendable>(
        listed addresses: repeat [StorageAddress<each Value>]
    ) async throws(ClientError) -> (repeat [(each Value)?]) {
        let metadata = runtime.metadata
        var keys: [StorageKey] = []
        for list in repeat each addresses {
            for address in list {
                keys.append(try metadata.storageKey(address.pallet, address.item, keys: address.keys))
            }
        }
        return try metadata.values(listed: repeat each addresses, in: try await bytes(under: keys))
    }

    /// The values of any number of items, in the types that the runtime gives them, read in batches.
    ///
    /// An item that the runtime does not have reads as nil, so that one question serves many runtimes.
    public func values(_ queries: [StorageQuery]) async throws(ClientError) -> [ScaleValue?] {
        let metadata = runtime.metadata
        var keys: [StorageKey?] = []
        for query in queries {
            let isKnown = metadata.hasStorage(query.pallet, query.item)
            keys.append(isKnown ? try metadata.storageKey(query.pallet, query.item, keys: query.keys) : nil)
        }
        let found = try await bytes(under: keys.compactMap(\.self))
        var values: [ScaleValue?] = []
        for (query, key) in zip(queries, keys) {
            values.append(
                try key.flatMap { key throws(ClientError) in try metadata.value(of: query, bytes: found[key]) })
        }
        return values
    }

    /// The keys and values of a map, or of its entries that share the given first keys.
    ///
    /// Each entry's key is the last one, or a pair where two are not given. Only for hashers that keep the key readable. At
    /// most `limit` entries are read.
    public func entries<Key: ScaleDecodable & Sendable, Value: ScaleDecodable & Sendable>(
        of pallet: String, _ item: String, under keys: [[UInt8]] = [], limit: Int = 100_000,
        key _: Key.Type = Key.self, value _: Value.Type = Value.self
    ) async throws(ClientError) -> [(key: Key, value: Value)] {
        let type = try runtime.metadata.storage(pallet, item).value
        let types = runtime.metadata.types
        var entries: [(key: Key, value: Value)] = []
        for (tail, bytes) in try await encodedEntries(of: pallet, item, under: keys, limit: limit) {
            entries.append(
                try reading("\(pallet).\(item)") { () throws(ScaleError) in
                    (try Key(scale: tail), try types.decodeAny(bytes, as: type) as Value)
                })
        }
        return entries
    }

    /// The same, with values in the type that the runtime gives them.
    public func dynamicEntries<Key: ScaleDecodable & Sendable>(
        of pallet: String, _ item: String, under keys: [[UInt8]] = [], limit: Int = 100_000, key _: Key.Type = Key.self
    ) async throws(ClientError) -> [(key: Key, value: ScaleValue)] {
        let type = try runtime.metadata.storage(pallet, item).value
        let types = runtime.metadata.types
        var entries: [(key: Key, value: ScaleValue)] = []
        for (tail, bytes) in try await encodedEntries(of: pallet, item, under: keys, limit: limit) {
            entries.append(
                try reading("\(pallet).\(item)") { () throws(ScaleError) in
                    (try Key(scale: tail), try types.decode(bytes, as: type))
                })
        }
        return entries
    }

    /// The keys of a map, or of its entries that share the given first keys, without what is under them.
    ///
    /// Of each entry it is the last key, or a pair where two are not given. Only for hashers that keep the key readable.
    public func keys<Key: ScaleDecodable & Sendable>(
        of pallet: String, _ item: String, under keys: [[UInt8]] = [], limit: Int = 100_000, key _: Key.Type = Key.self
    ) async throws(ClientError) -> [Key] {
        let found = try await client.encodedKeys(
            of: pallet, item, under: keys, metadata: runtime.metadata, at: hash, limit: limit)
        var decoded: [Key] = []
        for (_, rest) in found {
            decoded.append(try reading("\(pallet).\(item)") { () throws(ScaleError) in try Key(scale: rest) })
        }
        return decoded
    }

    /// The entries of a map under its first keys: each one's other keys, encoded, and its value.
    private func encodedEntries(
        of pallet: String, _ item: String, under keys: [[UInt8]], limit: Int
    ) async throws(ClientError) -> [(key: [UInt8], value: [UInt8])] {
        let found = try await client.encodedKeys(
            of: pallet, item, under: keys, metadata: runtime.metadata, at: hash, limit: limit)
        let values = try await client.storage(found.map(\.stored), at: hash)
        return found.compactMap { stored, rest in values[stored].map { (rest, $0) } }
    }
}
