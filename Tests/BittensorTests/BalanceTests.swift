// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import Testing

@Suite("Amounts")
struct BalanceTests {
    @Test(
        "reads what a person types in TAO",
        arguments: [
            ("0", 0), ("1", 1_000_000_000), ("1.5", 1_500_000_000), (".5", 500_000_000), ("0.000000001", 1),
            ("007", 7_000_000_000), ("18446744073.709551615", UInt64.max), ("10.123456789", 10_123_456_789),
            ("1.5000000000", 1_500_000_000), (" 1 ", 1_000_000_000),
        ] as [(String, UInt64)])
    func parses(text: String, rao: UInt64) throws {
        #expect(try Balance(tao: text).rao == rao)
    }

    @Test(
        "reads what is printed, and Python's numbers, to the last rao",
        arguments: [
            ("τ1.5", 1_500_000_000), ("τ 1.5", 1_500_000_000), ("1.5τ", 1_500_000_000), ("1.5 TAO", 1_500_000_000),
            ("1.5tao", 1_500_000_000), ("Τ1", 1_000_000_000), ("\u{200E}1.500000000τ\u{200E}", 1_500_000_000),
            ("τ1,234.500000000", 1_234_500_000_000), ("τ1,000", 1_000_000_000_000), ("τ1,234.5", 1_234_500_000_000),
            ("1,000,000", 1_000_000_000_000_000), ("1e-05", 10_000),
            ("1E3", 1_000_000_000_000), ("1.5e+2", 150_000_000_000), ("1e-09", 1), ("0e-99999", 0), ("0.0", 0),
            ("1000000000e-18", 1), ("500 rao", 500), ("ρ7", 7), ("1e3rao", 1000),
        ] as [(String, UInt64)])
    func printed(text: String, rao: UInt64) throws {
        #expect(try Balance(tao: text).rao == rao)
    }

    @Test("An amount of alpha has its own symbol")
    func alpha() throws {
        #expect(try Alpha(alpha: "α1.5") == Alpha(rao: 1_500_000_000))
        #expect(try Alpha(alpha: "1.5 alpha") == Alpha(rao: 1_500_000_000))
        #expect(try Alpha(alpha: Alpha(rao: 7).description) == Alpha(rao: 7))
        #expect(throws: AmountError(.invalidAmount, "")) { try Alpha(alpha: "τ1.5") }
        let error = #expect(throws: AmountError.self) { try Balance(tao: "α1.5") }
        #expect(error?.reason == "'α1.5' is no amount of TAO: it is one of alpha")
    }

    @Test(
        "A comma that may be a point is told",
        arguments: ["1,5", "τ1,5", "1,000", "τ0,500", "1,00.5", "0,1234", "1,,000", "1,234,5"])
    func commas(text: String) {
        let error = #expect(throws: AmountError.self) { try Balance(tao: text) }
        #expect(error?.reason.contains("a comma may stand for the point or part thousands") == true)
    }

    @Test(
        "refuses what is no amount, and says it in one line",
        arguments: [
            "", ".", "5.", "-1", "+1", "1,5", "1_000", "0x10", "١", "1.0000000001", "1.2.3", "1\n2", "1e-10", "1.5e-9",
            "18446744073.709551616", "18446744074", "99999999999999999999999", "1e99999999999999999999", "1e11", "1e",
            "e5", "ττ1", "τ1τ", "τ", "tao", "1.5rao", "1 000", "1\t", "β1", "1 beta",
            String(repeating: "9", count: 10_000),
        ])
    func refuses(text: String) throws {
        let error = #expect(throws: AmountError.self) { try Balance(tao: text) }
        #expect(error?.code == .invalidAmount)
        #expect(error?.reason.contains("is no amount of TAO") == true)
        #expect(error?.reason.contains("\n") == false)
        #expect(error?.reason.utf8.count ?? 0 < 200)
    }

    @Test(
        "writes nine digits behind the point, and reads them back",
        arguments: [0, 1, 999_999_999, 1_000_000_000, .max] as [UInt64])
    func text(rao: UInt64) throws {
        let balance = Balance(rao: rao)
        #expect(try Balance(tao: balance.taoText) == balance)
        #expect(balance.description == "τ" + balance.taoText)
        #expect(try Balance(scale: balance.scaleEncoded) == balance)
    }

    @Test("adds without wrapping, and orders")
    func arithmetic() {
        #expect(Balance(rao: 2) + Balance(rao: 3) == Balance(rao: 5))
        #expect(Balance(rao: .max) + Balance(rao: 1) == Balance(rao: .max))
        #expect(Balance(rao: 1) < Balance(rao: 2))
        #expect(Balance(rao: 1_000_000_001).taoText == "1.000000001")
    }
}
