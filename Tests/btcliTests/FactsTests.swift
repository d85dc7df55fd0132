// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("Facts")
struct FactsTests {
    static let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
    static let hash = "0x" + String(repeating: "a1", count: 32)
    static let facts = Facts([
        ("Destination", bob), ("Amount", "τ1234.500000000, at most τ2000.000000000"), ("Extrinsic", hash),
        ("Network", "local: a chain that begins with 0x1234abcd…, which the node calls 'Bittensor', runtime 475"),
    ])

    @Test("stay on their lines, and break no word", arguments: Array(40...200))
    func widths(width: Int) throws {
        let text = Self.facts.text(width: width).plain
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= width }, "\(text)")
        let words = Set(Self.facts.text(width: nil).plain.split { $0 == " " || $0 == "\n" })
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) where !word.contains("…") {
            #expect(words.contains(word), "\(word)")
        }
        // An address is whole wherever it fits a line.
        #expect(width < 50 || text.contains(Self.bob))
        #expect(text.contains("5FHne"))
        #expect(text.contains("94ty"))
    }

    @Test("An amount that stands alone has its unit, and no digits that say nothing")
    func alone() {
        let facts = Facts([
            Fact("free_tao", "Free (τ)", .tao(Balance(rao: 1_234_500_000_000))),
            Fact("stake_alpha", "Stake (α)", .alpha(Alpha(rao: 10_000_000_000))), Fact("is_open", "Open", .yesNo(true)),
        ])
        #expect(facts.text(width: nil).plain == "Free   τ1,234.5\nStake  α10\nOpen   yes")
        #expect(
            facts.text(width: nil).pieces.compactMap(\.style).filter { $0 != .label } == [.amount, .amount, .success])
    }

    @Test("Amounts and addresses in a sentence are found by their form")
    func reading() {
        let text = StyledText(reading: "\(Self.bob) owns τ0.000000001; (τ21000000.000000000), not 1.000000000.")
        #expect(text.plain == "\(Self.bob) owns τ0.000000001; (τ21,000,000), not 1.000000000.")
        #expect(text.pieces.filter { $0.style == .amount }.map(\.text) == ["τ0.000000001", "τ21,000,000"])
        #expect(text.pieces.filter { $0.style == .address }.map(\.text) == [Self.bob])
        for plain in ["", "τ", "τ1.5", "τ1.5000000000", "0x12", "no amount.", "α1,000.000000000", "  a\n\nb "] {
            #expect(StyledText(reading: plain).plain == plain)
        }
    }

    @Test(
        "Everything that is printed can be typed", arguments: [1, 999, 1_000_000_000, 1_500_000_000, 1_234_000_000_001])
    func typing(rao: UInt64) throws {
        let amount = Balance(rao: rao)
        #expect(try Balance(tao: CellValue.tao(amount).alone.plain) == amount)
        for decimals in [CellValue.tao(amount).amount?.number.decimals ?? 0, 9] {
            #expect(try Balance(tao: CellValue.tao(amount).inColumn(decimals: decimals).plain) == amount)
        }
    }
}

@Suite("Decimal numbers as people write them")
struct DecimalTextTests {
    @Test(
        "have thousands apart and no zeros at the end",
        arguments: [
            ("0.000000000", "0"), ("1.500000000", "1.5"), ("1234.500000000", "1,234.5"),
            ("1000000.000000000", "1,000,000"),
            ("18446744073.709551615", "18,446,744,073.709551615"), ("100", "100"), ("1000", "1,000"),
        ])
    func text(number: String, text: String) {
        #expect(DecimalText(number)?.text() == text)
    }

    @Test("are nothing else", arguments: ["", ".", "1.", ".5", "1.2.3", "-1", "1e5", "a", "1,5"])
    func noNumber(text: String) { #expect(DecimalText(text) == nil) }
}
