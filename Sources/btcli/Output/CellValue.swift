// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

/// A value as a script reads it and as a person does.
struct CellValue: Hashable, Sendable {
    let document: OutputDocument
    /// Without a unit: where it stands the title names that.
    let text: String
    let style: Style?
    /// The amount that it is, if it is one.
    let amount: Amount?

    /// A number with a unit.
    struct Amount: Hashable, Sendable {
        let unit: String
        let number: DecimalText
    }

    init(_ document: OutputDocument, text: String, style: Style? = nil) {
        self.document = document
        self.text = text
        self.style = style
        amount = nil
    }

    private init(amount text: String, unit: String) {
        document = .string(text)
        let number = DecimalText(text)
        self.text = number?.text(decimals: 9) ?? text
        style = .amount
        amount = number.map { Amount(unit: unit, number: $0) }
    }

    /// No value: `null`, and nothing to see.
    static let none = CellValue(.null, text: "")

    static func text(_ text: String) -> CellValue { CellValue(.string(text), text: text) }
    static func text(orNone text: String?) -> CellValue { text.map { .text($0) } ?? .none }
    static func address(_ account: AccountID) -> CellValue {
        CellValue(.string(account.ss58()), text: account.ss58(), style: .address)
    }

    static func integer(_ number: some BinaryInteger) -> CellValue {
        let document = Int(exactly: number).map { OutputDocument.integer($0) } ?? .digits("\(number)")
        return CellValue(document, text: "\(number)")
    }

    static func block(_ number: BlockNumber) -> CellValue { .integer(number.rawValue) }

    /// A number that may need all of 64 bits: digits in a string for scripts, which would round it.
    static func digits(_ number: some CustomStringConvertible) -> CellValue {
        CellValue(.digits(number), text: "\(number)")
    }

    /// TAO: all nine digits behind the point in a string for scripts, exact.
    static func tao(_ amount: Balance) -> CellValue { CellValue(amount: amount.taoText, unit: "τ") }
    /// About so much TAO, with so many decimals for people and a number for scripts.
    static func tao(_ amount: Balance, decimals: Int) -> CellValue {
        .number(Double(amount.rao) / Double(Balance.raoPerTAO), decimals: decimals)
    }
    /// An amount of a subnet's alpha; the same nine digits.
    static func alpha(_ amount: Alpha) -> CellValue { CellValue(amount: amount.alphaText, unit: "α") }

    static func yesNo(_ value: Bool) -> CellValue {
        CellValue(.bool(value), text: value ? "yes" : "no", style: value ? .success : .hint)
    }

    /// A fraction of one, with five decimals for people.
    static func fraction(_ value: Double) -> CellValue { CellValue(.number(value), text: value.fixed(decimals: 5)) }
    static func fraction(_ value: Proportion) -> CellValue { fraction(value.value) }

    /// A number with so many decimals for people.
    static func number(_ value: Double, decimals: Int) -> CellValue {
        CellValue(.number(value), text: value.fixed(decimals: decimals))
    }

    /// Several values: an array for scripts.
    static func list(_ values: [CellValue]) -> CellValue {
        CellValue(.array(values.map(\.document)), text: values.map(\.text).joined(separator: ", "))
    }

    /// The same value with another text for people.
    func told(as text: String) -> CellValue { CellValue(document, text: text, style: style) }

    /// The same value, looking otherwise.
    func looking(_ style: Style) -> CellValue { CellValue(self, style) }

    private init(_ value: CellValue, _ style: Style) {
        document = value.document
        text = value.text
        amount = value.amount
        self.style = style
    }

    /// The value where it stands alone: an amount has its unit, and no more digits than it needs.
    var alone: StyledText {
        if let amount { return StyledText(amount.unit + amount.number.text(), style) }
        return style == nil ? StyledText(reading: text.printable) : StyledText(text.printable, style)
    }

    /// The value below and above others of a column, which have so many digits behind the point.
    func inColumn(decimals: Int) -> StyledText {
        if let amount { return StyledText(amount.number.text(decimals: decimals), style) }
        return style == nil ? StyledText(reading: text.printable) : StyledText(text.printable, style)
    }

    /// What rows are sorted by: the number behind it, if there is one.
    var number: Double? {
        switch document {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .bool(let value): value ? 1 : 0
        case .string(let text): Double(text)
        default: nil
        }
    }
}
