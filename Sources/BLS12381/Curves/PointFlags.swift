// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What the first three bits of an encoded point say (the format of Zcash: draft-irtf-cfrg-pairing-friendly-curves-11, appendix C).
struct PointFlags {
    /// The point at infinity, whose other bits are 0.
    let isInfinity: Bool
    /// Of the two points with this x, the one whose y is greater.
    let isUpperHalf: Bool

    private static let compressed: UInt8 = 0x80
    private static let infinity: UInt8 = 0x40
    private static let upperHalf: UInt8 = 0x20

    /// The flags of an encoded point, and its bytes without them.
    static func taken(
        from bytes: [UInt8], count: Int, _ group: String
    ) throws(BLSError) -> (flags: PointFlags, magnitude: [UInt8]) {
        guard let first = bytes.first, bytes.count == count else {
            throw BLSError(.wrongLength, "a point of \(group) has \(count) bytes, not \(bytes.count)")
        }
        guard first & compressed != 0 else {
            throw BLSError(.wrongFlags, "the point of \(group) is not in the compressed form: its first bit is 0")
        }
        let flags = PointFlags(isInfinity: first & infinity != 0, isUpperHalf: first & upperHalf != 0)
        var magnitude = bytes
        magnitude[0] &= 0x1f
        guard !flags.isInfinity || (!flags.isUpperHalf && magnitude.allSatisfy { $0 == 0 }) else {
            throw BLSError(.wrongFlags, "the point of \(group) says that it is the one at infinity, and is not")
        }
        return (flags, magnitude)
    }

    /// The bytes of a coordinate with the flags in their first bits.
    func put(into magnitude: [UInt8]) -> [UInt8] {
        var bytes = magnitude
        bytes[0] |= Self.compressed | (isInfinity ? Self.infinity : 0) | (isUpperHalf ? Self.upperHalf : 0)
        return bytes
    }
}

extension BLSError {
    static func notReduced(_ group: String) -> BLSError {
        BLSError(.notReduced, "a coordinate of the point of \(group) is not below the field's modulus")
    }

    static func notOnCurve(_ group: String) -> BLSError {
        BLSError(.notOnCurve, "the bytes are no point of the curve of \(group)")
    }

    static func wrongSubgroup(_ group: String) -> BLSError {
        BLSError(.wrongSubgroup, "the point is on the curve of \(group), but not in its group of prime order")
    }
}
