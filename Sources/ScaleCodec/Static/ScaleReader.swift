// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A cursor over SCALE-encoded bytes. Every read checks its bounds; nothing is allocated for a length that the input
/// cannot hold.
public struct ScaleReader {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline var position: Int

    @inlinable
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
    }

    /// How many bytes have been read.
    @inlinable public var offset: Int { position }

    /// How many bytes are left.
    @inlinable public var remaining: Int { bytes.count &- position }

    /// The next byte.
    @inlinable
    public mutating func readByte() throws(ScaleError) -> UInt8 {
        guard position < bytes.count else { throw truncated(1) }
        let byte = bytes[position]
        position &+= 1
        return byte
    }

    /// The next `count` bytes. For those that nobody wants there is ``skip(_:)``.
    ///
    /// Never inlined: where a copy of a slice turns out to be unused, Swift 6.3's optimiser frees it before the bytes are
    /// written into it.
    @inline(never)
    public mutating func readBytes(_ count: Int) throws(ScaleError) -> [UInt8] {
        let start = position
        try skip(count)
        return [UInt8](bytes[start..<position])
    }

    /// Passes over the next `count` bytes.
    @inlinable
    public mutating func skip(_ count: Int) throws(ScaleError) {
        guard count >= 0, count <= remaining else { throw truncated(count) }
        position &+= count
    }

    /// A little-endian integer of fixed width.
    @inlinable
    public mutating func readInteger<T: FixedWidthInteger & Sendable>(_: T.Type = T.self) throws(ScaleError) -> T {
        let width = T.bitWidth / 8
        guard width <= remaining else { throw truncated(width) }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: T.self) }
        position &+= width
        return T(littleEndian: value)
    }

    /// The element count of a collection. Every element takes at least one byte, so a count beyond the remaining
    /// bytes is refused before anything is allocated.
    @inlinable
    public mutating func readCount() throws(ScaleError) -> Int {
        let count = try readCompact(UInt64.self)
        guard count <= UInt64(remaining) else { throw tooMany(count) }
        return Int(truncatingIfNeeded: count)
    }

    /// Text: a byte count and UTF-8.
    public mutating func readText() throws(ScaleError) -> String {
        let count = try readCount()
        let text = bytes.withUnsafeBufferPointer { buffer -> String? in
            let slice = UnsafeBufferPointer(rebasing: buffer[position..<position + count])
            // Validating is several times slower, and nearly all text of a chain is ASCII.
            let isASCII = slice.allSatisfy { $0 < 0x80 }
            return isASCII ? String(decoding: slice, as: UTF8.self) : String(validating: slice, as: UTF8.self)
        }
        guard let text else { throw ScaleError(.invalidText, "text of \(count) bytes is not UTF-8") }
        position += count
        return text
    }

    /// Throws `trailingBytes` unless everything has been read.
    public func finish() throws(ScaleError) {
        guard remaining == 0 else {
            throw ScaleError(.trailingBytes, "\(remaining) bytes remain after the value")
        }
    }

    /// How many elements to make room for when the input claims `count` of them: a claim alone never takes more than
    /// four bytes of memory for each byte that is left.
    @inlinable
    func room<Element>(for count: Int, of _: Element.Type) -> Int {
        min(count, 16 &+ remaining &* 4 / max(1, MemoryLayout<Element>.stride))
    }

    @usableFromInline @inline(never)
    func truncated(_ needed: Int) -> ScaleError {
        ScaleError(.truncated, "the input ends at byte \(bytes.count): \(needed) bytes needed, \(remaining) left")
    }

    @usableFromInline @inline(never)
    func tooMany(_ count: UInt64) -> ScaleError {
        ScaleError(.truncated, "the input claims \(count) elements but only \(remaining) bytes are left")
    }
}
