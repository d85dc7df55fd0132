import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The state while a block is being made: what the parent block left, and the changes so far.
///
/// A value: to undo a failed extrinsic, go back to the copy from before it.
struct StateOverlay: Sendable {
    private let store: VersionedStore
    private let parent: BlockNumber
    /// What has changed since the parent block; nil for a removal.
    private(set) var changes: [StorageKey: [UInt8]?] = [:]

    init(store: VersionedStore, at parent: BlockNumber) {
        self.store = store
        self.parent = parent
    }

    func raw(_ key: StorageKey) -> [UInt8]? {
        if let change = changes[key] { change } else { store.value(key, at: parent) }
    }

    subscript<Value>(item: StorageItem<Value>, keys: any ScaleEncodable...) -> Value {
        get { decoded(item.declaration, keys) ?? item.fallback }
        set { changes.updateValue(newValue.scaleEncoded, forKey: item.declaration.key(keys)) }
    }

    subscript<Value>(item: OptionalStorageItem<Value>, keys: any ScaleEncodable...) -> Value? {
        get { decoded(item.declaration, keys) }
        set { changes.updateValue(newValue?.scaleEncoded, forKey: item.declaration.key(keys)) }
    }

    /// Removes a value, so that the item reads as its default again.
    mutating func remove<Value>(_ item: StorageItem<Value>, _ keys: any ScaleEncodable...) {
        changes.updateValue(nil, forKey: item.declaration.key(keys))
    }

    private func decoded<Value: ScaleDecodable>(_ item: StorageDeclaration, _ keys: [any ScaleEncodable]) -> Value? {
        guard let bytes = raw(item.key(keys)) else { return nil }
        guard let value = try? Value(scale: bytes) else {
            preconditionFailure("\(item.pallet).\(item.name) holds what this chain never wrote: \(bytes.hex)")
        }
        return value
    }
}
