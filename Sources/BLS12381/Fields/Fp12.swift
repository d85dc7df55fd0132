// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// c0 + c1 w, with w² = v: the top of the tower, in which pairings have their values.
struct Fp12: Equatable, Sendable {
    var c0: Fp6
    var c1: Fp6

    static let one = Fp12(c0: .one, c1: .zero)

    /// By Karatsuba.
    static func * (lhs: Fp12, rhs: Fp12) -> Fp12 {
        let low = lhs.c0 * rhs.c0
        let high = lhs.c1 * rhs.c1
        return Fp12(c0: low + high.timesV, c1: (lhs.c0 + lhs.c1) * (rhs.c0 + rhs.c1) - low - high)
    }

    static func *= (lhs: inout Fp12, rhs: Fp12) { lhs = lhs * rhs }

    var squared: Fp12 {
        let product = c0 * c1
        return Fp12(c0: (c0 + c1) * (c0 + c1.timesV) - product - product.timesV, c1: product + product)
    }

    /// The value by which it gives 1; 0 for 0.
    var inverse: Fp12 {
        let scale = (c0 * c0 - (c1 * c1).timesV).inverse
        return Fp12(c0: c0 * scale, c1: -(c1 * scale))
    }

    /// Its power p⁶: w changes its sign. Where the norm is 1, as in the cyclotomic subgroup, this is the inverse.
    var conjugate: Fp12 { Fp12(c0: c0, c1: -c1) }

    /// Its power p. Of c wᵏ with c in Fp2 it is the conjugate of c times γᵏ wᵏ, with γ = w^(p - 1) = ξ^((p - 1) / 6).
    var frobenius: Fp12 {
        var factor = Fp2.one
        func next(_ coefficient: Fp2) -> Fp2 {
            defer { factor *= Fp12.gamma }
            return coefficient.conjugate * factor
        }
        // w⁰ to w⁵, of which c0 has the even ones.
        let (k0, k1, k2) = (next(c0.c0), next(c1.c0), next(c0.c1))
        let (k3, k4, k5) = (next(c1.c1), next(c0.c2), next(c1.c2))
        return Fp12(c0: Fp6(c0: k0, c1: k2, c2: k4), c1: Fp6(c0: k1, c1: k3, c2: k5))
    }

    private static let gamma = Fp2.one.timesNonresidue.power(Exponent(modulusPlus: -1, dividedBy: 6))

    /// Writes the twelve numbers of the tower from c0.c0.c0 on, each in 48 bytes, the least significant first, as arkworks does.
    func write(to target: UnsafeMutableRawBufferPointer) {
        var place = 0
        func write(_ number: Fp2) {
            number.c0.write(to: target, at: place)
            number.c1.write(to: target, at: place + Fp.byteCount)
            place += 2 * Fp.byteCount
        }
        write(c0.c0)
        write(c0.c1)
        write(c0.c2)
        write(c1.c0)
        write(c1.c1)
        write(c1.c2)
    }
}
