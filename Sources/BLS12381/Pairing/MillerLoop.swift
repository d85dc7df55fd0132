// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Miller's loop of the ate pairing: a product of lines through multiples of the second point, each at the first point.
///
/// Lines are known up to factors of Fp4, which the final exponentiation takes away; so nothing is divided.
struct MillerLoop {
    private let px: Fp
    private let py: Fp
    private let qx: Fp2
    private let qy: Fp2
    /// The multiple of Q that has been reached, in Jacobian coordinates: (X / Z², Y / Z³).
    private var x: Fp2
    private var y: Fp2
    private var z = Fp2.one
    private var value = Fp12.one

    private init(_ p: G1, _ q: G2) {
        (px, py) = p.affine
        (qx, qy) = q.affine
        (x, y) = (qx, qy)
    }

    /// The value before the final exponentiation, for points that are both not at infinity.
    static func run(_ p: G1, _ q: G2) -> Fp12 {
        var loop = MillerLoop(p, q)
        for bit in Exponent.parameter.bits.dropFirst() {
            loop.value = loop.value.squared
            loop.double()
            if bit { loop.add() }
        }
        // The parameter is negative.
        return loop.value.conjugate
    }

    /// Doubles the multiple. The tangent's slope is 3 X² / (2 Y Z); the line is taken times 2 Y Z³.
    private mutating func double() {
        let (xx, yy, zz) = (x.squared, y.squared, z.squared)
        let yyyy = yy.squared
        let d = ((x + yy).squared - xx - yyyy).doubled
        let e = xx.tripled
        let next = e.squared - d.doubled
        let nextZ = (y * z).doubled
        multiply(byLine: e * x - yy.doubled, slope: e * zz, scale: nextZ * zz)
        y = e * (d - next) - yyyy.doubled.doubled.doubled
        (x, z) = (next, nextZ)
    }

    /// Adds Q to the multiple. The line's slope is R / (Z H); the line is taken times Z H.
    private mutating func add() {
        let zz = z.squared
        let h = qx * zz - x
        let r = qy * zz * z - y
        let hh = h.squared
        let hhh = hh * h
        let xhh = x * hh
        z *= h
        multiply(byLine: r * qx - qy * z, slope: r, scale: z)
        x = r.squared - hhh - xhh.doubled
        y = r * (xhh - x) - y * hhh
    }

    /// Untwisted, a point (x, y) of G2's curve is (x / w², y / w³), and a line with slope λ through it, times w³ at P,
    /// is (λ x - y) - λ xP w² + yP w³.
    private mutating func multiply(byLine constant: Fp2, slope: Fp2, scale: Fp2) {
        let b = -(slope * px)
        let c = scale * py
        let low = value.c0.times(constant, b)
        let high = value.c1.times(c, .zero).timesV
        let cross = (value.c0 + value.c1).times(constant, b + c)
        value = Fp12(c0: low + high.timesV, c1: cross - low - high)
    }
}
