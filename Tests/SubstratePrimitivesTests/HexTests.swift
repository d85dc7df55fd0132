// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@Suite struct HexTests {
    @Test(
        "hex is read with and without prefix and in either case",
        arguments: [
            ("", []), ("0x", []), ("00ff", [0, 255]), ("0x00FF", [0, 255]), ("0XaB", [0xab]),
        ] as [(String, [UInt8])])
    func reading(text: String, bytes: [UInt8]) throws {
        #expect(try [UInt8](hex: text) == bytes)
        #expect(try [UInt8](hex: bytes.hex) == bytes)
        #expect(try [UInt8](hex: bytes.hexDigits[...]) == bytes)
    }

    @Test("what is no hex is refused", arguments: ["0", "0x0", "0xgg", " 00", "00 ", "0x0x00", "é0", "٠٠", "-1", "+1"])
    func refusing(text: String) {
        #expect(throws: PrimitivesError(.invalidHex, "")) { try [UInt8](hex: text) }
    }

    @Test("hashes and accounts are 32 bytes", arguments: [0, 31, 33, 64])
    func wrongLength(count: Int) {
        let bytes = [UInt8](repeating: 7, count: count)
        #expect(throws: PrimitivesError(.wrongLength, "")) { try Hash256(bytes) }
        #expect(throws: PrimitivesError(.wrongLength, "")) { try Hash256(hex: bytes.hex) }
        #expect(throws: PrimitivesError(.wrongLength, "")) { try AccountID(bytes) }
    }

    @Test("excerpts are short and harmless on a terminal")
    func excerpts() {
        #expect(excerpt("plain") == "'plain'")
        #expect(excerpt("a\nb\u{1b}[0m\u{202e}") == "'a\\u{a}b\\u{1b}[0m\\u{202e}'")
        #expect(excerpt(String(repeating: "x", count: 80)).count == 82)
        #expect(excerpt(String(repeating: "x", count: 81)).count == 83)
        let stacked = "a" + String(repeating: "\u{301}", count: 100_000)
        #expect(excerpt(stacked).unicodeScalars.count == 83)
    }
}
