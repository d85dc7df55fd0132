// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension ScaleReader {
    /// A compact integer that fits `T`; throws `notCanonical` unless it is written in the shortest form, and
    /// `outOfRange` when it is too large.
    @inlinable @inline(__always)
    public mutating func readCompact<T: FixedWidthInteger & UnsignedInteger>(
        _: T.Type = T.self
    ) throws(ScaleError) -> T {
        // Most compact integers are below 64 and take one byte.
        if position < bytes.count, bytes[position] & 0b11 == 0 {
            defer { position &+= 1 }
            return T(truncatingIfNeeded: bytes[position] &>> 2)
        }
        return try readLongCompact()
    }

    /// A compact integer of more than one byte.
    @inlinable @inline(never)
    mutating func readLongCompact<T: FixedWidthInteger & UnsignedInteger>() throws(ScaleError) -> T {
        guard position < bytes.count else { throw truncated(1) }
        let first = bytes[position]
        let value: UInt64
        switch first & 0b11 {
        case 0b01:
            value = UInt64(try readInteger(UInt16.self) &>> 2)
            guard value >= 1 << 6 else { throw notShortest(UInt128(value)) }
        case 0b10:
            value = UInt64(try readInteger(UInt32.self) &>> 2)
            guard value >= 1 << 14 else { throw notShortest(UInt128(value)) }
        default:
            let count = Int(first &>> 2) &+ 4
            guard count <= 8 else {
                let wide = try readWideCompact()
                guard let narrow = T(exactly: wide) else { throw tooLarge(wide, T.bitWidth) }
                return narrow
            }
            guard count < remaining else { throw truncated(count &+ 1) }
            var body: UInt64 = 0
            for index in 0..<count { body |= UInt64(bytes[position &+ 1 &+ index]) &<< UInt64(8 &* index) }
            position &+= 1 &+ count
            // The shortest form of `count` bytes fills the last one; with four, it also fits no 30 bits.
            guard count == 4 ? body >= 1 << 30 : body &>> UInt64(8 &* (count &- 1)) != 0 else {
                throw notShortest(UInt128(body))
            }
            value = body
        }
        guard let narrow = T(exactly: value) else { throw tooLarge(UInt128(value), T.bitWidth) }
        return narrow
    }

    /// A compact integer of up to 128 bits.
    @inlinable
    public mutating func readCompact() throws(ScaleError) -> UInt128 { try readCompact(UInt128.self) }

    /// A compact integer whose body has more than eight bytes.
    @usableFromInline @inline(never)
    mutating func readWideCompact() throws(ScaleError) -> UInt128 {
        let count = Int(try readByte() >> 2) + 4
        guard count <= 16 else {
            throw ScaleError(.outOfRange, "a compact integer of \(count) bytes does not fit 128 bits")
        }
        let value = try readBytes(count).reversed().reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        guard value >> UInt128(8 * (count - 1)) != 0 else { throw notShortest(value) }
        return value
    }

    @usableFromInline @inline(never)
    func notShortest(_ value: UInt128) -> ScaleError {
        ScaleError(.notCanonical, "the compact integer \(value) is not written in its shortest form")
    }

    @usableFromInline @inline(never)
    func tooLarge(_ value: UInt128, _ bits: Int) -> ScaleError {
        ScaleError(.outOfRange, "the compact integer \(value) does not fit \(bits) bits")
    }
}
