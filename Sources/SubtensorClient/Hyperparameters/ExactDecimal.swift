// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A number in decimal, exact: digits times a power of ten.
struct ExactDecimal: Hashable, Sendable {
    let isNegative: Bool
    private let digits: UInt128
    private let exponent: Int
    /// How many digits stand before the point.
    private let wholeDigits: Int

    /// A whole number as Python reads one: a sign, digits, single underscores between them.
    init?(whole text: String) {
        guard let match = text.wholeMatch(of: /([+\-]?)([0-9]+(?:_[0-9]+)*)/) else { return nil }
        self.init(sign: match.1, digits: String(match.2.replacing("_", with: "")), exponent: 0)
    }

    /// A number with a point or an exponent.
    init?(_ text: String) {
        guard let match = text.wholeMatch(of: /([+\-]?)([0-9]*)(?:(\.)([0-9]*))?(?:[eE]([+\-]?[0-9]+))?/) else {
            return nil
        }
        let (whole, fraction) = (match.2, match.4 ?? "")
        guard !whole.isEmpty || !fraction.isEmpty, match.3 != nil || match.5 != nil else { return nil }
        // Five digits of an exponent are beyond every number here, and below it.
        guard let power = Int((match.5 ?? "0").prefix(6)) else { return nil }
        self.init(sign: match.1, digits: String(whole + fraction), exponent: power - fraction.count)
    }

    private init?(sign: Substring, digits text: String, exponent: Int) {
        var significant = text.drop { $0 == "0" }
        var exponent = exponent
        while significant.last == "0" {
            significant.removeLast()
            exponent += 1
        }
        // Of more digits than any number here has, the rest only says that there is more.
        let kept = significant.count > Self.mostDigits ? significant.prefix(Self.mostDigits - 1) + "1" : significant
        guard let digits = UInt128("0" + kept) else { return nil }
        isNegative = sign == "-"
        self.digits = digits
        self.exponent = digits == 0 ? 0 : exponent + (significant.count - kept.count)
        wholeDigits = digits == 0 ? 0 : significant.count + exponent
    }

    private init(isNegative: Bool, digits: UInt128, exponent: Int, wholeDigits: Int) {
        (self.isNegative, self.digits, self.exponent) = (isNegative, digits, exponent)
        self.wholeDigits = wholeDigits
    }

    private static let mostDigits = 38

    /// The number divided by a hundred.
    var hundredth: ExactDecimal {
        ExactDecimal(isNegative: isNegative, digits: digits, exponent: exponent - 2, wholeDigits: wholeDigits - 2)
    }

    /// Whether nothing stands behind the point.
    var isWhole: Bool { exponent >= 0 }

    /// The number times a scale, rounded half to even; nil where either has more than 38 digits before the point.
    func scaled(by scale: UInt128) -> Int128? {
        var (product, isTooLarge) = UInt256(digits).multipliedReportingOverflow(by: UInt256(scale))
        guard !isTooLarge, wholeDigits <= Self.mostDigits else { return nil }
        if exponent >= 0 {
            (product, isTooLarge) = product.multipliedReportingOverflow(by: Self.power(of: exponent))
            guard !isTooLarge else { return nil }
        } else {
            // 38 digits times 2⁶⁴ stay below 10⁵⁸.
            guard exponent >= -60 else { return 0 }
            product = product.halfEvenQuotient(by: Self.power(of: -exponent))
        }
        guard let magnitude = product.exactUInt128.flatMap({ Int128(exactly: $0) }) else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    private static func power(of exponent: Int) -> UInt256 {
        (0..<exponent).reduce(UInt256(1 as UInt64)) { power, _ in power.multipliedReportingOverflow(by: 10).partialValue
        }
    }
}

extension UInt256 {
    /// The quotient, rounded to the nearest, and of two that are equally near to the even one. Both below 2²⁵³.
    fileprivate func halfEvenQuotient(by divisor: UInt256) -> UInt256 {
        let doubled = multipliedReportingOverflow(by: 2).partialValue
        // Twice the quotient, rounded down, has a one at its end when half or more is left.
        guard let halves = doubled.quotient(dividingBy: divisor), let (floor, odd) = halves.dividedBy(2) else {
            return .zero
        }
        let isTie = halves.multipliedReportingOverflow(by: divisor).partialValue == doubled
        let isFloorOdd = floor.dividedBy(2)?.remainder == 1
        guard odd == 1, !isTie || isFloorOdd else { return floor }
        return floor.addingReportingOverflow(1).partialValue
    }
}
