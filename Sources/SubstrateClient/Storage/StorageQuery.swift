// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// A storage item and its encoded keys, whose value's type only the runtime knows.
public struct StorageQuery: Hashable, Sendable, CustomStringConvertible {
    public let pallet: String
    public let item: String
    /// Each key in its SCALE encoding.
    public let keys: [[UInt8]]

    public init<each Key: ScaleEncodable>(_ pallet: String, _ item: String, _ key: repeat each Key) {
        self.pallet = pallet
        self.item = item
        var keys: [[UInt8]] = []
        repeat keys.append((each key).scaleEncoded)
        self.keys = keys
    }

    /// The same place, with the type that the runtime gives it.
    public init<Value>(_ address: StorageAddress<Value>) {
        pallet = address.pallet
        item = address.item
        keys = address.keys
    }

    public var description: String { "\(pallet).\(item)" }
}

extension RuntimeMetadata {
    /// Whether the runtime has a storage item.
    public func hasStorage(_ pallet: String, _ item: String) -> Bool { (try? storage(pallet, item)) != nil }

    /// The value that `bytes` encode, or the item's default when there are none; nil for an item without default.
    func value(of query: StorageQuery, bytes: [UInt8]?) throws(ClientError) -> ScaleValue? {
        let item = try storage(query.pallet, query.item)
        guard let encoded = bytes ?? (item.modifier == .default ? item.fallback : nil) else { return nil }
        return try reading("\(query)") { () throws(ScaleError) in try types.decode(encoded, as: item.value) }
    }
}
