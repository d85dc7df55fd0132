// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
import SubstratePrimitives

/// A key of the chain's key-value store.
public struct StorageKey: Hashable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    public var hex: String { bytes.hex }
    public var description: String { hex }

    /// The 32 bytes with which every key of an item starts.
    public static func prefix(pallet: String, item: String) -> [UInt8] {
        Hashing.twox128(Array(pallet.utf8)) + Hashing.twox128(Array(item.utf8))
    }
}

extension RuntimeMetadata {
    /// The key of a storage item for these encoded map keys.
    ///
    /// Fewer keys than the item has give the prefix that all matching entries share.
    public func storageKey(_ pallet: String, _ item: String, keys: [[UInt8]]) throws(ClientError) -> StorageKey {
        let metadata = try storage(pallet, item)
        guard keys.count <= metadata.hashers.count else {
            throw ClientError(
                .encoding, "\(pallet).\(item) has \(metadata.hashers.count) keys, not \(keys.count)")
        }
        let prefix = try self.pallet(pallet).storage?.prefix ?? pallet
        let hashed = zip(metadata.hashers, keys).flatMap { hasher, key in hasher.hash(key) }
        return StorageKey(bytes: StorageKey.prefix(pallet: prefix, item: item) + hashed)
    }

    /// The key of a storage item for map keys given as dynamic values.
    public func storageKey(_ pallet: String, _ item: String, values: [ScaleValue]) throws(ClientError) -> StorageKey {
        let metadata = try storage(pallet, item)
        var keys: [[UInt8]] = []
        for (value, type) in zip(values, metadata.keys) {
            do {
                keys.append(try types.encode(value, as: type))
            } catch {
                throw ClientError(.encoding, "a key of \(pallet).\(item) does not fit: \(error.reason)")
            }
        }
        guard keys.count == values.count else {
            throw ClientError(.encoding, "\(pallet).\(item) has \(metadata.keys.count) keys, not \(values.count)")
        }
        return try storageKey(pallet, item, keys: keys)
    }
}
