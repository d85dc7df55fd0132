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
        var writer = ScaleWriter()
        writer.write(bytes: Self.magic)
        writer.write(byte: 14)
        types.encode(to: &writer)
        writer.write(count: pallets.count)
        for pallet in pallets { pallet.encodeVersion14(to: &writer) }
        extrinsicType.encode(to: &writer)
        writer.write(byte: extrinsic.version)
        extrinsic.extensions.encode(to: &writer)
        runtimeType.encode(to: &writer)
        return writer.bytes
    }
}

extension PalletMetadata {
    fileprivate func encodeVersion14(to writer: inout ScaleWriter) {
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
        docs.encode(to: &writer)
    }
}
