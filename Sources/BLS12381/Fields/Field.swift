// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A floor of the tower on which a curve can stand.
///
/// All of it takes the same time whatever the values are, but for what says otherwise.
package protocol Field: Equatable, Sendable {
    static var zero: Self { get }
    static var one: Self { get }
    var isZero: Bool { get }

    static func + (lhs: Self, rhs: Self) -> Self
    static func - (lhs: Self, rhs: Self) -> Self
    static func * (lhs: Self, rhs: Self) -> Self
    static prefix func - (value: Self) -> Self
    var squared: Self { get }
    /// The value by which it gives 1; 0 for 0.
    var inverse: Self { get }

    /// The first where `mask` is all ones, the second where it is zero; without a branch.
    static func select(_ first: Self, _ second: Self, mask: UInt64) -> Self
}

extension Field {
    var doubled: Self { self + self }
    var tripled: Self { doubled + self }

    static func += (lhs: inout Self, rhs: Self) { lhs = lhs + rhs }
    static func -= (lhs: inout Self, rhs: Self) { lhs = lhs - rhs }
    static func *= (lhs: inout Self, rhs: Self) { lhs = lhs * rhs }

    /// The power. The exponent is public: how long it takes tells it.
    func power(_ exponent: Exponent) -> Self {
        exponent.bits.reduce(.one) { result, bit in bit ? result.squared * self : result.squared }
    }
}
