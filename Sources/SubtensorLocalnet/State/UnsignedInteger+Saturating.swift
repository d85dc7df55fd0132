// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The arithmetic of the runtime: what passes a bound stays at it.
extension UnsignedInteger where Self: FixedWidthInteger {
    func saturatingAdding(_ other: Self) -> Self {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    func saturatingSubtracting(_ other: Self) -> Self { self > other ? self - other : 0 }

    func saturatingMultiplied(by other: Self) -> Self {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }

    /// This number times `numerator` / `denominator`, rounded down; 0 for a denominator of 0.
    func scaled(by numerator: Self, over denominator: Self) -> Self {
        let product = multipliedFullWidth(by: numerator)
        guard denominator > 0 else { return 0 }
        guard product.high < denominator else { return .max }
        return denominator.dividingFullWidth(product).quotient
    }
}
