// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Arithmetic modulo 2²⁵⁶ − `complement`, for public numbers only: how long it takes depends on them.
///
/// Both of secp256k1's primes are of this form: what is beyond 256 bits is worth `complement` each time.
struct PseudoMersenne {
    /// Four limbs of 64 bits, the least significant first.
    typealias Number = SIMD4<UInt64>

    let complement: Number
    let modulus: Number

    init(complement: Number) {
        self.complement = complement
        modulus = Self.subtract(.zero, complement).difference
    }

    func add(_ a: Number, _ b: Number) -> Number {
        let (sum, carry) = Self.add(a, b)
        return carry || !isReduced(sum) ? Self.subtract(sum, modulus).difference : sum
    }

    func subtract(_ a: Number, _ b: Number) -> Number {
        let (difference, borrow) = Self.subtract(a, b)
        return borrow ? Self.add(difference, modulus).sum : difference
    }

    func multiply(_ a: Number, _ b: Number) -> Number {
        var product = Self.product(a, b)
        while product.highHalf != .zero {
            // Smaller each time, since the complement has at most 129 bits.
            var folded = Self.product(product.highHalf, complement)
            let (low, carry) = Self.add(folded.lowHalf, product.lowHalf)
            folded.lowHalf = low
            if carry { folded.highHalf = Self.add(folded.highHalf, Number(1, 0, 0, 0)).sum }
            product = folded
        }
        return reduce(product.lowHalf)
    }

    func square(_ a: Number) -> Number { multiply(a, a) }

    func power(_ base: Number, _ exponent: Number) -> Number {
        var result = Number(1, 0, 0, 0)
        for bit in stride(from: 255, through: 0, by: -1) {
            result = square(result)
            if exponent.hasBit(bit) { result = multiply(result, base) }
        }
        return result
    }

    /// The inverse of a number that is not zero, by Fermat's little theorem.
    func inverse(_ a: Number) -> Number { power(a, Self.subtract(modulus, Number(2, 0, 0, 0)).difference) }

    func isReduced(_ a: Number) -> Bool { Self.subtract(a, modulus).borrow }

    /// A number below 2²⁵⁶, which is less than twice the modulus.
    func reduce(_ a: Number) -> Number { isReduced(a) ? a : Self.subtract(a, modulus).difference }

    // MARK: Limbs

    static func add(_ a: Number, _ b: Number) -> (sum: Number, carry: Bool) {
        var sum = Number.zero
        var carry = false
        for limb in 0..<4 {
            let (partial, first) = a[limb].addingReportingOverflow(b[limb])
            let (whole, second) = partial.addingReportingOverflow(carry ? 1 : 0)
            sum[limb] = whole
            carry = first || second
        }
        return (sum, carry)
    }

    static func subtract(_ a: Number, _ b: Number) -> (difference: Number, borrow: Bool) {
        var difference = Number.zero
        var borrow = false
        for limb in 0..<4 {
            let (partial, first) = a[limb].subtractingReportingOverflow(b[limb])
            let (whole, second) = partial.subtractingReportingOverflow(borrow ? 1 : 0)
            difference[limb] = whole
            borrow = first || second
        }
        return (difference, borrow)
    }

    private static func product(_ a: Number, _ b: Number) -> SIMD8<UInt64> {
        var product = SIMD8<UInt64>.zero
        for i in 0..<4 where a[i] != 0 {
            var carry: UInt64 = 0
            for j in 0..<4 {
                let wide = UInt128(a[i]) * UInt128(b[j]) + UInt128(product[i + j]) + UInt128(carry)
                product[i + j] = UInt64(truncatingIfNeeded: wide)
                carry = UInt64(truncatingIfNeeded: wide >> 64)
            }
            product[i + 4] = carry
        }
        return product
    }
}

extension SIMD4<UInt64> {
    /// The number that 32 bytes spell, most significant byte first.
    init(bigEndian bytes: some Collection<UInt8>) {
        self = .zero
        for (index, byte) in bytes.prefix(32).enumerated() {
            self[3 - index / 8] |= UInt64(byte) << UInt64(56 - 8 * (index % 8))
        }
    }

    var bigEndianBytes: [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: self[3 - $0 / 8] >> UInt64(56 - 8 * ($0 % 8))) }
    }

    func hasBit(_ bit: Int) -> Bool { self[bit / 64] >> UInt64(bit % 64) & 1 == 1 }
}
