// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How many binary digits of a fixed-point number stand behind its point.
public protocol FractionDigits: Sendable {
    static var count: Int { get }
}

public enum Fraction18: FractionDigits { public static let count = 18 }
public enum Fraction32: FractionDigits { public static let count = 32 }
public enum Fraction64: FractionDigits { public static let count = 64 }

/// A binary fixed-point number of the `substrate-fixed` crate: `bits` divided by two to the power of `Fraction.count`.
public struct FixedPoint<Bits: FixedWidthInteger & Sendable, Fraction: FractionDigits>: Hashable, Sendable {
    public let bits: Bits

    @inlinable
    public init(bits: Bits) { self.bits = bits }

    /// The nearest `Double`.
    public var doubleValue: Double {
        Double(sign: .plus, exponent: -Fraction.count, significand: Double(bits))
    }

    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.bits == rhs.bits }
    public func hash(into hasher: inout Hasher) { hasher.combine(bits) }
}

public typealias I32F32 = FixedPoint<Int64, Fraction32>
public typealias I64F64 = FixedPoint<Int128, Fraction64>
public typealias I96F32 = FixedPoint<Int128, Fraction32>
public typealias I110F18 = FixedPoint<Int128, Fraction18>
public typealias U0F64 = FixedPoint<UInt64, Fraction64>
public typealias U32F32 = FixedPoint<UInt64, Fraction32>
public typealias U64F64 = FixedPoint<UInt128, Fraction64>
public typealias U96F32 = FixedPoint<UInt128, Fraction32>
public typealias U110F18 = FixedPoint<UInt128, Fraction18>

extension FixedPoint: CustomStringConvertible {
    /// The exact value in decimal.
    public var description: String {
        // The magnitude is at most 128 bits wide, and ten times a fraction of 64 bits fits 68.
        let magnitude = UInt128(truncatingIfNeeded: bits.magnitude)
        let unit = UInt128(1) << UInt128(Fraction.count)
        var rest = magnitude % unit
        var digits = ""
        while rest != 0 {
            rest *= 10
            digits += "\(rest / unit)"
            rest %= unit
        }
        return (bits < 0 ? "-" : "") + "\(magnitude / unit)" + (digits.isEmpty ? "" : "." + digits)
    }
}

extension FixedPoint: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) { writer.write(integer: bits) }

    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) { bits = try reader.readInteger() }
}

extension FixedPoint: ScaleConvertible where Bits: ScaleConvertible {
    /// Takes `{bits: …}` or the bits alone.
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        bits = try Bits(dynamic: value["bits"] ?? value)
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        guard case .composite(let fields)? = types.unwrapped(id), fields.count == 1 else { return false }
        return Bits.matches(fields[0].type, in: types)
    }
}
