// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// c0 + c1 v + c2 v², with v³ = ξ = 1 + u.
struct Fp6: Equatable, Sendable {
    var c0: Fp2
    var c1: Fp2
    var c2: Fp2

    static let zero = Fp6(c0: .zero, c1: .zero, c2: .zero)
    static let one = Fp6(c0: .one, c1: .zero, c2: .zero)

    static func + (lhs: Fp6, rhs: Fp6) -> Fp6 { Fp6(c0: lhs.c0 + rhs.c0, c1: lhs.c1 + rhs.c1, c2: lhs.c2 + rhs.c2) }
    static func - (lhs: Fp6, rhs: Fp6) -> Fp6 { Fp6(c0: lhs.c0 - rhs.c0, c1: lhs.c1 - rhs.c1, c2: lhs.c2 - rhs.c2) }
    static prefix func - (value: Fp6) -> Fp6 { Fp6(c0: -value.c0, c1: -value.c1, c2: -value.c2) }

    /// By Karatsuba.
    static func * (lhs: Fp6, rhs: Fp6) -> Fp6 {
        let (d0, d1, d2) = (lhs.c0 * rhs.c0, lhs.c1 * rhs.c1, lhs.c2 * rhs.c2)
        return Fp6(
            c0: d0 + ((lhs.c1 + lhs.c2) * (rhs.c1 + rhs.c2) - d1 - d2).timesNonresidue,
            c1: (lhs.c0 + lhs.c1) * (rhs.c0 + rhs.c1) - d0 - d1 + d2.timesNonresidue,
            c2: (lhs.c0 + lhs.c2) * (rhs.c0 + rhs.c2) - d0 - d2 + d1)
    }

    /// The product with b0 + b1 v.
    func times(_ b0: Fp2, _ b1: Fp2) -> Fp6 {
        let (d0, d1) = (c0 * b0, c1 * b1)
        return Fp6(
            c0: d0 + (c2 * b1).timesNonresidue, c1: (c0 + c1) * (b0 + b1) - d0 - d1, c2: c2 * b0 + d1)
    }

    /// The product with v.
    var timesV: Fp6 { Fp6(c0: c2.timesNonresidue, c1: c0, c2: c1) }

    /// The value by which it gives 1; 0 for 0.
    var inverse: Fp6 {
        let t0 = c0.squared - (c1 * c2).timesNonresidue
        let t1 = c2.squared.timesNonresidue - c0 * c1
        let t2 = c1.squared - c0 * c2
        let norm = c0 * t0 + (c2 * t1 + c1 * t2).timesNonresidue
        let scale = norm.inverse
        return Fp6(c0: t0 * scale, c1: t1 * scale, c2: t2 * scale)
    }
}
