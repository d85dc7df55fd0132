// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A registry's types as the decoder reads them: small plain nodes that refer to each other by number, so that decoding
/// a value counts no references and looks up no names. Structs that only wrap one value are already taken off.
struct TypeLayout: Sendable {
    /// How to read a value of one type.
    enum Node: Sendable {
        case primitive(TypeDefinition.Primitive)
        /// Fields with names, in `members`.
        case record(Members)
        /// A tuple, or fields without names.
        case list(Members)
        /// Cases, in `cases`.
        case variant(first: UInt32, count: UInt32)
        case sequence(of: UInt32)
        case array(count: UInt32, of: UInt32)
        /// `Vec<u8>`.
        case bytes
        /// `[u8; N]`.
        case byteArray(count: UInt32)
        /// A compact integer of as many bits.
        case compact(bits: UInt8)
        /// A compact unit, which takes no bytes.
        case compactUnit
        case bits
        /// A type that wraps itself for ever, or a compact of what has no compact form.
        case unreadable
    }

    /// Neighbours in `members`.
    struct Members: Sendable {
        let first: UInt32
        let count: UInt32

        var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
    }

    struct Member: Sendable {
        let name: String?
        let type: UInt32
    }

    struct Case: Sendable {
        let name: String
        let index: UInt8
        let members: Members
    }

    /// One for each type, by its id.
    private(set) var nodes: [Node] = []
    private(set) var members: [Member] = []
    private(set) var cases: [Case] = []

    init(_ types: [TypeDefinition]) {
        nodes.reserveCapacity(types.count)
        for type in types { nodes.append(node(type.shape, types)) }
    }

    /// The case of a variant with this index.
    @inline(__always)
    func findCase(_ index: UInt8, first: UInt32, count: UInt32) -> Case? {
        let range = Int(first)..<Int(first) + Int(count)
        // Nearly always, the index is the place.
        let likely = range.lowerBound + Int(index)
        if likely < range.upperBound, cases[likely].index == index { return cases[likely] }
        return cases[range].first { $0.index == index }
    }

    /// Whether a value of this type could take no bytes.
    func mayBeEmpty(_ id: UInt32) -> Bool {
        guard Int(id) < nodes.count else { return false }
        return switch nodes[Int(id)] {
        case .record, .list, .array, .byteArray, .compactUnit: true
        case .primitive, .variant, .sequence, .bytes, .compact, .bits, .unreadable: false
        }
    }

    private mutating func node(_ shape: TypeDefinition.Shape, _ types: [TypeDefinition]) -> Node {
        switch Self.unwrapped(shape, types) {
        case nil: return .unreadable
        case .primitive(let primitive)?: return .primitive(primitive)
        case .composite(let fields)?:
            let members = add(fields)
            return fields.allSatisfy { $0.name == nil } ? .list(members) : .record(members)
        case .tuple(let elements)?:
            let first = UInt32(members.count)
            for element in elements { members.append(Member(name: nil, type: element.rawValue)) }
            return .list(Members(first: first, count: UInt32(elements.count)))
        case .variant(let variants)?:
            var added: [Case] = []
            for variant in variants {
                added.append(Case(name: variant.name, index: variant.index, members: add(variant.fields)))
            }
            defer { cases += added }
            return .variant(first: UInt32(cases.count), count: UInt32(added.count))
        case .sequence(let element)?:
            return Self.isByte(element, types) ? .bytes : .sequence(of: element.rawValue)
        case .array(let count, let element)?:
            return Self.isByte(element, types)
                ? .byteArray(count: count) : .array(count: count, of: element.rawValue)
        case .compact(let inner)?: return Self.compact(inner, types)
        case .bitSequence?: return .bits
        }
    }

    private mutating func add(_ fields: [TypeDefinition.Field]) -> Members {
        let first = UInt32(members.count)
        for field in fields { members.append(Member(name: field.name, type: field.type.rawValue)) }
        return Members(first: first, count: UInt32(fields.count))
    }

    private static func shape(_ id: TypeID, _ types: [TypeDefinition]) -> TypeDefinition.Shape? {
        Int(id.rawValue) < types.count ? types[Int(id.rawValue)].shape : nil
    }

    private static func isByte(_ id: TypeID, _ types: [TypeDefinition]) -> Bool {
        if case .primitive(.u8)? = shape(id, types) { true } else { false }
    }

    private static func unwrapped(
        _ shape: TypeDefinition.Shape, _ types: [TypeDefinition]
    ) -> TypeDefinition.Shape? {
        var current = shape
        for _ in 0..<TypeRegistry.maximumDepth {
            guard case .composite(let fields) = current, let inner = TypeRegistry.newtype(fields) else {
                return current
            }
            guard let next = self.shape(inner, types) else { return nil }
            current = next
        }
        return nil
    }

    private static func compact(_ inner: TypeID, _ types: [TypeDefinition]) -> Node {
        var current = inner
        for _ in 0..<TypeRegistry.maximumDepth {
            switch shape(current, types) {
            case .primitive(let primitive)?:
                return switch primitive {
                case .u8, .u16, .u32, .u64, .u128: .compact(bits: UInt8(primitive.bitWidth))
                default: .unreadable
                }
            case .composite(let fields)? where fields.count == 1: current = fields[0].type
            case .composite(let fields)? where fields.isEmpty: return .compactUnit
            case .tuple(let elements)? where elements.isEmpty: return .compactUnit
            default: return .unreadable
            }
        }
        return .unreadable
    }
}
