// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Makes a type registry from type names as Rust writes them, such as `Vec<(u16, Compact<u64>)>`.
///
/// It knows the primitives, tuples, arrays, `Vec`, `Option`, `Compact`, `BTreeMap`, `BTreeSet`, `AccountId32`, `H256`,
/// `H160` and `MultiAddress`; everything else is `define`d first. Each type gets one id, however often it is named.
public struct TypeRegistryBuilder: Sendable {
    private var types: [TypeDefinition] = []
    private var ids: [String: TypeID] = [:]

    public init() {}

    /// The registry of all types named so far.
    public var registry: TypeRegistry { TypeRegistry(types: types) }

    /// Adds a type under a name of its own, and returns its id.
    @discardableResult
    public mutating func define(_ name: String, as definition: TypeDefinition) -> TypeID {
        let id = TypeID(UInt32(types.count))
        types.append(definition)
        ids[name] = id
        return id
    }

    /// Gives a type another name, which has no type of its own: what the chain's source calls it.
    public mutating func alias(_ name: String, of type: String) throws(ScaleError) {
        ids[name] = try self.type(type)
    }

    /// Gives a name an id before its type is known, for types that contain themselves; `replace` it later.
    public mutating func reserve(_ name: String) -> TypeID {
        define(name, as: TypeDefinition(shape: .tuple([])))
    }

    /// Gives a reserved id its type.
    public mutating func replace(_ id: TypeID, with definition: TypeDefinition) {
        types[Int(id.rawValue)] = definition
    }

    /// The id of the type with this name; throws `unknownType` for a name that is neither built in nor defined.
    public mutating func type(_ name: String) throws(ScaleError) -> TypeID {
        var parser = TypeNameParser(name)
        let parsed = try parser.parse()
        return try id(of: parsed)
    }

    private mutating func id(of name: TypeName) throws(ScaleError) -> TypeID {
        let key = name.description
        if let known = ids[key] { return known }
        return define(key, as: try definition(of: name))
    }

    private mutating func definition(of name: TypeName) throws(ScaleError) -> TypeDefinition {
        switch name {
        case .tuple(let elements):
            var parts: [TypeID] = []
            for element in elements { parts.append(try id(of: element)) }
            return TypeDefinition(shape: .tuple(parts))
        case .array(let element, let count):
            return TypeDefinition(shape: .array(count: count, try id(of: element)))
        case .path(let base, let arguments):
            var parameters: [TypeID] = []
            for argument in arguments { parameters.append(try id(of: argument)) }
            return try builtIn(base, parameters)
        }
    }

    private mutating func builtIn(_ base: String, _ parameters: [TypeID]) throws(ScaleError) -> TypeDefinition {
        if parameters.isEmpty, let primitive = Self.primitives[base] {
            return TypeDefinition(shape: .primitive(primitive))
        }
        func field(_ type: TypeID, _ name: String? = nil) -> TypeDefinition.Field { .init(name: name, type: type) }
        switch (base, parameters.count) {
        case ("Vec", 1): return TypeDefinition(shape: .sequence(parameters[0]))
        case ("Compact", 1): return TypeDefinition(shape: .compact(parameters[0]))
        case ("BTreeSet", 1):
            let list = define("\(base)\(parameters)", as: TypeDefinition(shape: .sequence(parameters[0])))
            return TypeDefinition(
                path: [base], parameters: [.init(name: "T", type: parameters[0])], shape: .composite([field(list)]))
        case ("BTreeMap", 2):
            let pair = define("(\(parameters))", as: TypeDefinition(shape: .tuple(parameters)))
            let list = define("\(base)\(parameters)", as: TypeDefinition(shape: .sequence(pair)))
            return TypeDefinition(
                path: [base],
                parameters: [.init(name: "K", type: parameters[0]), .init(name: "V", type: parameters[1])],
                shape: .composite([field(list)]))
        case ("Option", 1):
            return TypeDefinition(
                path: [base], parameters: [.init(name: "T", type: parameters[0])],
                shape: .variant([
                    .init(name: "None", index: 0), .init(name: "Some", fields: [field(parameters[0])], index: 1),
                ]))
        case ("AccountId32", 0):
            return TypeDefinition(
                path: ["sp_core", "crypto", base], shape: .composite([field(try type("[u8; 32]"))]))
        case ("H256", 0), ("H160", 0):
            let bytes = try type(base == "H256" ? "[u8; 32]" : "[u8; 20]")
            return TypeDefinition(path: ["primitive_types", base], shape: .composite([field(bytes)]))
        case ("MultiAddress", 0):
            // Some clients take what `AccountId` stands for from the parameter.
            let (account, number) = (try type("AccountId32"), try type("u32"))
            return TypeDefinition(
                path: ["sp_runtime", "multiaddress", base],
                parameters: [.init(name: "AccountId", type: account), .init(name: "AccountIndex", type: number)],
                shape: .variant([
                    .init(name: "Id", fields: [field(account)], index: 0),
                    .init(name: "Index", fields: [field(try type("Compact<u32>"))], index: 1),
                    .init(name: "Raw", fields: [field(try type("Vec<u8>"))], index: 2),
                    .init(name: "Address32", fields: [field(try type("[u8; 32]"))], index: 3),
                    .init(name: "Address20", fields: [field(try type("[u8; 20]"))], index: 4),
                ]))
        default:
            throw ScaleError(.unknownType, "the type '\(base)' is not defined")
        }
    }

    private static let primitives: [String: TypeDefinition.Primitive] = Dictionary(
        uniqueKeysWithValues: TypeDefinition.Primitive.allCases.map {
            ($0 == .string ? "str" : "\($0)", $0)
        })
}
