// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import TestVectors
import Testing

@Suite("scale.json")
struct ScaleVectorTests {
    static let file = VectorFile("scale.json")

    @Test("encodes and decodes every case", arguments: file.cases("cases"))
    func roundTrip(vector: Vector) throws {
        var types = try SampleTypes()
        let type = try types.type(vector["type"].string)
        let registry = types.builder.registry
        let encoded = try registry.encode(ScaleValue(vector["value"]), as: type)
        #expect(encoded == vector["encoded"].bytes)
        let decoded = try registry.decode(vector["encoded"].bytes, as: type)
        #expect(try registry.encode(decoded, as: type) == vector["encoded"].bytes)
    }

    @Test("encodes every account and address", arguments: file.cases("accounts"))
    func accounts(vector: Vector) throws {
        var types = try SampleTypes()
        let type = try types.type(vector["type"].string)
        let value: ScaleValue =
            if vector["variant"].isNull {
                .text(vector["ss58"].string)
            } else {
                .record([.init(vector["variant"].string, ScaleValue(vector["value"]))])
            }
        #expect(try types.builder.registry.encode(value, as: type) == vector["encoded"].bytes)
    }

    @Test("encodes every era", arguments: file.cases("eras"))
    func eras(vector: Vector) throws {
        let encoded = vector["encoded"].bytes
        if !vector["era"].isNull {
            #expect(Era.immortal.scaleEncoded == encoded)
            #expect(try Era(scale: encoded) == .immortal)
            return
        }
        let current = vector["current"].uint64
        let asked = vector["asked_period"].isNull ? vector["period"] : vector["asked_period"]
        let era = Era(period: asked.uint64, current: current)
        #expect(era == .mortal(period: vector["period"].uint64, phase: vector["phase"].uint64))
        #expect(era.scaleEncoded == encoded)
        #expect(try Era(scale: encoded) == era)
        #expect(era.birth(current: current) == vector["birth"].uint64)
        #expect(era.death(current: current) == vector["death"].uint64)
    }

    @Test("refuses everything malformed", arguments: file.cases("malformed") + file.cases("non_canonical_compact"))
    func malformed(vector: Vector) throws {
        let bytes = vector["encoded"].bytes
        if vector["type"].string == "Era" {
            #expect(throws: ScaleError.self) { try Era(scale: bytes) }
            return
        }
        var types = try SampleTypes()
        let type = try types.type(vector["type"].string)
        let registry = types.builder.registry
        #expect(throws: ScaleError.self) { try registry.decode(bytes, as: type) }
    }
}

/// The made-up types that scale.json names beside the built-in ones.
struct SampleTypes {
    var builder = TypeRegistryBuilder()

    init() throws {
        func field(_ name: String?, _ type: String) throws -> TypeDefinition.Field {
            .init(name: name, type: try builder.type(type))
        }
        builder.define(
            "Demo",
            as: TypeDefinition(
                path: ["Demo"],
                shape: .composite([
                    try field("a", "u8"), try field("b", "Compact<u32>"), try field("c", "Vec<u16>"),
                    try field("d", "Option<u64>"), try field("e", "str"),
                ])))
        let numbered: [(String, [(String, UInt8)])] = [
            ("Colour", [("Red", 0), ("Green", 1), ("Blue", 2)]), ("Gappy", [("Zero", 0), ("Seven", 7), ("Last", 255)]),
        ]
        for (name, cases) in numbered {
            let variants = cases.map { TypeDefinition.Variant(name: $0.0, index: $0.1) }
            builder.define(name, as: TypeDefinition(path: [name], shape: .variant(variants)))
        }
        builder.define(
            "Shape",
            as: TypeDefinition(
                path: ["Shape"],
                shape: .variant([
                    .init(name: "Nothing", index: 0), .init(name: "Number", fields: [try field(nil, "u32")], index: 1),
                    .init(name: "Pair", fields: [try field(nil, "u8"), try field(nil, "u16")], index: 2),
                    .init(name: "Words", fields: [try field(nil, "Vec<str>")], index: 3),
                ])))
    }

    /// Substrate's older names for some types are what scalecodec writes.
    mutating func type(_ name: String) throws -> TypeID {
        let aliases = [
            "Text": "str", "Bytes": "Vec<u8>", "AccountId": "AccountId32", "Balance": "u128", "U256": "u256",
            "String": "str",
        ]
        let words = name.split(omittingEmptySubsequences: false) { !$0.isLetter && !$0.isNumber }
        var result = name
        for word in Set(words) where aliases[String(word)] != nil {
            result = result.replacing(String(word), with: aliases[String(word)] ?? "")
        }
        return try builder.type(result)
    }
}

extension ScaleValue {
    /// A JSON value as a person would write it.
    init(_ vector: Vector) {
        switch vector {
        case .null: self = .none
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = value >= 0 ? .number(UInt64(value)) : .signed(Int128(value))
        case .number(let value): self = .text("\(value)")
        case .string(let value): self = .text(value)
        case .array(let values): self = .list(values.map(ScaleValue.init))
        case .object(let members): self = .record(members.map { .init($0.key, ScaleValue($0.value)) })
        }
    }
}
