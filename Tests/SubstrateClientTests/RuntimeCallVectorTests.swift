// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("runtime_api.json and runtime_api_large.json")
struct RuntimeCallVectorTests {
    /// One runtime's metadata with the cases made from it.
    struct Group: Sendable, CustomTestStringConvertible {
        let metadata: RuntimeMetadata
        let vectors: Vector
        var testDescription: String { "spec \(vectors["spec_version"])" }

        init(_ vectors: Vector) {
            let name = vectors["metadata"].string
            guard let metadata = try? RuntimeMetadata(optionOpaque: VectorFile.bytes("metadata/" + name)) else {
                preconditionFailure("cannot read \(name)")
            }
            self.metadata = metadata
            self.vectors = vectors
        }

        /// Decodes bytes of a type, compares with the JSON that the vectors give, and encodes them again.
        func check(_ bytes: [UInt8], _ type: TypeID, _ expected: Vector, _ what: String) throws {
            let value = try metadata.types.decode(bytes, as: type)
            let json = Data(metadata.types.json(value, as: type).utf8)
            #expect(try JSONDecoder().decode(Vector.self, from: json) == expected, "\(what)")
            #expect(try metadata.types.encode(value, as: type) == bytes, "\(what)")
            #expect((try? JSONSerialization.jsonObject(with: Data(value.json.utf8), options: .fragmentsAllowed)) != nil)
        }
    }

    static let groups = VectorFile("runtime_api.json").cases("groups").map(Group.init)
    static let large = Group(VectorFile("runtime_api_large.json").root)

    /// An argument written as a number or a list of numbers.
    static func plain(_ vector: Vector) -> ScaleValue {
        if case .array(let values) = vector { .list(values.map(plain)) } else { .number(vector.uint64) }
    }

    static func type(_ vector: Vector) -> TypeID { TypeID(UInt32(vector.uint64)) }

    @Test("every runtime API, with the types of its functions", arguments: groups)
    func apis(group: Group) {
        let listed = group.vectors["runtime_apis"].list
        #expect(group.metadata.apis.map(\.name) == listed.map { $0["api"].string })
        for (api, expected) in zip(group.metadata.apis, listed) {
            #expect(api.methods.map(\.name) == expected["methods"].list.map { $0["name"].string })
            for (method, expected) in zip(api.methods, expected["methods"].list) {
                #expect(method.output == Self.type(expected["output"]))
                #expect(method.inputs.map(\.name) == expected["inputs"].list.map { $0["name"].string })
                #expect(method.inputs.map(\.type) == expected["inputs"].list.map { Self.type($0["type"]) })
            }
        }
    }

    @Test("every runtime call: arguments encode, results decode", arguments: groups + [large])
    func calls(group: Group) throws {
        let made = group.vectors.members["made_up_calls"]?.list ?? []
        for vector in group.vectors["recorded_calls"].list + made {
            let (api, method) = (vector["api"].string, vector["method"].string)
            let name = "\(api)_\(method)"
            let found = try group.metadata.runtimeMethod(api, method)
            #expect(found.output == Self.type(vector["output_type"]))
            for argument in vector["arguments"].list where argument.members["encoded"] != nil {
                try group.check(argument["encoded"].bytes, Self.type(argument["type"]), argument["value"], name)
            }
            if vector["arguments"].list.count == found.inputs.count {
                let values = try zip(vector["arguments"].list, found.inputs).map { argument, input in
                    argument.members["encoded"] == nil
                        ? Self.plain(argument["value"])
                        : try group.metadata.types.decode(argument["encoded"].bytes, as: input.type)
                }
                let encoded = try group.metadata.encodeArguments(values, of: api, method)
                #expect(encoded == vector["arguments_hex"].bytes, "\(name)")
            }
            try group.check(vector["result"].bytes, found.output, vector["decoded"], name)
            let value = try group.metadata.decodeResult(vector["result"].bytes, of: api, method)
            #expect(try value == group.metadata.types.decode(vector["result"].bytes, as: found.output))
        }
    }

    @Test("every stored value", arguments: groups, ["recorded_storage", "made_up_storage_values"])
    func storage(group: Group, list: String) throws {
        #expect(Self.groups.contains { !$0.vectors[list].list.isEmpty })
        for vector in group.vectors[list].list {
            let (pallet, item) = (vector["pallet"].string, vector["item"].string)
            let metadata = try group.metadata.storage(pallet, item)
            #expect(metadata.value == Self.type(vector["value_type"]), "\(pallet).\(item)")
            if case .string? = vector.members["value"] {
                try group.check(vector["value"].bytes, metadata.value, vector["decoded"], "\(pallet).\(item)")
            }
            if let key = vector.members["key"] {
                let prefix = StorageKey.prefix(pallet: pallet, item: item)
                #expect(key.bytes.starts(with: prefix), "\(pallet).\(item)")
            }
        }
    }

    @Test("every storage default", arguments: groups)
    func defaults(group: Group) throws {
        for vector in group.vectors["storage_defaults"].cases {
            let (pallet, item) = (vector["pallet"].string, vector["item"].string)
            let metadata = try group.metadata.storage(pallet, item)
            #expect("\(metadata.modifier)".lowercased() == vector["modifier"].string.lowercased())
            #expect(metadata.fallback == vector["default"].bytes)
            let fallback = try group.metadata.storageDefault(pallet, item)
            #expect((fallback == nil) == (metadata.modifier == .optional))
            guard fallback != nil else {
                #expect(vector["decoded"].isNull)
                continue
            }
            try group.check(metadata.fallback, metadata.value, vector["decoded"], "\(pallet).\(item)")
        }
    }

    @Test("every constant", arguments: groups)
    func constants(group: Group) throws {
        for vector in group.vectors["constants"].cases {
            let (pallet, name) = (vector["pallet"].string, vector["name"].string)
            let constant = try #require(
                try group.metadata.pallet(pallet).constants.first { $0.name == name }, "\(pallet).\(name)")
            #expect(constant.value == vector["value"].bytes)
            try group.check(constant.value, constant.type, vector["decoded"], "\(pallet).\(name)")
        }
    }
}
