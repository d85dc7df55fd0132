// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// What a storage item is called, how it is keyed, and what it holds: the source of both the metadata and the keys.
struct StorageDeclaration: Sendable {
    let pallet: String
    let name: String
    let modifier: StorageMetadata.Modifier
    /// Each key's hasher and type name.
    let keys: [(hasher: StorageHasher, type: String)]
    let valueType: String
    let fallback: [UInt8]
    /// The bytes with which every key of the item begins.
    let prefix: [UInt8]
    /// Whether the item can hold these bytes.
    let accepts: @Sendable (_ value: [UInt8]) -> Bool

    init(
        pallet: String, name: String, modifier: StorageMetadata.Modifier,
        keys: [(hasher: StorageHasher, type: String)], valueType: String, fallback: [UInt8],
        accepts: @escaping @Sendable (_ value: [UInt8]) -> Bool = { _ in true }
    ) {
        self.accepts = accepts
        self.pallet = pallet
        self.name = name
        self.modifier = modifier
        self.keys = keys
        self.valueType = valueType
        self.fallback = fallback
        prefix = StorageKey.prefix(pallet: pallet, item: name)
    }

    /// The storage key for these map keys; for fewer than the item has, what all matching keys begin with.
    func key(_ arguments: [any ScaleEncodable]) -> StorageKey {
        precondition(arguments.count <= keys.count, "\(pallet).\(name) has \(keys.count) keys")
        var bytes = prefix
        for (key, argument) in zip(keys, arguments) { bytes += key.hasher.hash(argument.scaleEncoded) }
        return StorageKey(bytes: bytes)
    }
}

/// A storage item of whatever type, as the metadata lists it.
protocol DeclaredItem: Sendable {
    var declaration: StorageDeclaration { get }
}

/// A storage item that always has a value: its default, until one is stored.
struct StorageItem<Value: ScaleCodable & Sendable>: DeclaredItem {
    let declaration: StorageDeclaration
    let fallback: Value

    init(
        _ pallet: String, _ name: String, _ keys: KeyValuePairs<StorageHasher, String>, _ valueType: String,
        default fallback: Value
    ) {
        declaration = StorageDeclaration(
            pallet: pallet, name: name, modifier: .default, keys: keys.map { ($0.key, $0.value) },
            valueType: valueType, fallback: fallback.scaleEncoded, accepts: { (try? Value(scale: $0)) != nil })
        self.fallback = fallback
    }

    /// A plain value, without keys.
    init(_ pallet: String, _ name: String, _ valueType: String, default fallback: Value) {
        self.init(pallet, name, [:], valueType, default: fallback)
    }
}

/// A storage item that may have no value.
struct OptionalStorageItem<Value: ScaleCodable & Sendable>: DeclaredItem {
    let declaration: StorageDeclaration

    init(
        _ pallet: String, _ name: String, _ keys: KeyValuePairs<StorageHasher, String>, _ valueType: String,
        of _: Value.Type = Value.self
    ) {
        // A missing optional value is written as None: one zero byte.
        declaration = StorageDeclaration(
            pallet: pallet, name: name, modifier: .optional, keys: keys.map { ($0.key, $0.value) },
            valueType: valueType, fallback: [0], accepts: { (try? Value(scale: $0)) != nil })
    }
}
