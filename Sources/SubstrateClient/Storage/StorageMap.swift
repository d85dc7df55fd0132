// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// The entries of a storage item that share its first keys: a whole map, or what lies under some of its keys. A value; it
/// reads nothing.
///
/// ```swift
/// let tempos = StorageMap<UInt16, UInt16>("SubtensorModule", "Tempo")
/// for (netuid, tempo) in try await state.entries(tempos) { print(netuid, tempo) }
/// print(try await state.value(tempos[1]) ?? 0)
/// ```
///
/// Where two keys are left open, `Key` is a ``StorageKeyPair``.
public struct StorageMap<Key: ScaleDecodable & Sendable, Value: ScaleDecodable & Sendable>: Sendable {
    public let pallet: String
    public let item: String
    /// The keys that all entries share, each in its SCALE encoding.
    public let keys: [[UInt8]]

    /// The entries of an item under the keys that are given, if any.
    public init<each Bound: ScaleEncodable>(_ pallet: String, _ item: String, _ key: repeat each Bound) {
        self.pallet = pallet
        self.item = item
        var keys: [[UInt8]] = []
        repeat keys.append((each key).scaleEncoded)
        self.keys = keys
    }
}

extension StorageMap where Key: ScaleEncodable {
    /// Where the value under one key lies.
    public subscript(key: Key) -> StorageAddress<Value> {
        StorageAddress(pallet: pallet, item: item, keys: keys + [key.scaleEncoded])
    }
}

/// Two keys of a map that both were left open.
public struct StorageKeyPair<First: Sendable, Second: Sendable>: Sendable {
    public let first: First
    public let second: Second
}

extension StorageKeyPair: Equatable where First: Equatable, Second: Equatable {}
extension StorageKeyPair: Hashable where First: Hashable, Second: Hashable {}

extension StorageKeyPair: ScaleDecodable where First: ScaleDecodable, Second: ScaleDecodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        first = try First(from: &reader)
        second = try Second(from: &reader)
    }
}

extension ChainState {
    /// The keys and values of a map's entries, in the order in which the chain keeps them.
    ///
    /// Only for hashers that keep the key readable. At most `limit` entries are read.
    public func entries<Key, Value>(
        _ map: StorageMap<Key, Value>, limit: Int = 100_000
    ) async throws(ClientError) -> [(key: Key, value: Value)] {
        try await entries(of: map.pallet, map.item, under: map.keys, limit: limit)
    }

    /// The keys of a map's entries, without what is under them.
    public func keys<Key, Value>(
        _ map: StorageMap<Key, Value>, limit: Int = 100_000
    ) async throws(ClientError) -> [Key] {
        try await keys(of: map.pallet, map.item, under: map.keys, limit: limit)
    }

    /// The entries of a map as a dictionary.
    public func dictionary<Key: Hashable, Value>(
        _ map: StorageMap<Key, Value>, limit: Int = 100_000
    ) async throws(ClientError) -> [Key: Value] {
        let found = try await entries(map, limit: limit)
        return Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
    }
}
