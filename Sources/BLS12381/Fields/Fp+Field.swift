// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Fp: Field {
    /// By Fermat: the power p - 2.
    package var inverse: Fp { power(Fp.forInverses) }

    /// A square root; nil where there is none. Whether there is one is no secret.
    var squareRoot: Fp? {
        // p is 3 modulo 4.
        let root = power(Fp.forSquareRoots)
        return root.squared == self ? root : nil
    }

    /// Of a number and its negative, one is odd and one is even; 0 is even.
    var isOdd: Bool { number.w0 & 1 == 1 }

    /// Whether it is greater than its negative: above (p - 1) / 2.
    var isUpperHalf: Bool { Fp.half.subtracting(number).borrow == 1 }

    private static let forInverses = Exponent(modulusPlus: -2, dividedBy: 1)
    private static let forSquareRoots = Exponent(modulusPlus: 1, dividedBy: 4)
    /// (p - 1) / 2.
    private static let half = Limbs(
        w0: 0xdcff_7fff_ffff_d555, w1: 0x0f55_ffff_58a9_ffff, w2: 0xb398_6950_7b58_7b12,
        w3: 0xb23b_a5c2_79c2_895f, w4: 0x258d_d3db_21a5_d66b, w5: 0x0d00_88f5_1cbf_f34d)
}
