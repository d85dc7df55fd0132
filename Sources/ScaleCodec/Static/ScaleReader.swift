/// A cursor over SCALE-encoded bytes. Every read checks its bounds; nothing is allocated for a length that the input
/// cannot hold.
public struct ScaleReader {
    private let bytes: [UInt8]
    /// How many bytes have been read.
    public private(set) var offset: Int

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
    }

    /// How many bytes are left.
    public var remaining: Int { bytes.count - offset }

    /// The next byte.
    public mutating func readByte() throws(ScaleError) -> UInt8 {
        guard remaining > 0 else { throw truncated(1) }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// The next `count` bytes.
    public mutating func readBytes(_ count: Int) throws(ScaleError) -> [UInt8] {
        guard count >= 0, count <= remaining else { throw truncated(count) }
        defer { offset += count }
        return [UInt8](bytes[offset..<offset + count])
    }

    /// A little-endian integer of fixed width.
    public mutating func readInteger<T: FixedWidthInteger & Sendable>(_: T.Type = T.self) throws(ScaleError) -> T {
        let width = T.bitWidth / 8
        guard width <= remaining else { throw truncated(width) }
        var value: T = 0
        for index in (0..<width).reversed() { value = value << 8 | T(truncatingIfNeeded: bytes[offset + index]) }
        offset += width
        return value
    }

    /// A compact integer of up to 128 bits; throws `notCanonical` unless it is written in the shortest form.
    public mutating func readCompact() throws(ScaleError) -> UInt128 {
        let first = try readByte()
        let (value, smallest): (UInt128, UInt128)
        switch first & 0b11 {
        case 0b00:
            return UInt128(first >> 2)
        case 0b01:
            (value, smallest) = (UInt128(first >> 2) | UInt128(try readByte()) << 6, 1 << 6)
        case 0b10:
            offset -= 1
            (value, smallest) = (UInt128(try readInteger(UInt32.self) >> 2), 1 << 14)
        default:
            let count = Int(first >> 2) + 4
            guard count <= 16 else {
                throw ScaleError(.outOfRange, "a compact integer of \(count) bytes does not fit 128 bits")
            }
            let body = try readBytes(count)
            value = body.reversed().reduce(0) { $0 << 8 | UInt128($1) }
            smallest = count == 4 ? 1 << 30 : 1 << UInt128(8 * (count - 1))
        }
        guard value >= smallest else {
            throw ScaleError(.notCanonical, "the compact integer \(value) is not written in its shortest form")
        }
        return value
    }

    /// The element count of a collection. Every element takes at least one byte, so a count beyond the remaining
    /// bytes is refused before anything is allocated.
    public mutating func readCount() throws(ScaleError) -> Int {
        let count = try readCompact()
        guard count <= UInt128(remaining) else {
            throw ScaleError(.truncated, "the input claims \(count) elements but only \(remaining) bytes are left")
        }
        return Int(count)
    }

    /// Text: a byte count and UTF-8.
    public mutating func readText() throws(ScaleError) -> String {
        let count = try readCount()
        guard let text = String(validating: try readBytes(count), as: UTF8.self) else {
            throw ScaleError(.invalidText, "text of \(count) bytes is not UTF-8")
        }
        return text
    }

    /// Throws `trailingBytes` unless everything has been read.
    public func finish() throws(ScaleError) {
        guard remaining == 0 else {
            throw ScaleError(.trailingBytes, "\(remaining) bytes remain after the value")
        }
    }

    private func truncated(_ needed: Int) -> ScaleError {
        ScaleError(.truncated, "the input ends at byte \(bytes.count): \(needed) bytes needed, \(remaining) left")
    }
}
