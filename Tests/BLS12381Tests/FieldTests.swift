// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import BLS12381

@Suite struct FieldTests {
    @Test("products, squares and inverses of every floor obey the laws of a field")
    func laws() {
        var seeded = SeededElements(seed: 1)
        for _ in 0..<8 {
            check(seeded.fp(), seeded.fp(), seeded.fp())
            check(seeded.fp2(), seeded.fp2(), seeded.fp2())
            let (a, b, c) = (seeded.fp6(), seeded.fp6(), seeded.fp6())
            #expect(a * (b + c) == a * b + a * c && (a * b) * c == a * (b * c) && a * a.inverse == .one)
            let (x, y, z) = (seeded.fp12(), seeded.fp12(), seeded.fp12())
            #expect((x * y) * z == x * (y * z) && x * y == y * x && x.squared == x * x && x * x.inverse == .one)
        }
    }

    private func check<F: Field>(_ a: F, _ b: F, _ c: F) {
        #expect(a * (b + c) == a * b + a * c && (a * b) * c == a * (b * c) && a * b == b * a)
        #expect(a.squared == a * a && a * a.inverse == .one && a - a == .zero && a + -a == .zero)
        #expect(F.zero.inverse == .zero && F.one.squared == .one && (a + F.zero) == a)
        #expect(F.select(a, b, mask: .max) == a && F.select(a, b, mask: 0) == b)
    }

    @Test("the numbers at the ends of the range are added and multiplied without a slip")
    func ends() {
        let last = -Fp.one
        #expect(last + .one == .zero && last.squared == .one && last + last == -Fp(2) && -Fp.zero == .zero)
        #expect(Fp(Limbs.modulus.subtracting(Limbs(w0: 1)).difference) == last)
        #expect(last.isUpperHalf && !Fp.one.isUpperHalf && !Fp.zero.isUpperHalf)
        // (p - 1) / 2 and its negative, the number after it.
        let half = -Fp(2).inverse
        #expect(!half.isUpperHalf && (half + .one).isUpperHalf && half + half == last)
        #expect(Fp(bigEndian: Fp.zero.bigEndianBytes) == .zero && Fp(bigEndian: last.bigEndianBytes) == last)
        let modulus = Limbs.modulus.words.reversed().flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
        }
        #expect(Fp(bigEndian: modulus) == nil && Fp(bigEndian: [UInt8](repeating: 0xff, count: 48)) == nil)
    }

    @Test("a square has a root, and a number that is none has no root")
    func roots() {
        var seeded = SeededElements(seed: 2)
        for _ in 0..<8 {
            let a = seeded.fp()
            let root = a.squared.squareRoot
            #expect(root == a || root == -a)
            // -1 is no square.
            #expect((-a.squared).squareRoot == nil)
            let b = seeded.fp2()
            let other = b.squared.squareRoot
            #expect(other == b || other == -b)
            // ξ is none either.
            #expect(b.squared.timesNonresidue.squareRoot == nil)
            for flat in [Fp2(c0: a.squared, c1: .zero), Fp2(c0: -a.squared, c1: .zero)] {
                #expect(flat.squareRoot?.squared == flat)
            }
        }
        #expect(Fp.zero.squareRoot == .zero && Fp2.zero.squareRoot == .zero)
    }

    @Test("the quick power p is the power p")
    func frobenius() {
        var seeded = SeededElements(seed: 3)
        let value = seeded.fp12()
        #expect(value.frobenius == value.power(.modulus))
        #expect(value.frobenius.frobenius.frobenius.frobenius.frobenius.frobenius == value.conjugate)
        let small = seeded.fp2()
        #expect(small.conjugate == small.power(.modulus))
    }

    @Test("products with few terms are those of the whole factor")
    func sparse() {
        var seeded = SeededElements(seed: 4)
        let (a, b0, b1) = (seeded.fp6(), seeded.fp2(), seeded.fp2())
        #expect(a.times(b0, b1) == a * Fp6(c0: b0, c1: b1, c2: .zero))
        #expect(a.timesV == a * Fp6(c0: .zero, c1: .one, c2: .zero))
        #expect(b0.timesNonresidue == b0 * Fp2(c0: .one, c1: .one))
    }
}
