// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// A key of a map: itself, or its hash where the storage has no more.
enum QueryKey: Sendable {
    case key(QueryValue)
    case hash([UInt8])

    var document: OutputDocument {
        switch self {
        case .key(let key): key.document
        case .hash(let hash): .string(hash.hex)
        }
    }

    var reading: OutputDocument {
        switch self {
        case .key(let key): key.reading
        case .hash: document
        }
    }
}

/// The entries of a map under its first keys, any number of keys deep.
struct StorageListing {
    let state: ChainState
    let pallet: String
    let item: StorageMetadata
    /// The keys that are given, encoded.
    let keys: [[UInt8]]

    /// One entry: the keys that were not given, and the value.
    struct Entry: Sendable {
        let keys: [QueryKey]
        let value: QueryValue
    }

    /// At most so many entries, in the order of the node's storage, and whether there are more.
    func entries(limit: Int) async throws -> (entries: [Entry], hasMore: Bool) {
        let prefix = try state.runtime.metadata.storageKey(pallet, item.name, keys: keys)
        // One more than wanted tells whether there are more.
        let found = try await state.client.storageKeys(under: prefix, at: state.hash, limit: limit + 1)
        let wanted = Array(found.prefix(limit))
        let values = try await state.client.storage(wanted, at: state.hash)
        var entries: [Entry] = []
        for key in wanted {
            guard let bytes = values[key] else { continue }
            entries.append(try entry(key, bytes, tailFrom: prefix.bytes.count))
        }
        return (entries, found.count > limit)
    }

    private func entry(_ key: StorageKey, _ bytes: [UInt8], tailFrom start: Int) throws -> Entry {
        let types = state.runtime.metadata.types
        var reader = ScaleReader([UInt8](key.bytes.dropFirst(start)))
        var names: [QueryKey] = []
        do {
            for (hasher, type) in zip(item.hashers, item.keys).dropFirst(keys.count) {
                guard let skipped = hasher.reversiblePrefix else {
                    // Only its hash is there.
                    names.append(.hash(try reader.readBytes(hasher.hash([]).count)))
                    continue
                }
                try reader.skip(skipped)
                names.append(.key(QueryValue(value: try types.decode(type, from: &reader), type: type, types: types)))
            }
            let value = QueryValue(value: try types.decode(bytes, as: item.value), type: item.value, types: types)
            return Entry(keys: names, value: value)
        } catch {
            throw ClientError(.malformedAnswer, "an entry of \(pallet).\(item.name) cannot be read: \(error.reason)")
        }
    }
}
