// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// A runtime's description of itself: types, pallets, calls, storage, events, errors and transaction extensions.
///
/// Read from metadata of version 14, 15 or 16, and written as 14 or 15, for chains that make their own.
public struct RuntimeMetadata: Hashable, Sendable {
    public let types: TypeRegistry
    public let pallets: [PalletMetadata]
    public let extrinsic: ExtrinsicMetadata
    /// Runtime APIs, callable by `state_call`; version 14 does not list them.
    public let apis: [RuntimeAPIMetadata]
    /// The types that join all pallets' calls, events and errors; version 14 does not name them.
    public let outer: OuterTypes?
    private let index: MetadataIndex

    /// The enumerations whose cases are the pallets.
    public struct OuterTypes: Hashable, Sendable {
        public let call: TypeID
        public let event: TypeID
        public let error: TypeID

        public init(call: TypeID, event: TypeID, error: TypeID) {
            self.call = call
            self.event = event
            self.error = error
        }
    }

    public init(
        types: TypeRegistry, pallets: [PalletMetadata], extrinsic: ExtrinsicMetadata, apis: [RuntimeAPIMetadata] = [],
        outer: OuterTypes? = nil
    ) {
        self.types = types
        self.pallets = pallets
        self.extrinsic = extrinsic
        self.apis = apis
        self.outer = outer
        index = MetadataIndex(pallets, types)
    }

    /// The pallet with this name.
    public func pallet(_ name: String) throws(ClientError) -> PalletMetadata {
        guard let place = index.pallet(name) else {
            throw ClientError(.notInRuntime, "this chain has no pallet '\(name)': is it a subtensor chain?")
        }
        return pallets[place]
    }

    /// The storage item `name` of `pallet`.
    public func storage(_ pallet: String, _ name: String) throws(ClientError) -> StorageMetadata {
        guard let items = try self.pallet(pallet).storage?.items, let place = index.item(pallet, name) else {
            throw ClientError(.notInRuntime, "this runtime has no storage item \(pallet).\(name)")
        }
        return items[place]
    }

    /// What reading a missing value of a storage item gives; nil for an item that then gives nothing.
    public func storageDefault(_ pallet: String, _ name: String) throws(ClientError) -> ScaleValue? {
        let item = try storage(pallet, name)
        guard item.modifier == .default else { return nil }
        return try reading("the default of \(pallet).\(name)") { () throws(ScaleError) in
            try types.decode(item.fallback, as: item.value)
        }
    }

    /// The call `name` of `pallet`, as the variant of the pallet's call type.
    public func call(_ pallet: String, _ name: String) throws(ClientError) -> TypeDefinition.Variant {
        let calls = try variants(try self.pallet(pallet).calls)
        guard let place = index.call(pallet, name) else {
            throw ClientError(.notInRuntime, "this runtime has no call \(pallet).\(name)")
        }
        return calls[place]
    }

    /// Whether `pallet` offers the call `name`.
    public func hasCall(_ pallet: String, _ name: String) -> Bool { (try? call(pallet, name)) != nil }

    /// The value of a constant.
    public func constant(_ pallet: String, _ name: String) throws(ClientError) -> ScaleValue {
        let constants = try self.pallet(pallet).constants
        guard let place = index.constant(pallet, name) else {
            throw ClientError(.notInRuntime, "this runtime has no constant \(pallet).\(name)")
        }
        return try reading { () throws(ScaleError) in
            try types.decode(constants[place].value, as: constants[place].type)
        }
    }

    /// The version of the runtime that describes itself here: `spec_version` in the constant `System.Version`; nil where it
    /// names none.
    public var specVersion: UInt32? {
        (try? constant("System", "Version"))?["spec_version"]?.uint64.flatMap(UInt32.init(exactly:))
    }

    /// The error number `index` of the pallet number `pallet`, with its documentation.
    public func error(pallet: UInt8, index: UInt8) -> (pallet: String, error: TypeDefinition.Variant)? {
        guard let owner = pallets.first(where: { $0.index == pallet }),
            let variant = try? variants(owner.error).first(where: { $0.index == index })
        else { return nil }
        return (owner.name, variant)
    }

    /// The cases of an enumeration; none when there is no such type.
    func variants(_ id: TypeID?) throws(ClientError) -> [TypeDefinition.Variant] {
        guard let id else { return [] }
        let type = try reading { () throws(ScaleError) in try types.type(id) }
        guard case .variant(let variants) = type.shape else { return [] }
        return variants
    }
}

/// Runs a decoding, turning its error into the client's.
func reading<T>(_ what: String = "the chain's answer", _ body: () throws(ScaleError) -> T) throws(ClientError) -> T {
    do {
        return try body()
    } catch {
        throw ClientError(.malformedAnswer, "\(what) cannot be read: \(error.reason)")
    }
}
