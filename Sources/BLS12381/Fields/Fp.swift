// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The field of the curve: numbers modulo p, the ground floor of the tower.
///
/// Kept in Montgomery's form, the number times 2³⁸⁴. Every operation takes the same time whatever the numbers are.
package struct Fp: Equatable, Sendable {
    /// The number times 2³⁸⁴ modulo p, below p.
    private var form: Limbs

    private init(form: Limbs) { self.form = form }

    /// A number below p.
    init(_ number: Limbs) { form = Fp.product(number, Fp.squareOfRadix) }

    init(_ number: UInt64) { self.init(Limbs(w0: number)) }

    package static let zero = Fp(form: Limbs())
    package static let one = Fp(1)

    /// The number itself, below p.
    var number: Limbs { Fp.product(form, Limbs(w0: 1)) }

    package var isZero: Bool { form == Limbs() }

    package static func + (lhs: Fp, rhs: Fp) -> Fp { Fp(form: lhs.form.adding(rhs.form).reducedOnce) }

    package static func - (lhs: Fp, rhs: Fp) -> Fp {
        let (difference, borrow) = lhs.form.subtracting(rhs.form)
        return Fp(form: difference.adding(Limbs.modulus.masked(0 &- borrow)))
    }

    package static prefix func - (value: Fp) -> Fp { zero - value }

    package static func * (lhs: Fp, rhs: Fp) -> Fp { Fp(form: product(lhs.form, rhs.form)) }

    package var squared: Fp { self * self }

    package static func select(_ first: Fp, _ second: Fp, mask: UInt64) -> Fp {
        Fp(form: second.form ^ (first.form ^ second.form).masked(mask))
    }

    // MARK: Montgomery's product

    /// 2⁷⁶⁸ modulo p.
    private static let squareOfRadix = Limbs(
        w0: 0xf4df_1f34_1c34_1746, w1: 0x0a76_e6a6_09d1_04f1, w2: 0x8de5_476c_4c95_b6d5,
        w3: 0x67eb_88a9_939d_83c0, w4: 0x9a79_3e85_b519_952d, w5: 0x1198_8fe5_92ca_e3aa)

    /// a × b / 2³⁸⁴ modulo p (Koç, Acar and Kaliski, "Analyzing and comparing Montgomery multiplication algorithms", CIOS). The
    /// top bits of p are 0, so that no row carries out of its six words.
    private static func product(_ a: Limbs, _ b: Limbs) -> Limbs {
        var sum = Limbs()
        accumulate(a, times: b.w0, into: &sum)
        accumulate(a, times: b.w1, into: &sum)
        accumulate(a, times: b.w2, into: &sum)
        accumulate(a, times: b.w3, into: &sum)
        accumulate(a, times: b.w4, into: &sum)
        accumulate(a, times: b.w5, into: &sum)
        return sum.reducedOnce
    }

    /// Adds a × word and that multiple of p which clears the lowest word, and drops this word.
    @inline(__always)
    private static func accumulate(_ a: Limbs, times word: UInt64, into sum: inout Limbs) {
        // -1 / p modulo 2⁶⁴.
        let inverse: UInt64 = 0x89f3_fffc_fffc_fffd
        var high: UInt64 = 0
        var carry: UInt64 = 0
        let lowest = Word.multiply(a.w0, word, plus: sum.w0, &high)
        let factor = lowest &* inverse
        // Only the carry counts: the word is 0.
        _ = Word.multiply(factor, Limbs.modulus.w0, plus: lowest, &carry)
        let second = Word.multiply(a.w1, word, plus: sum.w1, &high)
        sum.w0 = Word.multiply(factor, Limbs.modulus.w1, plus: second, &carry)
        let third = Word.multiply(a.w2, word, plus: sum.w2, &high)
        sum.w1 = Word.multiply(factor, Limbs.modulus.w2, plus: third, &carry)
        let fourth = Word.multiply(a.w3, word, plus: sum.w3, &high)
        sum.w2 = Word.multiply(factor, Limbs.modulus.w3, plus: fourth, &carry)
        let fifth = Word.multiply(a.w4, word, plus: sum.w4, &high)
        sum.w3 = Word.multiply(factor, Limbs.modulus.w4, plus: fifth, &carry)
        let sixth = Word.multiply(a.w5, word, plus: sum.w5, &high)
        sum.w4 = Word.multiply(factor, Limbs.modulus.w5, plus: sixth, &carry)
        sum.w5 = carry &+ high
    }
}
