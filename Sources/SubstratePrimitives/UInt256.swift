// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An unsigned 256-bit integer: a seal read as a number, a difficulty, a product of the two.
public struct UInt256: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    /// Four 64-bit limbs, least significant first.
    let limbs: (UInt64, UInt64, UInt64, UInt64)

    public static let zero = UInt256(0 as UInt64)
    public static let max = UInt256(limbs: (.max, .max, .max, .max))

    init(limbs: (UInt64, UInt64, UInt64, UInt64)) { self.limbs = limbs }

    public init(_ value: UInt64) { limbs = (value, 0, 0, 0) }
    public init(integerLiteral value: UInt64) { limbs = (value, 0, 0, 0) }

    /// The number that 32 bytes spell, most significant byte first.
    public init(bigEndian bytes: [UInt8]) {
        precondition(bytes.count == 32, "UInt256 reads 32 bytes")
        func limb(_ start: Int) -> UInt64 { bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) } }
        limbs = (limb(24), limb(16), limb(8), limb(0))
    }

    /// The number that 32 bytes spell, least significant byte first.
    public init(littleEndian bytes: [UInt8]) { self.init(bigEndian: bytes.reversed()) }

    /// The 32 bytes, most significant first.
    public var bigEndianBytes: [UInt8] {
        [limbs.3, limbs.2, limbs.1, limbs.0].flatMap { limb in
            (0..<8).map { UInt8(truncatingIfNeeded: limb >> (56 - 8 * UInt64($0))) }
        }
    }

    public static func == (lhs: UInt256, rhs: UInt256) -> Bool { lhs.limbs == rhs.limbs }

    public static func < (lhs: UInt256, rhs: UInt256) -> Bool {
        (lhs.limbs.3, lhs.limbs.2, lhs.limbs.1, lhs.limbs.0) < (rhs.limbs.3, rhs.limbs.2, rhs.limbs.1, rhs.limbs.0)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(limbs.0)
        hasher.combine(limbs.1)
        hasher.combine(limbs.2)
        hasher.combine(limbs.3)
    }

    /// The value as a `UInt64`, or nil when it needs more bits.
    public var exactUInt64: UInt64? { (limbs.1 | limbs.2 | limbs.3) == 0 ? limbs.0 : nil }

    /// The nearest `Double`.
    public var approximateDouble: Double {
        let scale = 0x1p64
        return ((Double(limbs.3) * scale + Double(limbs.2)) * scale + Double(limbs.1)) * scale + Double(limbs.0)
    }
}

extension UInt256 {
    public init(_ value: UInt128) {
        self.init(limbs: (UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64), 0, 0))
    }

    /// The value as a `UInt128`, or nil when it needs more bits.
    public var exactUInt128: UInt128? {
        (limbs.2 | limbs.3) == 0 ? UInt128(limbs.1) << 64 | UInt128(limbs.0) : nil
    }
}
