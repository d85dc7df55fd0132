// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

extension MetadataProof {
    /// More than any proof takes.
    private static let maximumBytes = 1 << 20

    /// Reads a proof. What it says holds only of a chain that has its ``digest``.
    ///
    /// - Throws: `unsupportedMetadata` for bytes that are no proof.
    public init(_ bytes: [UInt8]) throws(ClientError) {
        guard bytes.count <= Self.maximumBytes else {
            throw ClientError(.unsupportedMetadata, "a proof of metadata has \(Self.maximumBytes) bytes at most")
        }
        do {
            var reader = ScaleReader(bytes)
            /// The bytes that were read since.
            func since(_ start: Int) -> [UInt8] { [UInt8](bytes[start..<reader.offset]) }
            var leaves: [[UInt8]] = []
            for _ in 0..<(try reader.readCount()) {
                let start = reader.offset
                _ = try ProofType(from: &reader)
                leaves.append(since(start))
            }
            self.leaves = leaves
            places = try [UInt32](from: &reader)
            hashes = try [Hash256](from: &reader)
            let start = reader.offset
            _ = try ProofExtrinsic(from: &reader)
            extrinsic = since(start)
            chain = try MetadataDigest.Chain(from: &reader)
            try reader.finish()
        } catch {
            throw ClientError(.unsupportedMetadata, "the proof of the metadata cannot be read: \(error.reason)")
        }
    }

    /// The metadata that it tells: enough to read the transaction that it was made for, and no more.
    ///
    /// - Throws: `unsupportedMetadata` for leaves that contradict each other.
    public func metadata() throws(ClientError) -> RuntimeMetadata {
        do {
            var types = ProofRegistry()
            for leaf in leaves {
                var reader = ScaleReader(leaf)
                try types.add(try ProofType(from: &reader))
            }
            var reader = ScaleReader(extrinsic)
            let form = try ProofExtrinsic(from: &reader)
            let (address, call, signature) = (
                types.id(form.address), types.id(form.call), types.id(form.signature)
            )
            let extensions = form.extensions.map { item in
                ExtrinsicMetadata.TransactionExtension(
                    identifier: item.identifier, extra: types.id(item.extra),
                    additionalSigned: types.id(item.additionalSigned))
            }
            let extra = types.id(.void)
            return RuntimeMetadata(
                types: types.registry, pallets: [],
                extrinsic: ExtrinsicMetadata(
                    version: form.version, address: address, call: call, signature: signature, extra: extra,
                    extensions: extensions))
        } catch {
            throw ClientError(.unsupportedMetadata, "the proof of the metadata cannot be read: \(error.reason)")
        }
    }
}

/// One type, or one case of an enumeration, as a leaf tells it.
private struct ProofType: ScaleDecodable {
    enum Definition {
        case composite([Field])
        case variant(name: String, [Field], index: UInt8)
        case sequence(TypeReference)
        case array(UInt32, TypeReference)
        case tuple([TypeReference])
        case bits
    }

    struct Field: ScaleDecodable {
        let name: String?
        let type: TypeReference
        let typeName: String?

        init(from reader: inout ScaleReader) throws(ScaleError) {
            name = try String?(from: &reader)
            type = try TypeReference(from: &reader)
            typeName = try String?(from: &reader)
        }
    }

    let path: [String]
    let definition: Definition
    let number: UInt32

    init(from reader: inout ScaleReader) throws(ScaleError) {
        path = try [String](from: &reader)
        let kind = try reader.readByte()
        switch kind {
        case 0: definition = .composite(try [Field](from: &reader))
        case 1:
            let name = try reader.readText()
            let fields = try [Field](from: &reader)
            let index = try Compact<UInt32>(from: &reader).value
            guard let index = UInt8(exactly: index) else {
                throw ScaleError(.outOfRange, "an enumeration has no case number \(index)")
            }
            definition = .variant(name: name, fields, index: index)
        case 2: definition = .sequence(try TypeReference(from: &reader))
        case 3:
            let count: UInt32 = try reader.readInteger()
            definition = .array(count, try TypeReference(from: &reader))
        case 4: definition = .tuple(try [TypeReference](from: &reader))
        case 5:
            try reader.skip(2)
            definition = .bits
        default: throw ScaleError(.invalidTag, "a proof of metadata has no definition \(kind) of a type")
        }
        number = try Compact<UInt32>(from: &reader).value
    }
}

/// How extrinsics are formed, as a proof tells it.
private struct ProofExtrinsic: ScaleDecodable {
    struct Item: ScaleDecodable {
        let identifier: String
        let extra: TypeReference
        let additionalSigned: TypeReference

        init(from reader: inout ScaleReader) throws(ScaleError) {
            identifier = try reader.readText()
            extra = try TypeReference(from: &reader)
            additionalSigned = try TypeReference(from: &reader)
        }
    }

    let version: UInt8
    let address: TypeReference
    let call: TypeReference
    let signature: TypeReference
    let extensions: [Item]

    init(from reader: inout ScaleReader) throws(ScaleError) {
        version = try reader.readByte()
        address = try TypeReference(from: &reader)
        call = try TypeReference(from: &reader)
        signature = try TypeReference(from: &reader)
        extensions = try [Item](from: &reader)
    }
}

/// Numbers a proof's types anew, without gaps. A type that is named and not told is one that the transaction does not hold:
/// an enumeration without cases, of which no value can be read.
private struct ProofRegistry {
    private var ids: [TypeReference: TypeID] = [:]
    private var types: [TypeDefinition] = []
    private var cases: [UInt32: [TypeDefinition.Variant]] = [:]

    var registry: TypeRegistry { TypeRegistry(types: types) }

    /// The number of what a reference names.
    mutating func id(_ reference: TypeReference) -> TypeID {
        if let known = ids[reference] { return known }
        let shape: TypeDefinition.Shape
        switch reference {
        case .primitive(let primitive): shape = .primitive(primitive)
        case .compact(let primitive): shape = .compact(id(.primitive(primitive)))
        case .void: shape = .tuple([])
        case .numbered: shape = .variant([])
        }
        let id = TypeID(UInt32(types.count))
        types.append(TypeDefinition(shape: shape))
        ids[reference] = id
        return id
    }

    mutating func add(_ type: ProofType) throws(ScaleError) {
        let id = id(.numbered(type.number))
        let shape: TypeDefinition.Shape
        switch type.definition {
        case .variant(let name, let fields, let index):
            cases[type.number, default: []].append(
                TypeDefinition.Variant(name: name, fields: self.fields(fields), index: index))
            shape = .variant(cases[type.number] ?? [])
        case .composite(let fields): shape = .composite(self.fields(fields))
        case .sequence(let element): shape = .sequence(self.id(element))
        case .array(let count, let element): shape = .array(count: count, self.id(element))
        case .tuple(let elements): shape = .tuple(elements.map { self.id($0) })
        case .bits: shape = .bitSequence(store: self.id(.primitive(.u8)), order: self.id(.void))
        }
        types[Int(id.rawValue)] = TypeDefinition(path: type.path, shape: shape)
    }

    private mutating func fields(_ fields: [ProofType.Field]) -> [TypeDefinition.Field] {
        fields.map { TypeDefinition.Field(name: $0.name, type: id($0.type), typeName: $0.typeName) }
    }
}
