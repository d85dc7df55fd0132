// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// A stored key read back: the item whose it is, and the item's keys.
public struct StoredItem: Hashable, Sendable {
    public let pallet: String
    public let item: String
    /// The keys of a map, in order; nil for one of which only a hash is stored.
    public let keys: [ScaleValue?]
    /// Of what is stored under it.
    public let value: TypeID

    /// As people name it, such as `SubtensorModule.Tempo[1]`; `#` stands for a key of which only a hash is stored.
    public var name: String {
        let keys = keys.map { key in key.map { $0.account?.ss58() ?? $0.description } ?? "#" }
        return "\(pallet).\(item)" + (keys.isEmpty ? "" : "[\(keys.joined(separator: ", "))]")
    }
}

/// A runtime's storage by the first bytes of its keys, for reading keys back.
public struct StorageItems: Sendable {
    private let items: [[UInt8]: (pallet: String, item: StorageMetadata)]
    private let types: TypeRegistry

    /// Pallet and item, each as a hash of 16 bytes.
    private static let prefixLength = 32

    public init(_ metadata: RuntimeMetadata) {
        var items: [[UInt8]: (pallet: String, item: StorageMetadata)] = [:]
        for pallet in metadata.pallets {
            guard let storage = pallet.storage else { continue }
            for item in storage.items {
                items[StorageKey.prefix(pallet: storage.prefix, item: item.name)] = (pallet.name, item)
            }
        }
        self.items = items
        types = metadata.types
    }

    /// What stands under `key`; nil where the metadata has no such item, or its keys are not what it says.
    public func item(of key: [UInt8]) -> StoredItem? {
        guard let (pallet, item) = items[[UInt8](key.prefix(Self.prefixLength))],
            let keys = try? keys([UInt8](key.dropFirst(Self.prefixLength)), of: item)
        else { return nil }
        return StoredItem(pallet: pallet, item: item.name, keys: keys, value: item.value)
    }

    /// What people call the place of `key`: with its keys where they can be read, else the item alone; a key of the runtime's own such as
    /// `:code` as it is, and in hex what the metadata lacks.
    public func name(of key: [UInt8]) -> String {
        if let stored = item(of: key) { return stored.name }
        if let (pallet, item) = items[[UInt8](key.prefix(Self.prefixLength))] { return "\(pallet).\(item.name)" }
        let isText = key.first == UInt8(ascii: ":") && key.allSatisfy { (0x21..<0x7f).contains($0) }
        return isText ? String(decoding: key, as: UTF8.self) : key.hex
    }

    private func keys(_ tail: [UInt8], of item: StorageMetadata) throws(ScaleError) -> [ScaleValue?] {
        var reader = ScaleReader(tail)
        var keys: [ScaleValue?] = []
        for (hasher, type) in zip(item.hashers, item.keys) {
            try reader.skip(hasher.prefixLength)
            keys.append(hasher.reversiblePrefix == nil ? nil : try types.decode(type, from: &reader))
        }
        try reader.finish()
        return keys
    }
}

extension StorageHasher {
    /// How many bytes of hash a key begins with.
    fileprivate var prefixLength: Int {
        switch self {
        case .blake2_128, .blake2_128Concat, .twox128: 16
        case .blake2_256, .twox256: 32
        case .twox64Concat: 8
        case .identity: 0
        }
    }
}
