// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// c0 + c1 u, with u² = -1.
package struct Fp2: Field {
    var c0: Fp
    var c1: Fp

    package static let zero = Fp2(c0: .zero, c1: .zero)
    package static let one = Fp2(c0: .one, c1: .zero)

    package var isZero: Bool { c0.isZero && c1.isZero }

    package static func + (lhs: Fp2, rhs: Fp2) -> Fp2 { Fp2(c0: lhs.c0 + rhs.c0, c1: lhs.c1 + rhs.c1) }
    package static func - (lhs: Fp2, rhs: Fp2) -> Fp2 { Fp2(c0: lhs.c0 - rhs.c0, c1: lhs.c1 - rhs.c1) }
    package static prefix func - (value: Fp2) -> Fp2 { Fp2(c0: -value.c0, c1: -value.c1) }

    /// By Karatsuba.
    package static func * (lhs: Fp2, rhs: Fp2) -> Fp2 {
        let low = lhs.c0 * rhs.c0
        let high = lhs.c1 * rhs.c1
        return Fp2(c0: low - high, c1: (lhs.c0 + lhs.c1) * (rhs.c0 + rhs.c1) - low - high)
    }

    static func * (lhs: Fp2, rhs: Fp) -> Fp2 { Fp2(c0: lhs.c0 * rhs, c1: lhs.c1 * rhs) }

    package var squared: Fp2 { Fp2(c0: (c0 + c1) * (c0 - c1), c1: (c0 * c1).doubled) }

    package var inverse: Fp2 { conjugate * norm.inverse }

    package static func select(_ first: Fp2, _ second: Fp2, mask: UInt64) -> Fp2 {
        Fp2(c0: .select(first.c0, second.c0, mask: mask), c1: .select(first.c1, second.c1, mask: mask))
    }

    /// The other root of its polynomial, which is also its power p.
    var conjugate: Fp2 { Fp2(c0: c0, c1: -c1) }

    /// The product with ``conjugate``.
    private var norm: Fp { c0.squared + c1.squared }

    /// The product with ξ = 1 + u, whose cube root is the next floor's v.
    var timesNonresidue: Fp2 { Fp2(c0: c0 - c1, c1: c0 + c1) }

    /// A square root; nil where there is none. Whether there is one is no secret.
    var squareRoot: Fp2? {
        guard !c1.isZero else {
            // Of a number and its negative, one has a root.
            if let root = c0.squareRoot { return Fp2(c0: root, c1: .zero) }
            return (-c0).squareRoot.map { Fp2(c0: .zero, c1: $0) }
        }
        // (a + b u)² = c0 + c1 u, so a² and -b² are the roots of t² - c0 t - c1² / 4.
        guard let length = norm.squareRoot else { return nil }
        let half = Fp(2).inverse
        guard let a = ((c0 + length) * half).squareRoot ?? ((c0 - length) * half).squareRoot else { return nil }
        return Fp2(c0: a, c1: c1 * a.doubled.inverse)
    }

    /// Whether it is greater than its negative, c1 counting before c0.
    var isUpperHalf: Bool { c1.isZero ? c0.isUpperHalf : c1.isUpperHalf }
}
