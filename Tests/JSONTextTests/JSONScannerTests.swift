// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText
import Testing

@Suite("JSON, token by token")
struct JSONScannerTests {
    /// What a scanner makes of a text, and where it stopped if it did.
    private static func scan(
        _ bytes: [UInt8], depth: Int = 8, values: Int = 100, allowsNonFinite: Bool = false
    ) -> (tokens: [String], fault: JSONFault?) {
        bytes.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes, maxDepth: depth, maxValues: values, allowsNonFinite: allowsNonFinite)
            var tokens: [String] = []
            var depth = 0
            do throws(JSONFault) {
                repeat {
                    switch try scanner.next() {
                    case .null: tokens.append("null")
                    case .bool(let value): tokens.append("\(value)")
                    case .number(let number):
                        tokens.append((number.isInteger ? "integer " : "number ") + scanner.text(of: number))
                    case .string(let string): tokens.append("'\(try scanner.text(of: string))'")
                    case .name(let name):
                        tokens.append("\(try scanner.text(of: name)):")
                        continue
                    case .arrayStart, .objectStart:
                        tokens.append("(")
                        depth += 1
                    case .arrayEnd, .objectEnd:
                        tokens.append(")")
                        depth -= 1
                    }
                } while depth > 0
                try scanner.finish()
                return (tokens, nil)
            } catch {
                return (tokens, error)
            }
        }
    }

    @Test(
        "Documents become tokens",
        arguments: [
            ("null", "null"), (" [ true , false ] ", "( true false )"), ("{}", "( )"), ("[[],{}]", "( ( ) ( ) )"),
            (#"{"a":[1,-2.5e+3],"b":"x"}"#, "( a: ( integer 1 number -2.5e+3 ) b: 'x' )"),
            ("-0", "integer -0"), ("1E5", "number 1E5"), ("0.10", "number 0.10"),
            (#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "'\"\\/\u{8}\u{c}\n\r\té😀'"), (#"{"\u0061":""}"#, "( a: '' )"),
        ])
    func tokens(text: String, tokens: String) {
        let scanned = Self.scan(Array(text.utf8))
        #expect(scanned.tokens.joined(separator: " ") == tokens)
        #expect(scanned.fault == nil)
    }

    @Test(
        "A fault says what is wrong and where",
        arguments: [
            ("", 0, "the text ends where a value should be"), ("  nul", 2, "no value begins like this"),
            ("[1 2]", 3, "a comma or the end of the array is missing"), ("[1}", 2, "a comma or the end of the array"),
            ("{\"a\":1]", 6, "a comma or the end of the object is missing"), ("{1:1}", 1, "the name of a member"),
            ("{\"a\" 1}", 5, "a colon is missing"), ("[1,]", 3, "no value begins like this"),
            ("{\"a\":1,}", 7, "the name of a member is missing"), ("1 2", 2, "more text after the document"),
            ("01", 2, "a malformed number"), ("-", 1, "a malformed number"), ("1.", 2, "a malformed number"),
            ("1e+", 3, "a malformed number"), ("\"a", 2, "a string without an end"),
            ("\"\\", 2, "a string without an end"), ("\"a\n\"", 2, "a control character in a string"),
            ("\"\\x\"", 3, "an unknown escape"), ("\"\\u12g4\"", 5, "a \\u escape without four hex digits"),
            ("\"\\ud800\\u0041\"", 13, "half of a surrogate pair"), ("\"\\udc00\"", 7, "half of a surrogate pair"),
            ("\"\\ud800x\"", 7, "half of a surrogate pair"), ("NaN", 0, "no value begins like this"),
            ("-Infinity", 1, "a malformed number"),
        ])
    func faults(text: String, offset: Int, reason: String) throws {
        let fault = try #require(Self.scan(Array(text.utf8)).fault)
        #expect(fault.offset == offset)
        #expect(fault.reason.hasPrefix(reason))
        #expect(fault.code == .malformed)
    }

    @Test("Numbers that are none are read where they are allowed")
    func nonFinite() {
        let scanned = Self.scan(Array("[NaN,Infinity,-Infinity]".utf8), allowsNonFinite: true)
        #expect(scanned.tokens == ["(", "number NaN", "number Infinity", "number -Infinity", ")"])
        for text in ["-NaN", "nan", "Inf", "--Infinity", "+Infinity", "-"] {
            #expect(Self.scan(Array(text.utf8), allowsNonFinite: true).fault?.code == .malformed)
        }
    }

    @Test(
        "Whole numbers of up to 64 bits have a value",
        arguments: [
            ("0", 0), ("-0", 0), ("-17", -17), ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("99999999999999999999", nil), ("1.0", nil),
            ("1e2", nil),
        ] as [(String, Int64?)])
    func integers(text: String, value: Int64?) throws {
        try Array(text.utf8).withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes, maxDepth: 0, maxValues: 1)
            guard case .number(let number) = try scanner.next() else {
                Issue.record("no number")
                return
            }
            #expect(scanner.integer(of: number) == value)
        }
    }

    @Test("Depth and number of values are limited")
    func limits() {
        #expect(Self.scan(Array("[[1],{}]".utf8), depth: 2, values: 4).fault == nil)
        #expect(Self.scan(Array("[[[]]]".utf8), depth: 2).fault?.code == .limit)
        #expect(Self.scan(Array("[1,2,3,4]".utf8), values: 4).fault?.code == .limit)
        #expect(Self.scan([UInt8](repeating: UInt8(ascii: "["), count: 100_000)).fault?.code == .limit)
    }

    @Test(
        "Strings that are not UTF-8 are a fault of their own",
        arguments: [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x5c, 0x6e, 0xff]])
    func notUTF8(bytes: [UInt8]) {
        #expect(Self.scan([0x22] + bytes + [0x22]).fault?.code == .notUTF8)
    }
}
