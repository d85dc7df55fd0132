// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateRPC
import Testing

@Suite("JSON")
struct JSONValueTests {
    @Test(
        "Documents are read and written back compactly",
        arguments: [
            ("null", JSONValue.null, "null"),
            (" [ true , false ] ", [true, false], "[true,false]"),
            ("{}", [:], "{}"),
            ("[]", [], "[]"),
            ("[[],{},[[]]]", [[], [:], [[]]], "[[],{},[[]]]"),
            (#"{"b":[1,{"a":null}],"a":"x"}"#, ["a": "x", "b": [1, ["a": .null]]], #"{"a":"x","b":[1,{"a":null}]}"#),
            ("0", 0, "0"), ("-0", 0, "0"), ("-17", -17, "-17"),
            ("9007199254740993", 9_007_199_254_740_993, "9007199254740993"),
            ("18446744073709551615", JSONValue(UInt64.max), "18446744073709551615"),
            ("-9223372036854775808", JSONValue(Int64.min), "-9223372036854775808"),
            (
                "170141183460469231731687303715884105727", JSONValue.integer(Int128.max),
                "170141183460469231731687303715884105727"
            ),
            ("1.5", 1.5, "1.5"), ("1e3", 1000.0, "1000.0"), ("-2.5E-1", -0.25, "-0.25"),
            ("340282366920938463463374607431768211456", JSONValue.double(0x1p128), "3.402823669209385e+38"),
            (#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "\"\\/\u{8}\u{c}\n\r\té😀", #""\"\\/\b\f\n\r\té😀""#),
            ("\"\u{1F600} é\"", "😀 é", "\"😀 é\""),
        ] as [(String, JSONValue, String)])
    func readsAndWrites(text: String, value: JSONValue, compact: String) throws {
        #expect(try JSONValue(parsing: text) == value)
        #expect(value.description == compact)
        #expect(try JSONValue(parsing: value.serialized()) == value)
    }

    @Test(
        "What is no JSON is refused",
        arguments: [
            "", " ", "nul", "nulll", "tru", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}",
            "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\":1,\"a\":2}", "1 2", "[1}", "{\"a\":1]", "01", "-", "+1",
            ".5", "1.", "1e", "1e+", "0x10", "NaN", "Infinity", "1e999", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"",
            "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"\\udc00\"",
            "\"\n\"", "\"\u{0}\"", "'a'", "// a\n1", "\u{FEFF}1",
        ])
    func refusesMalformed(text: String) {
        #expect(throws: RPCError(.invalidJSON, "")) { try JSONValue(parsing: text) }
    }

    @Test(
        "Strings that are not UTF-8 are refused",
        arguments: [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x5c, 0x6e, 0xff]])
    func refusesInvalidUTF8(bytes: [UInt8]) {
        #expect(throws: RPCError(.invalidJSON, "")) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
    }

    @Test("Depth, size, number of values and length of numbers are limited")
    func limits() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: RPCError(.invalidJSON, "")) { try JSONValue(parsing: deep) }
        let mixed = String(repeating: "{\"a\":[", count: 50_000)
        #expect(throws: RPCError(.invalidJSON, "")) { try JSONValue(parsing: mixed) }
        let limits = JSONLimits(maxDepth: 2, maxBytes: 12, maxValues: 4)
        #expect(try JSONValue(parsing: "[[1],2]", limits: limits) == [[1], 2])
        #expect(throws: RPCError(.invalidJSON, "")) { try JSONValue(parsing: "[[[]]]", limits: limits) }
        #expect(throws: RPCError(.invalidJSON, "")) { try JSONValue(parsing: "[1,2,3,4]", limits: limits) }
        #expect(throws: RPCError(.tooLarge, "")) { try JSONValue(parsing: "[1,2]        ", limits: limits) }
        #expect(throws: RPCError(.invalidJSON, "")) { try JSONValue(parsing: String(repeating: "9", count: 5000)) }
    }

    @Test("Every byte-wise truncation of a document is refused, none traps")
    func truncations() {
        let document = Array(#"{"id":1,"result":["\u00e9\n",-1.5e3,true,null,{"a":[]}]}"#.utf8)
        for length in 0..<document.count {
            #expect(throws: RPCError.self) { try JSONValue(parsing: document.prefix(length)) }
        }
    }

    @Test("Numbers are handed out only where they are exact")
    func accessors() throws {
        let value = try JSONValue(parsing: #"{"n":18446744073709551615,"d":1.0,"s":"x","a":[7],"b":true,"z":null}"#)
        #expect(value["n"]?.uint64 == .max)
        #expect(value["n"]?.int == nil)
        #expect(value["n"]?.integer(as: Int128.self) == 18_446_744_073_709_551_615)
        #expect(value["d"]?.uint64 == nil)
        #expect(value["d"]?.double == 1)
        #expect(value["s"]?.string == "x")
        #expect(value["a"]?[0]?.int == 7)
        #expect(value["a"]?[1] == nil)
        #expect(value["b"]?.bool == true)
        #expect(value["z"]?.isNull == true)
        #expect(value["none"] == nil)
        #expect(value["s"]?["x"] == nil)
    }

    @Test("Coding through Foundation keeps documents whole")
    func codable() throws {
        let value: JSONValue = [
            "a": [1, -2, 1.5, .null, true, "x"], "max": JSONValue(UInt64.max), "min": JSONValue(Int64.min),
        ]
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
        #expect(try JSONValue(parsing: data) == value)
    }

    @Test("A long string comes through whole")
    func longString() throws {
        let hex = "0x" + String(repeating: "0123456789abcdef", count: 44_000)
        let value: JSONValue = ["result": .string(hex)]
        #expect(try JSONValue(parsing: value.serialized())["result"]?.string == hex)
    }
}
