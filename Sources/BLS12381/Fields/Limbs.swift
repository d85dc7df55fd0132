// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A number of 384 bits: six words, the least significant first.
///
/// Named members and not an array: a value of the heap for every product would cost more than the product.
struct Limbs: Equatable, Sendable {
    var w0: UInt64 = 0
    var w1: UInt64 = 0
    var w2: UInt64 = 0
    var w3: UInt64 = 0
    var w4: UInt64 = 0
    var w5: UInt64 = 0

    /// p = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab, the modulus
    /// of the curve's field.
    static let modulus = Limbs(
        w0: 0xb9fe_ffff_ffff_aaab, w1: 0x1eab_fffe_b153_ffff, w2: 0x6730_d2a0_f6b0_f624,
        w3: 0x6477_4b84_f385_12bf, w4: 0x4b1b_a7b6_434b_acd7, w5: 0x1a01_11ea_397f_e69a)

    /// From the least significant word to the most significant one.
    var words: [UInt64] { [w0, w1, w2, w3, w4, w5] }

    /// The number without the bits that do not fit.
    @inline(__always)
    func adding(_ other: Limbs) -> Limbs {
        var sum = self
        var carry: UInt64 = 0
        sum.w0 = Word.add(w0, other.w0, &carry)
        sum.w1 = Word.add(w1, other.w1, &carry)
        sum.w2 = Word.add(w2, other.w2, &carry)
        sum.w3 = Word.add(w3, other.w3, &carry)
        sum.w4 = Word.add(w4, other.w4, &carry)
        sum.w5 = Word.add(w5, other.w5, &carry)
        return sum
    }

    /// The difference, and 1 where it would be negative.
    @inline(__always)
    func subtracting(_ other: Limbs) -> (difference: Limbs, borrow: UInt64) {
        var difference = self
        var borrow: UInt64 = 0
        difference.w0 = Word.subtract(w0, other.w0, &borrow)
        difference.w1 = Word.subtract(w1, other.w1, &borrow)
        difference.w2 = Word.subtract(w2, other.w2, &borrow)
        difference.w3 = Word.subtract(w3, other.w3, &borrow)
        difference.w4 = Word.subtract(w4, other.w4, &borrow)
        difference.w5 = Word.subtract(w5, other.w5, &borrow)
        return (difference, borrow)
    }

    /// The number where `mask` is all ones, zero where it is zero.
    @inline(__always)
    func masked(_ mask: UInt64) -> Limbs {
        Limbs(w0: w0 & mask, w1: w1 & mask, w2: w2 & mask, w3: w3 & mask, w4: w4 & mask, w5: w5 & mask)
    }

    /// The bits that differ.
    @inline(__always)
    static func ^ (lhs: Limbs, rhs: Limbs) -> Limbs {
        Limbs(
            w0: lhs.w0 ^ rhs.w0, w1: lhs.w1 ^ rhs.w1, w2: lhs.w2 ^ rhs.w2, w3: lhs.w3 ^ rhs.w3, w4: lhs.w4 ^ rhs.w4,
            w5: lhs.w5 ^ rhs.w5)
    }

    /// A number below twice the modulus, reduced without a branch.
    @inline(__always)
    var reducedOnce: Limbs {
        let (difference, borrow) = subtracting(.modulus)
        return difference.adding(Limbs.modulus.masked(0 &- borrow))
    }
}

/// Sums and products of words, with what is carried on.
enum Word {
    @inline(__always)
    static func add(_ a: UInt64, _ b: UInt64, _ carry: inout UInt64) -> UInt64 {
        let (first, overflow) = a.addingReportingOverflow(b)
        let (sum, second) = first.addingReportingOverflow(carry)
        carry = (overflow ? 1 : 0) | (second ? 1 : 0)
        return sum
    }

    @inline(__always)
    static func subtract(_ a: UInt64, _ b: UInt64, _ borrow: inout UInt64) -> UInt64 {
        let (first, overflow) = a.subtractingReportingOverflow(b)
        let (difference, second) = first.subtractingReportingOverflow(borrow)
        borrow = (overflow ? 1 : 0) | (second ? 1 : 0)
        return difference
    }

    /// The low word of a × b + addend + carry, whose high word is the next carry.
    @inline(__always)
    static func multiply(_ a: UInt64, _ b: UInt64, plus addend: UInt64, _ carry: inout UInt64) -> UInt64 {
        let (high, low) = a.multipliedFullWidth(by: b)
        let (first, overflow) = low.addingReportingOverflow(addend)
        let (sum, second) = first.addingReportingOverflow(carry)
        carry = high &+ (overflow ? 1 : 0) &+ (second ? 1 : 0)
        return sum
    }
}
