// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// One leaf of the tree that is hashed: a type, or a case of an enumeration.
struct MetadataLeaf {
    /// Which one it is.
    struct Place: Hashable, Sendable {
        /// The type's number.
        let type: UInt32
        /// The index of the case; nil where the type is no enumeration.
        let variant: UInt8?
    }

    let place: Place
    let bytes: [UInt8]
}

extension AccessibleTypes {
    /// The most bytes that all leaves may have together: some sixty times what subtensors have. A type's path stands in
    /// each of its leaves, so that a small lie could make much work.
    static let maximumBytes = 4 << 20

    /// What is hashed of each type, in the tree's order: types by number, and each case of an enumeration by its index.
    func leaves() throws(ClientError) -> [MetadataLeaf] {
        var leaves: [MetadataLeaf] = []
        var byteCount = 0
        for (number, id) in ids.enumerated() {
            let type = try registry.definition(id)
            var path = ScaleWriter()
            type.path.encode(to: &path)
            for (variant, definition) in try definitions(type, id) {
                var leaf = path
                leaf.write(bytes: definition)
                leaf.write(compact: UInt128(number))
                byteCount += leaf.bytes.count
                guard byteCount <= Self.maximumBytes else {
                    throw ClientError(
                        .unsupportedMetadata,
                        "the types of the chain's extrinsics take more than \(Self.maximumBytes) bytes")
                }
                leaves.append(
                    MetadataLeaf(place: .init(type: UInt32(number), variant: variant), bytes: leaf.bytes))
            }
        }
        return leaves
    }

    /// How extrinsics are formed, as the digest has it.
    func encoded(_ extrinsic: ExtrinsicMetadata) throws(ClientError) -> [UInt8] {
        var writer = ScaleWriter()
        writer.write(byte: extrinsic.version)
        for type in [extrinsic.address, extrinsic.call, extrinsic.signature] {
            try reference(type).encode(to: &writer)
        }
        writer.write(count: extrinsic.extensions.count)
        for item in extrinsic.extensions {
            writer.write(text: item.identifier)
            try reference(item.extra).encode(to: &writer)
            try reference(item.additionalSigned).encode(to: &writer)
        }
        return writer.bytes
    }

    /// The definitions of a type: one for each case of an enumeration, with its index, else one.
    private func definitions(
        _ type: TypeDefinition, _ id: TypeID
    ) throws(ClientError) -> [(variant: UInt8?, bytes: [UInt8])] {
        var writer = ScaleWriter()
        switch type.shape {
        case .primitive, .compact: return []
        case .variant(let variants): return try cases(variants, of: id)
        case .composite(let fields):
            writer.write(byte: 0)
            try write(fields, to: &writer)
        case .sequence(let element):
            writer.write(byte: 2)
            try reference(element).encode(to: &writer)
        case .array(let count, let element):
            writer.write(byte: 3)
            writer.write(integer: count)
            try reference(element).encode(to: &writer)
        case .tuple(let elements):
            writer.write(byte: 4)
            writer.write(count: elements.count)
            for element in elements { try reference(element).encode(to: &writer) }
        case .bitSequence(let store, let order):
            writer.write(byte: 5)
            writer.write(byte: try bytesPerWord(store))
            try isLeastSignificantFirst(order).encode(to: &writer)
        }
        return [(nil, writer.bytes)]
    }

    private func cases(
        _ variants: [TypeDefinition.Variant], of id: TypeID
    ) throws(ClientError) -> [(variant: UInt8?, bytes: [UInt8])] {
        let sorted = variants.sorted { $0.index < $1.index }
        // Readers would not agree on what such a number means, and a digest could not tell.
        if let (twin, _) = zip(sorted, sorted.dropFirst()).first(where: { $0.index == $1.index }) {
            throw ClientError(
                .unsupportedMetadata, "the metadata's type \(id) has two cases with the number \(twin.index)")
        }
        var cases: [(variant: UInt8?, bytes: [UInt8])] = []
        for variant in sorted {
            var writer = ScaleWriter()
            writer.write(byte: 1)
            writer.write(text: variant.name)
            try write(variant.fields, to: &writer)
            writer.write(compact: UInt128(variant.index))
            cases.append((variant.index, writer.bytes))
        }
        return cases
    }

    private func write(_ fields: [TypeDefinition.Field], to writer: inout ScaleWriter) throws(ClientError) {
        writer.write(count: fields.count)
        for field in fields {
            field.name.encode(to: &writer)
            try reference(field.type).encode(to: &writer)
            field.typeName.encode(to: &writer)
        }
    }

    /// How many bytes a word of bits has.
    private func bytesPerWord(_ store: TypeID) throws(ClientError) -> UInt8 {
        switch try registry.primitive(in: store) {
        case .u8: return 1
        case .u16: return 2
        case .u32: return 4
        case .u64: return 8
        default:
            throw ClientError(.unsupportedMetadata, "the metadata's type \(store) cannot hold bits")
        }
    }

    /// Whether the lowest bit of a word is the first: what bitvec's `Lsb0` and `Msb0` tell.
    private func isLeastSignificantFirst(_ order: TypeID) throws(ClientError) -> Bool {
        guard let name = try registry.definition(order).path.first(where: { ["Lsb0", "Msb0"].contains($0) }) else {
            throw ClientError(.unsupportedMetadata, "the metadata's type \(order) is no order of bits")
        }
        return name == "Lsb0"
    }
}
