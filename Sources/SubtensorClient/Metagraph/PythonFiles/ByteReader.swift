// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Reads little-endian numbers and stretches of bytes, and never past the end.
struct ByteReader {
    let bytes: [UInt8]
    /// The next byte.
    private(set) var place: Int
    /// Where it stops.
    let end: Int

    /// Reads a range of the bytes.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        place = range.lowerBound
        end = range.upperBound
    }

    var rest: Int { end - place }

    /// - Throws: when fewer bytes are left.
    mutating func range(_ count: Int) throws(FileDamage) -> Range<Int> {
        guard count >= 0, count <= rest else {
            throw FileDamage("\(count) bytes are missing from byte \(place) on: there are \(rest)")
        }
        defer { place += count }
        return place..<(place + count)
    }

    mutating func byte() throws(FileDamage) -> UInt8 {
        let range = try range(1)
        return bytes[range.lowerBound]
    }

    mutating func integer<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) throws(FileDamage) -> Number {
        let range = try range(MemoryLayout<Number>.size)
        return bytes[range].reversed().reduce(0) { $0 << 8 | Number($1) }
    }

    /// A length, of which all bytes are there.
    mutating func length<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type) throws(FileDamage) -> Int {
        let start = place
        let number: Number = try integer()
        guard let length = Int(exactly: number), length <= rest else {
            throw FileDamage("\(number) bytes are claimed at byte \(start), and \(rest) are left")
        }
        return length
    }

    /// Text of UTF-8.
    mutating func text(_ count: Int) throws(FileDamage) -> String {
        let range = try range(count)
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw FileDamage("the text at byte \(range.lowerBound) is no UTF-8")
        }
        return text
    }

    /// A line without its end, of at most `limit` bytes.
    mutating func line(limit: Int) throws(FileDamage) -> String {
        let piece = bytes[place..<min(end, place + limit + 1)]
        guard let lineEnd = piece.firstIndex(of: UInt8(ascii: "\n")) else {
            throw FileDamage("the name at byte \(place) has no end")
        }
        let line = try text(lineEnd - place)
        place += 1
        return line
    }
}
