// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// A value as a script reads it and as a person does.
struct CellValue: Hashable, Sendable {
    let document: OutputDocument
    let text: String

    init(_ document: OutputDocument, text: String) {
        self.document = document
        self.text = text
    }

    /// No value: `null`, and nothing to see.
    static let none = CellValue(.null, text: "")

    static func text(_ text: String) -> CellValue { CellValue(.string(text), text: text) }
    static func text(orNone text: String?) -> CellValue { text.map { .text($0) } ?? .none }
    static func address(_ account: AccountID) -> CellValue { .text(account.ss58()) }

    static func integer(_ number: some BinaryInteger) -> CellValue {
        let document = Int(exactly: number).map { OutputDocument.integer($0) } ?? .digits("\(number)")
        return CellValue(document, text: "\(number)")
    }

    static func block(_ number: BlockNumber) -> CellValue { .integer(number.rawValue) }

    /// A number that may need all of 64 bits: digits in a string for scripts, which would round it.
    static func digits(_ number: some CustomStringConvertible) -> CellValue {
        CellValue(.digits(number), text: "\(number)")
    }

    /// TAO with all nine digits behind the point: a string for scripts, exact.
    static func tao(_ amount: Balance) -> CellValue { .text(amount.taoText) }
    /// About so much TAO, with so many decimals for people and a number for scripts.
    static func tao(_ amount: Balance, decimals: Int) -> CellValue {
        .number(Double(amount.rao) / Double(Balance.raoPerTAO), decimals: decimals)
    }
    /// An amount of a subnet's alpha; the same nine digits.
    static func alpha(_ amount: Alpha) -> CellValue { .text(amount.alphaText) }

    static func yesNo(_ value: Bool) -> CellValue { CellValue(.bool(value), text: value ? "yes" : "no") }

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
