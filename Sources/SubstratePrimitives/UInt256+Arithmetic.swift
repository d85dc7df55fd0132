// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension UInt256 {
    /// The low 256 bits of `self * other`, and whether the full product needs more.
    public func multipliedReportingOverflow(by other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
        let (a, b) = (words, other.words)
        var product = [UInt64](repeating: 0, count: 8)
        for i in 0..<4 {
            var carry: UInt64 = 0
            for j in 0..<4 {
                let (high, low) = a[i].multipliedFullWidth(by: b[j])
                let (sum, first) = product[i + j].addingReportingOverflow(low)
                let (total, second) = sum.addingReportingOverflow(carry)
                product[i + j] = total
                // At most (2^64-1)^2 + 2(2^64-1) = 2^128-1, so the high word has room for both carries.
                carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
            }
            product[i + 4] = carry
        }
        let overflow = product[4...].contains { $0 != 0 }
        return (UInt256(limbs: (product[0], product[1], product[2], product[3])), overflow)
    }

    /// Quotient and remainder of a division by a 64-bit number; nil when `divisor` is 0.
    public func dividedBy(_ divisor: UInt64) -> (quotient: UInt256, remainder: UInt64)? {
        guard divisor != 0 else { return nil }
        var quotient = [UInt64](repeating: 0, count: 4)
        var remainder: UInt64 = 0
        for index in (0..<4).reversed() {
            (quotient[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
        }
        return (UInt256(limbs: (quotient[0], quotient[1], quotient[2], quotient[3])), remainder)
    }

    /// The quotient of a whole-number division; nil when `divisor` is 0.
    public func quotient(dividingBy divisor: UInt256) -> UInt256? {
        if let small = divisor.exactUInt64 { return dividedBy(small)?.quotient }
        var quotient: [UInt64] = [0, 0, 0, 0]
        var remainder = UInt256.zero
        for bit in (0..<256).reversed() {
            // The divisor exceeds 2^64 and the remainder stays below it, but doubling may pass 2^256.
            let carry = remainder.limbs.3 >> 63
            remainder = remainder.shiftedLeftByOne(adding: words[bit / 64] >> UInt64(bit % 64) & 1)
            if carry == 1 || remainder >= divisor {
                remainder = remainder.wrappingSubtract(divisor)
                quotient[bit / 64] |= 1 << UInt64(bit % 64)
            }
        }
        return UInt256(limbs: (quotient[0], quotient[1], quotient[2], quotient[3]))
    }

    /// `self + other` and whether it needs more than 256 bits.
    public func addingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
        var sum: [UInt64] = []
        var carry: UInt64 = 0
        for (a, b) in zip(words, other.words) {
            let (first, firstOverflow) = a.addingReportingOverflow(b)
            let (second, secondOverflow) = first.addingReportingOverflow(carry)
            sum.append(second)
            carry = (firstOverflow || secondOverflow) ? 1 : 0
        }
        return (UInt256(limbs: (sum[0], sum[1], sum[2], sum[3])), carry == 1)
    }

    var words: [UInt64] { [limbs.0, limbs.1, limbs.2, limbs.3] }

    private func shiftedLeftByOne(adding bit: UInt64) -> UInt256 {
        UInt256(
            limbs: (
                limbs.0 << 1 | bit, limbs.1 << 1 | limbs.0 >> 63, limbs.2 << 1 | limbs.1 >> 63,
                limbs.3 << 1 | limbs.2 >> 63
            ))
    }

    private func wrappingSubtract(_ other: UInt256) -> UInt256 {
        let inverse = UInt256(limbs: (~other.limbs.0, ~other.limbs.1, ~other.limbs.2, ~other.limbs.3))
        return addingReportingOverflow(inverse).partialValue.addingReportingOverflow(1).partialValue
    }
}
