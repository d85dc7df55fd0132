// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// Where a value lies in a chain's storage: a pallet, an item and the item's keys. A value; it reads nothing.
///
/// ```swift
/// let address = StorageAddress<UInt64>("SubtensorModule", "Difficulty", netuid)
/// let difficulty = try await state.value(address)
/// ```
public struct StorageAddress<Value: ScaleDecodable & Sendable>: Sendable {
    public let pallet: String
    public let item: String
    /// Each key in its SCALE encoding; the chain's metadata says how it is hashed.
    public let keys: [[UInt8]]

    /// The place of an item, under the keys that it has, if any.
    public init<each Key: ScaleEncodable>(_ pallet: String, _ item: String, _ key: repeat each Key) {
        self.pallet = pallet
        self.item = item
        var keys: [[UInt8]] = []
        repeat keys.append((each key).scaleEncoded)
        self.keys = keys
    }

    init(pallet: String, item: String, keys: [[UInt8]]) {
        self.pallet = pallet
        self.item = item
        self.keys = keys
    }
}

extension RuntimeMetadata {
    /// Whether the runtime has the item of an address.
    public func has<Value>(_ address: StorageAddress<Value>) -> Bool { hasStorage(address.pallet, address.item) }
}
