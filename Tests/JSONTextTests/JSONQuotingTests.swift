// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText
import SeededNumbers
import Testing

@Suite("JSON strings")
struct JSONQuotingTests {
    @Test(
        "Nothing is escaped that need not be, or nothing but ASCII is left",
        arguments: [
            ("", #""""#, #""""#), ("plain", #""plain""#, #""plain""#),
            ("\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}", #""\"\\/\b\f\n\r\t\u0001\u001f""#, #""\"\\/\b\f\n\r\t\u0001\u001f""#),
            ("é\u{7f}😀", "\"é\u{7f}😀\"", #""\u00e9\u007f\ud83d\ude00""#), ("a\"é", #""a\"é""#, #""a\"\u00e9""#),
        ])
    func quoting(text: String, utf8: String, ascii: String) {
        #expect(text.jsonQuoted == utf8)
        var bytes: [UInt8] = []
        bytes.append(quoting: text, asciiOnly: true)
        #expect(String(decoding: bytes, as: UTF8.self) == ascii)
    }

    @Test("What is quoted is read back the same, at random", arguments: 0..<8)
    func roundTrip(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            let scalars = (0..<12).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...(.random(using: &random) ? 0x7f : 0x10ffff), using: &random))
            }
            let text = String(String.UnicodeScalarView(scalars))
            for asciiOnly in [false, true] {
                var bytes: [UInt8] = []
                bytes.append(quoting: text, asciiOnly: asciiOnly)
                #expect(try Self.read(bytes) == text)
            }
        }
    }

    private static func read(_ bytes: [UInt8]) throws -> String? {
        try bytes.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes, maxDepth: 0, maxValues: 1)
            guard case .string(let string) = try scanner.next() else { return nil }
            try scanner.finish()
            return try scanner.text(of: string)
        }
    }
}
