// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SubstratePrimitives
import Testing

@Suite("Dynamic values as JSON")
struct ValueJSONTests {
    static let cases: [(ScaleValue, String)] = [
        (.bool(true), "true"), (.number(UInt64(1) << 53), "9007199254740992"),
        (.number(UInt64(9_007_199_254_740_993)), "\"9007199254740993\""), (.signed(-5), "-5"),
        (.signed(.min), "\"-170141183460469231731687303715884105728\""), (.bytes([1, 255]), "\"0x01ff\""),
        (.text("a\"\\\n\u{1}é"), "\"a\\\"\\\\\\n\\u0001é\""), (.list([]), "[]"),
        (.list([.bool(false), .text("x")]), "[false,\"x\"]"),
        (.record([.init("a", .number(UInt8(1))), .init("b", .none)]), "{\"a\":1,\"b\":null}"),
        (.variant("Some", .number(UInt8(7))), "7"), (.variant("Some", .none), "{\"Some\":null}"),
        (.variant("Live"), "\"Live\""), (.variant("Pair", .bool(true), .bool(false)), "{\"Pair\":[true,false]}"),
        (.variant("Id", [.init("who", .bytes([]))]), "{\"Id\":{\"who\":\"0x\"}}"), (.bits([true, false]), "\"0b10\""),
    ]

    @Test("every kind of value", arguments: cases)
    func kinds(value: ScaleValue, json: String) throws {
        #expect(value.json == json)
        #expect(throws: Never.self) {
            try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        }
    }

    @Test("with its type, an account is an address and a unit is null")
    func typed() throws {
        var builder = TypeRegistryBuilder()
        let type = try builder.type("(AccountId32, (), Vec<u8>, Option<Option<u8>>)")
        let account = AccountID(unchecked: [UInt8](repeating: 3, count: 32))
        let value = ScaleValue.list([.account(account), .list([]), .bytes([9]), .variant("Some", .none)])
        #expect(
            builder.registry.json(value, as: type) == "[\"\(account.ss58())\",null,\"0x09\",{\"Some\":null}]")
    }

    static let numbers: [(type: String, value: ScaleValue, text: String)] = [
        ("I96F32", .signed(1 << 32), "1"), ("I96F32", .signed(-(1 << 31)), "-0.5"), ("I96F32", .signed(0), "0"),
        ("I96F32", .signed(429_496_730), "0.1"), ("I96F32", .signed(1), "0.0000000002"),
        ("I96F32", .signed(.min), "-39614081257132168796771975168"),
        ("U64F64", .unsigned(UInt256(UInt64(1) << 63)), "0.5"),
        ("U64F64", .unsigned(UInt256(UInt128.max)), "18446744073709551615.99999999999999999995"),
        ("U64F64", .unsigned(UInt256(UInt128(1_844_674_407_370_955_162))), "0.1"),
        ("I32F32", .signed(1000 << 32), "1000"),
    ]

    @Test("fixed-point numbers are as short as their bits allow", arguments: numbers)
    func fixedPoint(type: String, value: ScaleValue, text: String) throws {
        let (registry, id) = try Self.fixedPoint(type)
        #expect(registry.name(id) == type)
        let record = ScaleValue.record([.init("bits", value)])
        #expect(registry.json(record, as: id, form: .readable) == "\"\(text)\"")
        #expect(registry.json(record, as: id, form: .annotated) == "{\"bits\":\(value.json),\"decimal\":\"\(text)\"}")
        #expect(registry.json(record, as: id) == "{\"bits\":\(value.json)}")
    }

    @Test("the decimal of a fixed-point number means its bits", arguments: [UInt64(0), 1, 7, .max])
    func meansItsBits(seed: UInt64) throws {
        let (registry, id) = try Self.fixedPoint("U64F64")
        var bits = seed
        for _ in 0..<200 {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let json = registry.json(.record([.init("bits", .unsigned(UInt256(bits)))]), as: id, form: .readable)
            let digits = json.dropFirst(3).dropLast()
            #expect(digits.count <= 20)
            // Twice the number in steps of 2⁻⁶⁴, rounded to the nearest step.
            var (number, power) = (UInt128(0), UInt128(1))
            for digit in digits {
                number = number * 10 + UInt128(digit.wholeNumberValue ?? 0)
                power *= 10
            }
            #expect(number.steps(of: power) == bits)
        }
    }

    /// A registry with one type as `substrate-fixed` describes it.
    static func fixedPoint(_ name: String) throws -> (TypeRegistry, TypeID) {
        var builder = TypeRegistryBuilder()
        let numbers = name.dropFirst().split(separator: "F").compactMap { UInt($0) }
        let width = numbers[0] + numbers[1]
        let bits = try builder.type("\(name.prefix(1).lowercased())\(width)")
        func unit(_ name: String) -> TypeID {
            builder.define(name, as: TypeDefinition(path: ["typenum", name], shape: .composite([])))
        }
        var fraction = unit("UTerm")
        for place in (0..<8).reversed() where numbers[1] >> place > 0 {
            let digit = unit(numbers[1] >> place & 1 == 1 ? "B1" : "B0")
            fraction = builder.define(
                "UInt",
                as: TypeDefinition(
                    path: ["typenum", "UInt"],
                    parameters: [.init(name: "U", type: fraction), .init(name: "B", type: digit)],
                    shape: .composite([])))
        }
        let id = builder.define(
            name,
            as: TypeDefinition(
                path: ["substrate_fixed", "Fixed\(name.prefix(1))\(width)"],
                parameters: [.init(name: "Frac", type: fraction)],
                shape: .composite([.init(name: "bits", type: bits)])))
        return (builder.registry, id)
    }

    static let texts: [(type: String, value: ScaleValue, json: String)] = [
        ("Vec<u8>", .bytes(Array("subnet é".utf8)), "\"subnet é\""), ("Vec<u8>", .bytes([255]), "\"0xff\""),
        ("Vec<u8>", .bytes([0]), "\"0x00\""), ("Vec<u8>", .bytes([]), "\"\""),
        ("[u8; 2]", .bytes([65, 66]), "\"0x4142\""),
        ("H256", .bytes([UInt8](repeating: 65, count: 32)), "\"0x" + String(repeating: "41", count: 32) + "\""),
        ("Vec<Compact<u8>>", .list([.number(UInt8(72)), .number(UInt8(105))]), "\"Hi\""),
        ("Vec<Compact<u8>>", .list([.number(UInt8(0))]), "\"0x00\""),
        ("Vec<Compact<u16>>", .list([.number(UInt16(72))]), "[72]"),
        ("(Vec<u8>, u8)", .list([.bytes([65]), .number(UInt8(65))]), "[\"A\",65]"),
    ]

    @Test("bytes are text where they are text", arguments: texts)
    func bytesAsText(type: String, value: ScaleValue, json: String) throws {
        var builder = TypeRegistryBuilder()
        let id = try builder.type(type)
        #expect(builder.registry.json(value, as: id, form: .readable) == json)
    }

    @Test("text in a case for each length is text")
    func data() throws {
        var builder = TypeRegistryBuilder()
        let bytes = try builder.type("[u8; 2]")
        let id = builder.define(
            "Data",
            as: TypeDefinition(
                path: ["pallet_commitments", "types", "Data"],
                shape: .variant([.init(name: "Raw2", fields: [.init(name: nil, type: bytes)], index: 3)])))
        #expect(builder.registry.json(.variant("Raw2", .bytes([72, 105])), as: id, form: .readable) == "\"Hi\"")
        #expect(
            builder.registry.json(.variant("Raw2", .bytes([72, 0])), as: id, form: .readable) == "{\"Raw2\":\"0x4800\"}"
        )
        #expect(builder.registry.json(.variant("Raw2", .bytes([72, 105])), as: id) == "{\"Raw2\":\"0x4869\"}")
    }
}

extension UInt128 {
    /// Itself divided by `power`, in the nearest step of 2⁻⁶⁴.
    fileprivate func steps(of power: UInt128) -> UInt64? {
        var (rest, result) = (self, UInt64(0))
        for _ in 0..<64 {
            rest = rest + rest
            result <<= 1
            if rest >= power {
                rest = rest - power
                result |= 1
            }
        }
        return rest + rest >= power ? result &+ 1 : result
    }
}
