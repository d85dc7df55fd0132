// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

extension RuntimeMetadata {
    /// "meta", the four bytes that start every metadata.
    static let magic: [UInt8] = Array("meta".utf8)

    /// The metadata that `state_getMetadata` returns: version 14, 15 or 16.
    public init(_ bytes: [UInt8]) throws(ClientError) {
        var reader = ScaleReader(bytes)
        guard let head = try? reader.readBytes(4), head == Self.magic, let version = try? reader.readByte() else {
            throw ClientError(.unsupportedMetadata, "the node's metadata does not start with 'meta'")
        }
        guard (14...16).contains(version) else {
            throw ClientError(
                .unsupportedMetadata, "the node's metadata has version \(version); this client reads 14, 15 and 16")
        }
        do {
            if version == 16 {
                try self.init(version16: &reader)
            } else {
                try self.init(version: version, from: &reader)
            }
            try reader.finish()
        } catch {
            throw ClientError(.unsupportedMetadata, "the node's metadata cannot be read: \(error.reason)")
        }
    }

    /// The metadata inside the answer of the runtime call `Metadata_metadata_at_version`: an option of a byte string.
    public init(optionOpaque bytes: [UInt8]) throws(ClientError) {
        let inner = try reading("the node's metadata") { () throws(ScaleError) in try [UInt8]?(scale: bytes) }
        guard let inner else {
            throw ClientError(.unsupportedMetadata, "the node does not offer metadata of the version asked for")
        }
        try self.init(inner)
    }

    private init(version: UInt8, from reader: inout ScaleReader) throws(ScaleError) {
        let types = try TypeRegistry(from: &reader)
        let palletCount = try reader.readCount()
        var pallets: [PalletMetadata] = []
        for _ in 0..<palletCount {
            pallets.append(try PalletMetadata(version: version, types: types, from: &reader))
        }
        let extrinsic: ExtrinsicMetadata
        var apis: [RuntimeAPIMetadata] = []
        var outer: OuterTypes?
        if version == 14 {
            extrinsic = try ExtrinsicMetadata(version14: types, from: &reader)
            _ = try TypeID(from: &reader)  // the runtime's own type
        } else {
            extrinsic = try ExtrinsicMetadata(version15: &reader)
            _ = try TypeID(from: &reader)
            apis = try [RuntimeAPIMetadata](from: &reader)
            outer = OuterTypes(
                call: try TypeID(from: &reader), event: try TypeID(from: &reader), error: try TypeID(from: &reader))
            try reader.skipCustomValues()
        }
        self.init(types: types, pallets: pallets, extrinsic: extrinsic, apis: apis, outer: outer)
    }
}

extension ScaleReader {
    /// Values of a chain's own: name, type, bytes.
    mutating func skipCustomValues() throws(ScaleError) {
        for _ in 0..<(try readCount()) {
            _ = try readText()
            _ = try TypeID(from: &self)
            try skip(try readCount())
        }
    }
}

extension PalletMetadata {
    fileprivate init(version: UInt8, types: TypeRegistry, from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        storage = try Storage(version: version, types: types, from: &reader)
        calls = try TypeID?(from: &reader)
        event = try TypeID?(from: &reader)
        constants = try [Constant](from: &reader)
        error = try TypeID?(from: &reader)
        index = try reader.readByte()
        documentation = version >= 15 ? try Documentation(from: &reader) : Documentation()
    }
}

extension PalletMetadata.Storage {
    /// Nil for a pallet that stores nothing.
    init?(version: UInt8, types: TypeRegistry, from reader: inout ScaleReader) throws(ScaleError) {
        guard try Bool(from: &reader) else { return nil }
        prefix = try reader.readText()
        var items: [StorageMetadata] = []
        for _ in 0..<(try reader.readCount()) {
            items.append(try StorageMetadata(types: types, from: &reader))
            if version >= 16 { try reader.skipDeprecation() }
        }
        self.items = items
    }
}

extension PalletMetadata.Constant: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        type = try TypeID(from: &reader)
        value = try [UInt8](from: &reader)
        documentation = try Documentation(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(text: name)
        type.encode(to: &writer)
        value.encode(to: &writer)
        documentation.encode(to: &writer)
    }
}

extension StorageMetadata {
    init(types: TypeRegistry, from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        let tag = try reader.readByte()
        guard let modifier = Modifier(rawValue: tag) else {
            throw ScaleError(.invalidTag, "there is no storage modifier number \(tag)")
        }
        self.modifier = modifier
        switch try reader.readByte() {
        case 0:
            (hashers, keys, keyType) = ([], [], nil)
        case 1:
            hashers = try [StorageHasher](from: &reader)
            let key = try TypeID(from: &reader)
            keyType = key
            // One hasher hashes the whole key, even a tuple; several take a tuple's elements one by one.
            if hashers.count == 1 {
                keys = [key]
            } else if case .tuple(let elements) = try types.type(key).shape, elements.count == hashers.count {
                keys = elements
            } else {
                throw ScaleError(.mismatch, "the map \(name) has \(hashers.count) hashers but not as many keys")
            }
        case let tag:
            throw ScaleError(.invalidTag, "there is no storage kind number \(tag)")
        }
        value = try TypeID(from: &reader)
        fallback = try [UInt8](from: &reader)
        documentation = try Documentation(from: &reader)
    }
}

extension ExtrinsicMetadata {
    /// Version 14 names only the type of a whole extrinsic; its generic parameters are the four types needed.
    fileprivate init(version14 types: TypeRegistry, from reader: inout ScaleReader) throws(ScaleError) {
        let type = try TypeID(from: &reader)
        let version = try reader.readByte()
        let extensions = try [TransactionExtension](from: &reader)
        let parameters = try types.type(type).parameters
        func parameter(_ names: String...) throws(ScaleError) -> TypeID {
            guard let type = parameters.first(where: { names.contains($0.name) })?.type else {
                throw ScaleError(.mismatch, "the extrinsic type has no parameter '\(names[0])'")
            }
            return type
        }
        self.init(
            version: version, address: try parameter("Address"), call: try parameter("Call"),
            signature: try parameter("Signature"), extra: try parameter("Extension", "Extra"), extensions: extensions,
            type: type)
    }

    fileprivate init(version15 reader: inout ScaleReader) throws(ScaleError) {
        let version = try reader.readByte()
        self.init(
            version: version, address: try TypeID(from: &reader), call: try TypeID(from: &reader),
            signature: try TypeID(from: &reader), extra: try TypeID(from: &reader),
            extensions: try [TransactionExtension](from: &reader))
    }
}

extension ExtrinsicMetadata.TransactionExtension: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        identifier = try reader.readText()
        extra = try TypeID(from: &reader)
        additionalSigned = try TypeID(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(text: identifier)
        extra.encode(to: &writer)
        additionalSigned.encode(to: &writer)
    }
}

extension RuntimeAPIMetadata: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        methods = try [Method](from: &reader)
        documentation = try Documentation(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(text: name)
        methods.encode(to: &writer)
        documentation.encode(to: &writer)
    }
}

extension RuntimeAPIMetadata.Method: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        inputs = try [RuntimeAPIMetadata.Input](from: &reader)
        output = try TypeID(from: &reader)
        documentation = try Documentation(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(text: name)
        inputs.encode(to: &writer)
        output.encode(to: &writer)
        documentation.encode(to: &writer)
    }
}

extension RuntimeAPIMetadata.Input: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        type = try TypeID(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(text: name)
        type.encode(to: &writer)
    }
}
