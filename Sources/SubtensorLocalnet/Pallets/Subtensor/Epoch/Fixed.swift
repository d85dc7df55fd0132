// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A number with 32 binary digits behind its point, as the real pallet's consensus computes with (I32F32).
///
/// Products and quotients are rounded towards zero; what does not fit stays at the bound; a quotient by zero is zero.
struct Fixed: Hashable, Comparable, Sendable {
    let bits: Int64

    static let zero = Fixed(bits: 0)
    static let one = Fixed(bits: 1 << 32)

    init(bits: Int64) { self.bits = bits }

    /// `numerator` / `denominator`.
    init(_ numerator: UInt64, over denominator: UInt64) {
        self.init(bits: denominator == 0 ? 0 : Int64(clamping: (UInt128(numerator) << 32) / UInt128(denominator)))
    }

    static func < (lhs: Fixed, rhs: Fixed) -> Bool { lhs.bits < rhs.bits }

    static func + (lhs: Fixed, rhs: Fixed) -> Fixed {
        let (sum, overflow) = lhs.bits.addingReportingOverflow(rhs.bits)
        return Fixed(bits: overflow ? (lhs.bits < 0 ? .min : .max) : sum)
    }

    static func - (lhs: Fixed, rhs: Fixed) -> Fixed {
        let (difference, overflow) = lhs.bits.subtractingReportingOverflow(rhs.bits)
        return Fixed(bits: overflow ? (lhs.bits < 0 ? .min : .max) : difference)
    }

    static func * (lhs: Fixed, rhs: Fixed) -> Fixed {
        Fixed(bits: Int64(clamping: Int128(lhs.bits) * Int128(rhs.bits) / (1 << 32)))
    }

    static func / (lhs: Fixed, rhs: Fixed) -> Fixed {
        rhs.bits == 0 ? zero : Fixed(bits: Int64(clamping: (Int128(lhs.bits) << 32) / Int128(rhs.bits)))
    }

    /// This part of one in parts of 65535, rounded down.
    var proportion: UInt16 { UInt16(clamping: (Int128(bits) * Int128(UInt16.max)) >> 32) }

    /// So much of an amount, rounded down.
    func part(of amount: UInt64) -> UInt64 { UInt64(clamping: (Int128(max(bits, 0)) * Int128(amount)) >> 32) }

    var doubleValue: Double { Double(bits) / 4_294_967_296 }
}

extension [Fixed] {
    var sum: Fixed { reduce(.zero, +) }

    /// These numbers divided by their sum; as they are when that is zero.
    var normalized: [Fixed] {
        let sum = sum
        return sum == .zero ? self : map { $0 / sum }
    }

    /// These numbers divided by the largest, in parts of 65535, rounded to the nearest.
    var upscaled: [UInt16] {
        let largest = self.max() ?? .zero
        guard largest > .zero else { return [UInt16](repeating: 0, count: count) }
        return map { value in
            let scaled = Int128(value.bits) * Int128(UInt16.max) * 2 + Int128(largest.bits)
            return UInt16(clamping: scaled / (2 * Int128(largest.bits)))
        }
    }
}
