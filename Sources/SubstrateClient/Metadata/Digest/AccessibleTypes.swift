// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// The types that an extrinsic is made of, and the numbers that RFC 78 gives them, in the order of the crate
/// `merkleized-metadata`, by which runtimes are built.
///
/// Only they are hashed: a runtime may change what it stores without a new digest. Metadata comes from a node, which may
/// lie: types may be missing, contain themselves, or contain one another many times over. Every type is looked at once.
struct AccessibleTypes {
    let registry: TypeRegistry
    /// Those with leaves of their own, in the registry's order; a type's number is its place here.
    let ids: [TypeID]
    /// The number of each type of the registry; nil for those without leaves.
    private let numbers: [UInt32?]

    init(_ registry: TypeRegistry, of extrinsic: ExtrinsicMetadata) throws(ClientError) {
        self.registry = registry
        var isAccessible = [Bool](repeating: false, count: registry.types.count)
        var waiting = [extrinsic.call, extrinsic.address, extrinsic.signature]
        waiting += extrinsic.extensions.flatMap { [$0.extra, $0.additionalSigned] }
        while let id = waiting.popLast() {
            let type = try registry.definition(id)
            guard !isAccessible[Int(id.rawValue)] else { continue }
            isAccessible[Int(id.rawValue)] = true
            waiting += type.shape.parts
        }
        var ids: [TypeID] = []
        var numbers = [UInt32?](repeating: nil, count: isAccessible.count)
        for (index, type) in registry.types.enumerated() where isAccessible[index] && type.shape.hasLeaves {
            numbers[index] = UInt32(ids.count)
            ids.append(TypeID(UInt32(index)))
        }
        (self.ids, self.numbers) = (ids, numbers)
    }

    /// How a type is named where another one contains it.
    func reference(_ id: TypeID) throws(ClientError) -> TypeReference {
        switch try registry.definition(id).shape {
        case .primitive(let primitive): return .primitive(primitive)
        case .compact(let inner):
            guard let primitive = try registry.primitive(in: inner) else { return .void }
            guard [.u8, .u16, .u32, .u64, .u128, .u256].contains(primitive) else {
                throw ClientError(.unsupportedMetadata, "the metadata has a compact \(primitive), which there is not")
            }
            return .compact(primitive)
        case let shape:
            guard shape.hasLeaves else { return .void }
            // A part of an accessible type is accessible.
            guard let number = numbers[Int(id.rawValue)] else {
                throw ClientError(.unsupportedMetadata, "no extrinsic contains the metadata's type \(id)")
            }
            return .numbered(number)
        }
    }
}

extension TypeRegistry {
    /// As `type(_:)`; a registry without such a type is the node's fault.
    func definition(_ id: TypeID) throws(ClientError) -> TypeDefinition {
        do {
            return try type(id)
        } catch {
            throw ClientError(.unsupportedMetadata, error.reason)
        }
    }

    /// The one primitive that a type comes down to, such as `u32` for `Perbill`; nil when it comes down to nothing.
    func primitive(in id: TypeID) throws(ClientError) -> TypeDefinition.Primitive? {
        // Real ones are two types deep; a lie must not cost a long walk for each compact that there is.
        let limit = 8
        var found: TypeDefinition.Primitive?
        var seen: Set<TypeID> = []
        var waiting = [id]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted else { continue }
            switch try definition(next).shape {
            case .primitive(let primitive) where found == nil: found = primitive
            case .compact(let inner) where seen.count < limit: waiting.append(inner)
            case .composite(let fields) where seen.count < limit && fields.count < limit:
                waiting += fields.map(\.type)
            case .tuple(let elements) where seen.count < limit && elements.count < limit: waiting += elements
            default:
                throw ClientError(.unsupportedMetadata, "the metadata's type \(id) is not one integer in the end")
            }
        }
        return found
    }
}

extension TypeDefinition.Shape {
    /// The types that a digest follows from this one: all but those of compacts and bits, which are written out.
    var parts: [TypeID] {
        switch self {
        case .composite(let fields): fields.map(\.type)
        case .variant(let variants): variants.flatMap { $0.fields.map(\.type) }
        case .sequence(let element), .array(_, let element): [element]
        case .tuple(let elements): elements
        case .primitive, .compact, .bitSequence: []
        }
    }

    /// Whether a type of this shape stands in the tree, rather than where it is used.
    fileprivate var hasLeaves: Bool {
        switch self {
        case .composite(let fields): !fields.isEmpty
        case .variant(let variants): !variants.isEmpty
        case .tuple(let elements): !elements.isEmpty
        case .sequence, .array, .bitSequence: true
        case .primitive, .compact: false
        }
    }
}
