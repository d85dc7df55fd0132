// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import SubtensorClient

@Suite("Exact decimals")
struct ExactDecimalTests {
    @Test(
        "are scaled without loss, and rounded half to even",
        arguments: [
            ("0.5", 65535, 32768), ("1.5", 1, 2), ("2.5", 1, 2), ("0.25", 10, 2), ("0.35", 10, 4), ("-0.5", 3, -2),
            ("1e3", 1, 1000), ("1.25e-1", 8, 1), (".5", 2, 1), ("5.", 2, 10), ("0.0000000000000001", 1, 0),
            ("0.50000000000000000000000000000000000000001", 1, 1), ("1e-99999", 1_000_000, 0), ("0e99999", 1, 0),
            ("00.10", 10, 1),
        ] as [(String, UInt128, Int128)])
    func scaled(text: String, scale: UInt128, result: Int128) throws {
        #expect(try #require(ExactDecimal(text)).scaled(by: scale) == result)
    }

    @Test("of 38 digits keep them all, and what is beyond 127 bits is none")
    func large() throws {
        let digits = "12345678901234567890123456789012345678"
        #expect(try #require(ExactDecimal(whole: digits)).scaled(by: 1) == Int128(digits))
        #expect(try #require(ExactDecimal(whole: "170141183460469231731687303715884105728")).scaled(by: 1) == nil)
        #expect(try #require(ExactDecimal("1e39")).scaled(by: 1) == nil)
        #expect(try #require(ExactDecimal("1e99999")).scaled(by: 1) == nil)
        #expect(try #require(ExactDecimal(whole: "-1_000")).scaled(by: 1) == -1000)
    }

    @Test(
        "are no other texts",
        arguments: ["", ".", "1", "e5", "1.5.5", "1,5", "0x1p3", "nan", "inf", "١.٢", "1_0.5", "--1.0"])
    func none(text: String) { #expect(ExactDecimal(text) == nil) }

    @Test("whole ones neither", arguments: ["", "1.0", "_1", "1_", "1__0", "+", "0x10", "١٢", "1e3"])
    func noWhole(text: String) { #expect(ExactDecimal(whole: text) == nil) }
}
