// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A chain's types, by id: scale-info's `PortableRegistry`.
public struct TypeRegistry: Sendable {
    public let types: [TypeDefinition]
    /// The same types in the form that the decoder reads.
    let layout: TypeLayout

    public init(types: [TypeDefinition]) {
        self.types = types
        layout = TypeLayout(types)
    }

    /// The type with this id.
    public func type(_ id: TypeID) throws(ScaleError) -> TypeDefinition {
        guard Int(id.rawValue) < types.count else {
            throw ScaleError(.unknownType, "the chain's metadata has no type \(id)")
        }
        return types[Int(id.rawValue)]
    }

    /// Whether values of this type take no bytes, such as `()` or a marker struct.
    public func isEmpty(_ id: TypeID) throws(ScaleError) -> Bool {
        var visits = 0
        return try isEmpty(id, &visits)
    }

    private func isEmpty(_ id: TypeID, _ visits: inout Int) throws(ScaleError) -> Bool {
        visits += 1
        // Types that contain one another many times over would be visited for ever.
        guard visits < 1000 else { return false }
        let parts: [TypeID]
        switch try type(id).shape {
        case .composite(let fields): parts = fields.map(\.type)
        case .tuple(let elements): parts = elements
        case .array(let count, let element): parts = count == 0 ? [] : [element]
        default: return false
        }
        for part in parts where try !isEmpty(part, &visits) { return false }
        return true
    }

    /// A readable name for a type, such as `Vec<u8>` or `AccountId32`; long ones end in an ellipsis.
    public func name(_ id: TypeID) -> String {
        var parts = 64
        return name(id, &parts)
    }

    private func name(_ id: TypeID, _ parts: inout Int) -> String {
        parts -= 1
        guard parts > 0 else { return "…" }
        guard let type = try? type(id) else { return "\(id)" }
        switch type.shape {
        case .sequence(let element): return "Vec<\(name(element, &parts))>"
        case .array(let count, let element): return "[\(name(element, &parts)); \(count)]"
        case .tuple(let elements): return "(\(names(elements, &parts)))"
        case .primitive(let primitive): return "\(primitive)"
        case .compact(let value): return "Compact<\(name(value, &parts))>"
        case .bitSequence: return "BitVec"
        case .composite, .variant:
            if let number = fractionName(type) { return number }
            let parameters = type.parameters.compactMap(\.type)
            return (type.name ?? "\(id)") + (parameters.isEmpty ? "" : "<\(names(parameters, &parts))>")
        }
    }

    private func names(_ ids: [TypeID], _ parts: inout Int) -> String {
        var names: [String] = []
        for id in ids {
            names.append(name(id, &parts))
            if parts <= 0 { break }
        }
        return names.joined(separator: ", ")
    }
}

extension TypeRegistry: Hashable {
    public static func == (lhs: TypeRegistry, rhs: TypeRegistry) -> Bool { lhs.types == rhs.types }
    public func hash(into hasher: inout Hasher) { hasher.combine(types) }
}

extension TypeRegistry: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let count = try reader.readCount()
        var types: [TypeDefinition] = []
        types.reserveCapacity(reader.room(for: count, of: TypeDefinition.self))
        for index in 0..<count {
            let id = try TypeID(from: &reader)
            guard id.rawValue == UInt32(index) else {
                throw ScaleError(.unknownType, "type \(id) stands at place \(index) of the chain's metadata")
            }
            types.append(try TypeDefinition(from: &reader))
        }
        self.init(types: types)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(count: types.count)
        for (index, type) in types.enumerated() {
            TypeID(UInt32(index)).encode(to: &writer)
            type.encode(to: &writer)
        }
    }
}
