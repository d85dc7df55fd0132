// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Collects SCALE-encoded bytes.
public struct ScaleWriter {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func write(byte: UInt8) { bytes.append(byte) }

    public mutating func write(bytes more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Writes a little-endian integer of fixed width.
    public mutating func write(integer value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes a compact integer in its shortest form.
    public mutating func write(compact value: UInt128) {
        switch value {
        case 0..<(1 << 6):
            write(byte: UInt8(value) << 2)
        case (1 << 6)..<(1 << 14):
            write(integer: UInt16(value) << 2 | 0b01)
        case (1 << 14)..<(1 << 30):
            write(integer: UInt32(value) << 2 | 0b10)
        default:
            let count = max(4, (128 - value.leadingZeroBitCount + 7) / 8)
            write(byte: UInt8(count - 4) << 2 | 0b11)
            for index in 0..<count { write(byte: UInt8(truncatingIfNeeded: value >> UInt128(8 * index))) }
        }
    }

    /// Writes the element count of a collection.
    public mutating func write(count: Int) { write(compact: UInt128(count)) }

    /// Writes text: a byte count and UTF-8.
    public mutating func write(text: String) {
        write(count: text.utf8.count)
        write(bytes: text.utf8)
    }
}
