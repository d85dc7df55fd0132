/// A chain's types, by id: scale-info's `PortableRegistry`.
public struct TypeRegistry: Hashable, Sendable {
    public let types: [TypeDefinition]

    public init(types: [TypeDefinition]) { self.types = types }

    /// The type with this id.
    public func type(_ id: TypeID) throws(ScaleError) -> TypeDefinition {
        guard Int(id.rawValue) < types.count else {
            throw ScaleError(.unknownType, "the chain's metadata has no type \(id)")
        }
        return types[Int(id.rawValue)]
    }

    /// Whether values of this type take no bytes, such as `()` or a marker struct.
    public func isEmpty(_ id: TypeID) throws(ScaleError) -> Bool {
        try isEmpty(id, depth: 0)
    }

    private func isEmpty(_ id: TypeID, depth: Int) throws(ScaleError) -> Bool {
        guard depth < 32 else { return false }
        let parts: [TypeID]
        switch try type(id).shape {
        case .composite(let fields): parts = fields.map(\.type)
        case .tuple(let elements): parts = elements
        case .array(let count, let element): parts = count == 0 ? [] : [element]
        default: return false
        }
        for part in parts where try !isEmpty(part, depth: depth + 1) { return false }
        return true
    }

    /// A readable name for a type, such as `Vec<u8>` or `AccountId32`.
    public func name(_ id: TypeID) -> String { name(id, depth: 0) }

    private func name(_ id: TypeID, depth: Int) -> String {
        guard depth < 16, let type = try? type(id) else { return "\(id)" }
        func inner(_ id: TypeID) -> String { name(id, depth: depth + 1) }
        switch type.shape {
        case .sequence(let element): return "Vec<\(inner(element))>"
        case .array(let count, let element): return "[\(inner(element)); \(count)]"
        case .tuple(let elements): return "(\(elements.map(inner).joined(separator: ", ")))"
        case .primitive(let primitive): return "\(primitive)"
        case .compact(let value): return "Compact<\(inner(value))>"
        case .bitSequence: return "BitVec"
        case .composite, .variant:
            let parameters = type.parameters.compactMap(\.type).map(inner)
            return (type.name ?? "\(id)") + (parameters.isEmpty ? "" : "<\(parameters.joined(separator: ", "))>")
        }
    }
}

extension TypeRegistry: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let count = try reader.readCount()
        var types: [TypeDefinition] = []
        for index in 0..<count {
            let id = try TypeID(from: &reader)
            guard id.rawValue == UInt32(index) else {
                throw ScaleError(.unknownType, "type \(id) stands at place \(index) of the chain's metadata")
            }
            types.append(try TypeDefinition(from: &reader))
        }
        self.types = types
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(count: types.count)
        for (index, type) in types.enumerated() {
            TypeID(UInt32(index)).encode(to: &writer)
            type.encode(to: &writer)
        }
    }
}
