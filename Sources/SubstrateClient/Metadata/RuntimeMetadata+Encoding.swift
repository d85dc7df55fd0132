// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

extension RuntimeMetadata {
    /// The metadata as version 14, the form that `state_getMetadata` returns.
    ///
    /// `runtimeType` is the id of the runtime's own type, which no client reads. Throws `unsupportedMetadata` when the
    /// type of a whole extrinsic is not known, because version 14 cannot be written without it.
    public func encodedVersion14(runtimeType: TypeID) throws(ClientError) -> [UInt8] {
        guard let extrinsicType = extrinsic.type else {
            throw ClientError(.unsupportedMetadata, "metadata of version 14 needs the type of a whole extrinsic")
        }
        var writer = header(version: 14)
        extrinsicType.encode(to: &writer)
        writer.write(byte: extrinsic.version)
        extrinsic.extensions.encode(to: &writer)
        runtimeType.encode(to: &writer)
        return writer.bytes
    }

    /// The metadata as version 15, which `Metadata_metadata_at_version` returns inside an option and a byte count.
    ///
    /// Throws `unsupportedMetadata` when the outer types are not known.
    public func encodedVersion15(runtimeType: TypeID) throws(ClientError) -> [UInt8] {
        guard let outer else {
            throw ClientError(
                .unsupportedMetadata, "metadata of version 15 needs the outer call, event and error types")
        }
        var writer = header(version: 15)
        writer.write(byte: extrinsic.version)
        for type in [extrinsic.address, extrinsic.call, extrinsic.signature, extrinsic.extra] {
            type.encode(to: &writer)
        }
        extrinsic.extensions.encode(to: &writer)
        runtimeType.encode(to: &writer)
        apis.encode(to: &writer)
        for type in [outer.call, outer.event, outer.error] { type.encode(to: &writer) }
        writer.write(count: 0)  // custom values
        return writer.bytes
    }

    /// What both versions begin with: types and pallets.
    private func header(version: UInt8) -> ScaleWriter {
        var writer = ScaleWriter()
        writer.write(bytes: Self.magic)
        writer.write(byte: version)
        types.encode(to: &writer)
        writer.write(count: pallets.count)
        for pallet in pallets { pallet.encode(version: version, to: &writer) }
        return writer
    }
}

extension PalletMetadata {
    fileprivate func encode(version: UInt8, to writer: inout ScaleWriter) {
        writer.write(text: name)
        (storage != nil).encode(to: &writer)
        if let storage {
            writer.write(text: storage.prefix)
            writer.write(count: storage.items.count)
            for item in storage.items { item.encode(to: &writer) }
        }
        calls.encode(to: &writer)
        event.encode(to: &writer)
        constants.encode(to: &writer)
        error.encode(to: &writer)
        writer.write(byte: index)
        if version >= 15 { documentation.encode(to: &writer) }
    }
}

extension StorageMetadata {
    fileprivate func encode(to writer: inout ScaleWriter) {
        writer.write(text: name)
        writer.write(byte: modifier.rawValue)
        if let keyType {
            writer.write(byte: 1)
            hashers.encode(to: &writer)
            keyType.encode(to: &writer)
        } else {
            writer.write(byte: 0)
        }
        value.encode(to: &writer)
        fallback.encode(to: &writer)
        documentation.encode(to: &writer)
    }
}
