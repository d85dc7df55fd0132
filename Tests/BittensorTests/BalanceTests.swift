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
        ] as [(String, UInt64)])
    func parses(text: String, rao: UInt64) throws {
        #expect(try Balance(tao: text).rao == rao)
    }

    @Test(
        "refuses what is no amount, and says it in one line",
        arguments: [
            "", ".", "5.", "-1", "+1", "1,5", "1e9", "1_000", " 1", "1 ", "0x10", "١", "1.0000000001", "1.2.3", "1\n2",
            "18446744073.709551616", "18446744074", "99999999999999999999999", "τ1",
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
