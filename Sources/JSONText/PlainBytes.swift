// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension UInt8 {
    /// Whether a JSON string may have the byte as it is: no quotation mark, no backslash, no control character.
    var isPlainInJSON: Bool { self >= 0x20 && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\") }
}

extension UnsafeRawBufferPointer {
    /// Where, from `start` on, the first byte is that is not plain, or the end.
    func endOfPlainBytes(from start: Int) -> Int {
        var index = start
        while count - index >= 8, Self.arePlain(loadUnaligned(fromByteOffset: index, as: UInt64.self)) { index += 8 }
        while index < count, self[index].isPlainInJSON { index += 1 }
        return index
    }

    /// Eight bytes at once: `(x - n) & ~x` has the high bit of a byte set where that byte, or one below it, is less than `n`
    /// (Anderson, Bit Twiddling Hacks, "hasless").
    private static func arePlain(_ bytes: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = bytes ^ ones &* 0x22
        let backslashes = bytes ^ ones &* 0x5c
        let controls = (bytes &- ones &* 0x20) & ~bytes
        return (controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & (ones &* 0x80) == 0
    }
}
