// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What an amount is counted in, by the names that stand in front of a number or behind it.
struct AmountUnit: Sendable {
    /// How a refusal calls it.
    let name: String
    /// What the Python tools print, on either side of the number.
    let symbols: [Character]
    /// What people write behind it, in small letters.
    let word: String
    /// How many digits behind the point there are.
    let decimals: Int

    /// On the chain the root's symbol is the capital letter.
    static let tao = AmountUnit(name: "TAO", symbols: ["τ", "Τ"], word: "tao", decimals: 9)
    static let alpha = AmountUnit(name: "alpha", symbols: ["α"], word: "alpha", decimals: 9)
    static let rao = AmountUnit(name: "rao", symbols: ["ρ"], word: "rao", decimals: 0)

    static let all = [tao, alpha, rao]
}

/// An amount as people type it and as the Python tools print it: `1.5`, `τ1.5`, `1.5 TAO`, `1e-05`, `τ1,234.500000000`.
///
/// It is exact: what is finer than the smallest unit is refused, never rounded.
struct AmountText {
    /// What the number is counted in, where the text says so.
    private let unit: AmountUnit?
    /// Whether the sign of a unit stands in front of the number.
    private let isPrinted: Bool
    private let number: Substring
    private let text: String

    init(_ text: some StringProtocol) {
        // Python puts marks of direction around the symbols of subnets, some of which are written from right to left.
        let isMargin: (Character) -> Bool = { $0 == " " || $0 == "\u{200E}" }
        var rest = Substring(text).trimming(isMargin)
        let all = AmountUnit.all
        isPrinted = all.contains { unit in rest.first.map(unit.symbols.contains) ?? false }
        if let unit = all.first(where: { unit in rest.first.map(unit.symbols.contains) ?? false }) {
            self.unit = unit
            rest = rest.dropFirst().trimming(isMargin)
        } else if let unit = all.first(where: { unit in rest.last.map(unit.symbols.contains) ?? false }) {
            self.unit = unit
            rest = rest.dropLast().trimming(isMargin)
        } else if let unit = all.first(where: { rest.suffix($0.word.count).lowercased() == $0.word }) {
            self.unit = unit
            rest = rest.dropLast(unit.word.count).trimming(isMargin)
        } else {
            unit = nil
        }
        number = rest
        self.text = String(text)
    }

    /// The amount in rao, counted in `expected` unless the text names its unit.
    func rao(of expected: AmountUnit) throws(AmountError) -> UInt64 {
        let unit = unit ?? expected
        func refusal(_ why: String) -> AmountError {
            AmountError(.invalidAmount, "\(excerpt(text, limit: 40)) is no amount of \(expected.name): \(why)")
        }
        guard unit.name == expected.name || unit.decimals == 0 else {
            throw refusal("it is one of \(unit.name)")
        }
        let decimal: Decimal
        switch Decimal.reading(number, isPrinted: isPrinted) {
        case .number(let found): decimal = found
        case .ambiguous: throw refusal("a comma may stand for the point or part thousands: write it like 1.5 or 1000")
        case .none: throw refusal("write it like 1.5")
        }
        let exponent = decimal.exponent + unit.decimals
        guard exponent >= 0 || decimal.digits.isEmpty else {
            throw refusal(
                unit.decimals == 0
                    ? "there are no parts of a rao"
                    : "one rao is the ninth digit behind the point, there is nothing smaller")
        }
        guard decimal.digits.count + exponent <= 20,
            let rao = UInt64("0" + decimal.digits + String(repeating: "0", count: max(0, exponent)))
        else { throw refusal("it is too large") }
        return rao
    }
}

/// A number in decimal: its digits, without zeros at either end, times a power of ten.
private struct Decimal {
    let digits: String
    let exponent: Int

    enum Reading {
        case number(Decimal)
        /// It has a comma that may mean two things.
        case ambiguous
        case none
    }

    /// - Parameter isPrinted: whether a unit stands in front, as programs print amounts.
    static func reading(_ text: Substring, isPrinted: Bool) -> Reading {
        guard let match = text.wholeMatch(of: form) else { return .none }
        let (whole, fraction) = (match.1, match.2 ?? "")
        guard !whole.isEmpty || !fraction.isEmpty else { return .none }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1 {
            // With a point behind them, or with another one, commas part thousands; so does one behind a unit, as it is printed.
            let areThousands = groups.dropFirst().allSatisfy { $0.count == 3 } && (1...3).contains(groups[0].count)
            guard areThousands, groups.count > 2 || match.2 != nil || isPrinted && groups[0].first != "0" else {
                return .ambiguous
            }
        }
        let all: String = groups.joined(separator: "") + fraction
        let digits = all.drop { $0 == "0" }.trimmingEnd { $0 == "0" }
        guard !digits.isEmpty else { return .number(Decimal(digits: "", exponent: 0)) }
        let zeros = all.count - all.trimmingEnd { $0 == "0" }.count
        // Five digits of an exponent are beyond every amount, and below it.
        guard let power = Int((match.3 ?? "0").prefix(5)) else { return .none }
        return .number(Decimal(digits: String(digits), exponent: power - fraction.count + zeros))
    }

    private static var form: Regex<(Substring, Substring, Substring?, Substring?)> {
        /([0-9,]*)(?:\.([0-9]+))?(?:[eE]([+\-]?[0-9]+))?/
    }
}

extension Substring {
    fileprivate func trimming(_ isMargin: (Character) -> Bool) -> Substring {
        drop(while: isMargin).trimmingEnd(isMargin)
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate func trimmingEnd(_ isMargin: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isMargin(last) { rest = rest.dropLast() }
        return rest
    }
}
