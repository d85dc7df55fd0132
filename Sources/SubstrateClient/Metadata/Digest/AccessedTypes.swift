// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// Which types an extrinsic touches: what a signer has to know of the metadata to read it.
struct AccessedTypes {
    private let types: AccessibleTypes
    private(set) var places: Set<MetadataLeaf.Place> = []
    /// How many more values may be walked; values that take no bytes could multiply without an end.
    private var allowance: Int

    init(_ types: AccessibleTypes, bytes: Int) {
        self.types = types
        allowance = 65_536 + 2 * bytes
    }

    /// Walks a value, all of whose bytes have to be used.
    mutating func read(_ bytes: [UInt8], as ids: [TypeID]) throws(ScaleError) {
        var reader = ScaleReader(bytes)
        for id in ids { try walk(id, &reader, depth: 0) }
        try reader.finish()
    }

    /// Takes a type in with everything that it may hold: what is signed does not tell which address and which signature.
    mutating func takeAll(_ id: TypeID) throws(ScaleError) {
        var waiting = [id]
        var seen: Set<TypeID> = []
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted else { continue }
            let shape = try types.registry.type(next).shape
            if case .variant(let variants) = shape {
                for variant in variants {
                    take(next, variant.index)
                    waiting += variant.fields.map(\.type)
                }
            } else {
                take(next)
                waiting += shape.parts
            }
        }
    }

    private mutating func take(_ id: TypeID, _ variant: UInt8? = nil) {
        guard case .numbered(let number)? = try? types.reference(id) else { return }
        places.insert(MetadataLeaf.Place(type: number, variant: variant))
    }

    private mutating func walk(_ id: TypeID, _ reader: inout ScaleReader, depth: Int) throws(ScaleError) {
        allowance -= 1
        guard depth < TypeRegistry.maximumDepth, allowance > 0 else {
            throw ScaleError(.tooDeep, "the transaction nests deeper, or has more parts, than any real one")
        }
        let shape = try types.registry.type(id).shape
        switch shape {
        case .primitive(let primitive): return try skip(primitive, &reader)
        case .compact:
            if case .compact? = try? types.reference(id) { _ = try reader.readCompact(UInt128.self) }
            return
        case .variant(let variants):
            let index = try reader.readByte()
            guard let chosen = variants.first(where: { $0.index == index }) else {
                throw ScaleError(.invalidTag, "\(types.registry.name(id)) has no variant number \(index)")
            }
            take(id, index)
            for field in chosen.fields { try walk(field.type, &reader, depth: depth + 1) }
            return
        case .composite(let fields): for field in fields { try walk(field.type, &reader, depth: depth + 1) }
        case .tuple(let elements): for element in elements { try walk(element, &reader, depth: depth + 1) }
        case .sequence(let element):
            try walk(element, times: UInt64(try reader.readCompact(UInt32.self)), &reader, depth)
        case .array(let count, let element): try walk(element, times: UInt64(count), &reader, depth)
        case .bitSequence: try reader.skip(Int(clamping: (UInt64(try reader.readCompact(UInt32.self)) + 7) / 8))
        }
        take(id)
    }

    private mutating func walk(
        _ element: TypeID, times count: UInt64, _ reader: inout ScaleReader, _ depth: Int
    ) throws(ScaleError) {
        if case .primitive(.u8) = try types.registry.type(element).shape {
            return try reader.skip(Int(clamping: count))
        }
        for _ in 0..<count { try walk(element, &reader, depth: depth + 1) }
    }

    private func skip(_ primitive: TypeDefinition.Primitive, _ reader: inout ScaleReader) throws(ScaleError) {
        switch primitive {
        case .bool, .u8, .i8: try reader.skip(1)
        case .u16, .i16: try reader.skip(2)
        case .char, .u32, .i32: try reader.skip(4)
        case .u64, .i64: try reader.skip(8)
        case .u128, .i128: try reader.skip(16)
        case .u256, .i256: try reader.skip(32)
        case .string: try reader.skip(try reader.readCount())
        }
    }
}
