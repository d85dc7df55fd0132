// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import Testing

@Suite("Values as people write them")
struct WrittenFormTests {
    static let money = Spellings.Money(
        example: "1.5tao", smallest: "rao",
        amount: { text throws(ScaleError) in
            guard let number = Double(text.filter { $0.isNumber || $0 == "." }) else {
                throw ScaleError(.mismatch, "it is no amount")
            }
            return UInt64(number * 1e9)
        }, text: { "τ\(Double($0) / 1e9)" })

    static let spellings = Spellings(
        accounts: "an address or alice",
        account: { text throws(ScaleError) in
            text == "alice" ? AccountID(unchecked: [UInt8](repeating: 7, count: 32)) : try Spellings.address(text)
        }, name: { $0.bytes.first == 7 ? "alice" : $0.ss58() }, money: { _, type in type == "Money" ? money : nil })

    static let alice = ScaleValue.bytes([UInt8](repeating: 7, count: 32))

    private static func form(_ name: String) throws -> (WrittenForm, TypeID) {
        var builder = TypeRegistryBuilder()
        let u8 = try builder.type("u8")
        let u32 = try builder.type("u32")
        builder.define(
            "Kind",
            as: TypeDefinition(
                path: ["test", "Kind"],
                shape: .variant([
                    .init(name: "Any", index: 0), .init(name: "NonTransfer", index: 1),
                    .init(name: "Of", fields: [.init(name: nil, type: u8)], index: 2),
                    .init(
                        name: "Span", fields: [.init(name: "from", type: u8), .init(name: "to", type: u8)], index: 3),
                ])))
        builder.define(
            "Weight",
            as: TypeDefinition(
                path: ["test", "Weight"],
                shape: .composite([.init(name: "ref_time", type: u8), .init(name: "proof_size", type: u8)])))
        builder.define(
            "Percent",
            as: TypeDefinition(
                path: ["sp_arithmetic", "per_things", "Percent"], shape: .composite([.init(name: nil, type: u8)])))
        builder.define(
            "Permill",
            as: TypeDefinition(
                path: ["sp_arithmetic", "per_things", "Permill"], shape: .composite([.init(name: nil, type: u32)])))
        let type = try builder.type(name)
        return (WrittenForm(builder.registry, spellings: spellings), type)
    }

    static let values: [(type: String, written: WrittenValue, value: ScaleValue)] = [
        ("bool", "true", .bool(true)), ("bool", false, .bool(false)), ("bool", .text("true"), .bool(true)),
        ("u8", "255", .number(UInt8(255))), ("u8", 0, .number(UInt8(0))), ("u8", .text("7"), .number(UInt8(7))),
        ("u16", "0x10", .number(UInt8(16))), ("Compact<u64>", .text("5"), .number(UInt8(5))),
        ("u128", .number("340282366920938463463374607431768211455"), .unsigned(UInt256(UInt128.max))),
        ("i8", "-128", .signed(-128)), ("i128", .text("\(Int128.min)"), .signed(.min)),
        ("str", "true", .text("true")), ("str", .text("a b"), .text("a b")), ("char", "é", .text("é")),
        ("Vec<u8>", "0x0102", .bytes([1, 2])), ("Vec<u8>", "hi", .bytes([104, 105])),
        ("Vec<u8>", "{\"a\": 1}", .bytes(Array("{\"a\": 1}".utf8))), ("Vec<u8>", [1, 2], .bytes([1, 2])),
        ("Vec<u8>", "\"0\"", .bytes([48])), ("Vec<u8>", "", .bytes([])), ("[u8; 2]", "0x0102", .bytes([1, 2])),
        ("AccountId32", "alice", alice),
        ("AccountId32", "0x\(String(repeating: "07", count: 32))", alice),
        ("MultiAddress", "alice", .variant("Id", alice)),
        ("MultiAddress", ["Id": "alice"], .variant("Id", alice)),
        ("Vec<AccountId32>", "alice,alice", .list([alice, alice])),
        ("Option<u8>", "none", .none), ("Option<u8>", nil, .none),
        ("Option<u8>", "5", .variant("Some", .number(UInt8(5)))),
        ("Option<Vec<u8>>", .text("none"), .variant("Some", .bytes(Array("none".utf8)))),
        ("Option<Option<u8>>", ["Some": nil], .variant("Some", .none)),
        ("Vec<u16>", "1, 2,3", .list([.number(UInt8(1)), .number(UInt8(2)), .number(UInt8(3))])),
        ("Vec<u16>", "[1, \"2\"]", .list([.number(UInt8(1)), .number(UInt8(2))])), ("Vec<u16>", "", .list([])),
        ("(u8, bool)", "1,true", .list([.number(UInt8(1)), .bool(true)])), ("()", nil, .list([])),
        ("Vec<(u8, Vec<u8>)>", "[[1, \"0x02\"]]", .list([.list([.number(UInt8(1)), .bytes([2])])])),
        ("Kind", "non-transfer", .variant("NonTransfer")), ("Kind", .text("Any"), .variant("Any")),
        ("Kind", ["Of": 3], .variant("Of", .number(UInt8(3)))),
        (
            "Kind", "{\"Span\": {\"to\": 2, \"from\": 1}}",
            .variant("Span", [.init("from", .number(UInt8(1))), .init("to", .number(UInt8(2)))])
        ),
        (
            "Weight", ["proof-size": 2, "ref_time": 1],
            .record([.init("ref_time", .number(UInt8(1))), .init("proof_size", .number(UInt8(2)))])
        ),
        ("Percent", "30", .number(UInt8(30))), ("Percent", "30%", .number(UInt8(30))),
        ("Percent", "0.3", .number(UInt8(30))),
        ("Permill", "2.5%", .number(UInt32(25_000))), ("Permill", "1.0", .number(UInt32(1_000_000))),
        ("BTreeMap<u16, u8>", ["5": 1], .list([.list([.number(UInt8(5)), .number(UInt8(1))])])),
    ]

    @Test("are read by their types, and are what decoding gives", arguments: values)
    func read(type: String, written: WrittenValue, value: ScaleValue) throws {
        let (form, id) = try Self.form(type)
        let read = try form.value(written, as: id, called: "it")
        #expect(read == value)
        #expect(try form.types.decode(form.types.encode(read, as: id), as: id) == read)
        // What is printed as JSON is read again.
        let json = form.types.json(read, as: id)
        #expect(try form.value(WrittenValue(json: json), as: id, called: "it") == read, "\(json)")
    }

    @Test(
        "that do not fit are refused in one line with an example",
        arguments: [
            ("bool", "1", "true or false"), ("u8", "256", "does not fit 8 bits"),
            ("u8", "-1", "from 0 to 255, such as 1"),
            ("u8", "1.5", "it is '1.5'"), ("i8", "128", "does not fit 8 bits"), ("u256", "1e3", "256 bits"),
            ("char", "ab", "one character"), ("[u8; 2]", "0x01", "which is 1 bytes"), ("Vec<u8>", "0x1", "it is '0x1'"),
            ("AccountId32", "bob", "it takes an address or alice"), ("Kind", "NonTransfr", "did you mean NonTransfer?"),
            ("Kind", "Of", "which carries u8"), ("Kind", "{\"Of\": 300}", "it.Of.0 is '300'"),
            ("Weight", "1", "an object with ref_time, proof_size"),
            ("Weight", "{\"ref_time\": 1}", "it lacks proof_size"), ("Vec<u16>", "1,x", "it[1] is 'x'"),
            ("Vec<u16>", "[1", "malformed JSON"), ("(u8, bool)", "1", "which are 1"),
            ("Percent", "0.301", "it is '0.301'"),
            ("Percent", "900%", "does not fit"), ("Option<u8>", "x", "or none"),
        ])
    func refused(type: String, written: String, words: String) throws {
        let (form, id) = try Self.form(type)
        let error = #expect(throws: ScaleError.self) { try form.value(.word(written), as: id, called: "it") }
        let reason = try #require(error?.reason)
        #expect(reason.contains(words), "\(reason)")
        #expect(!reason.contains("\n"))
    }

    @Test("money has a unit, or is a whole number of the smallest one")
    func money() throws {
        let (form, id) = try Self.form("u64")
        func read(_ text: String) throws -> ScaleValue {
            try form.value(.word(text), as: id, called: "amount", typeName: "Money")
        }
        #expect(try read("1.5tao") == .number(UInt64(1_500_000_000)))
        #expect(try read("τ1.5") == .number(UInt64(1_500_000_000)))
        #expect(try read("1500") == .number(UInt64(1500)))
        let error = #expect(throws: ScaleError.self) { try read("1.5") }
        #expect(
            error?.reason
                == "amount is '1.5', which names no unit: write 1.5tao, or 1500000000 as a whole number of rao")
        #expect(throws: ScaleError.self) { try read("many tao") }
        #expect(throws: ScaleError.self) { try form.value("1.5tao", as: id, called: "amount") }
        #expect(form.text(.number(UInt64(1_500_000_000)), as: id, called: "amount", typeName: "Money") == "τ1.5")
        #expect(form.takes(id, called: "amount", typeName: "Money").contains("whole number of rao"))
        #expect(form.example(of: id, called: "amount", typeName: "Money") == "1.5tao")
    }

    @Test("fractions of a power of two have a point, and are the nearest there is", arguments: ValueJSONTests.numbers)
    func fractions(type: String, value: ScaleValue, text: String) throws {
        let (registry, id) = try ValueJSONTests.fixedPoint(type)
        let form = WrittenForm(registry)
        let record = ScaleValue.record([.init("bits", value)])
        let pointed = text.contains(".") ? text : "\(text).0"
        #expect(try form.value(.word(pointed), as: id, called: "it") == record)
        #expect(try form.value(["bits": .text(value.description)], as: id, called: "it") == record)
        #expect(form.text(record, as: id, called: "it") == text)
        #expect(throws: ScaleError.self) { try form.value("1", as: id, called: "it") }
    }

    @Test("are printed on one line")
    func printed() throws {
        let (form, id) = try Self.form("(AccountId32, Vec<u8>, Option<u8>, Vec<u16>, Kind)")
        let value = ScaleValue.list([
            Self.alice, .bytes([104, 105]), .none, .list([ScaleValue](repeating: .number(UInt8(1)), count: 70)),
            .variant("Of", .number(UInt8(3))),
        ])
        let ones = [String](repeating: "1", count: 64).joined(separator: ", ")
        #expect(form.text(value, as: id, called: "it") == "(alice, 'hi', none, [\(ones), … 6 more], Of(3))")
        let (bytes, type) = try Self.form("Vec<u8>")
        #expect(bytes.text(.bytes([UInt8](repeating: 0, count: 99)), as: type, called: "it").hasSuffix("… (99 bytes)"))
    }

    @Test("JSON keeps every digit, and members that stand there twice", arguments: ["[", "1 2", "{\"a\"}", "", "nul"])
    func json(broken: String) throws {
        #expect(throws: ScaleError(.notJSON, "")) { try WrittenValue(json: broken) }
        #expect(
            try WrittenValue(json: "{\"a\": 123456789012345678901234567890, \"a\": null}")
                == .object([.init("a", .number("123456789012345678901234567890")), .init("a", .null)]))
        #expect(throws: ScaleError(.notJSON, "")) {
            try WrittenValue(json: String(repeating: "[", count: 100) + String(repeating: "]", count: 100))
        }
    }
}
