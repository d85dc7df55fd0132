// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A compact SCALE number of at most 32 bits: a length, or how many items follow.
struct CompactNumber {
    let number: UInt32
    /// How many bytes it takes.
    let length: Int

    /// The number at a place of `bytes`; nil when there is none, or not in its shortest form, which the chain refuses.
    init?(_ bytes: [UInt8], at start: Int) {
        guard start < bytes.count else { return nil }
        let first = bytes[start]
        length = [1, 2, 4, 5][Int(first & 3)]
        guard bytes.count - start >= length else { return nil }
        var read: UInt64 = 0
        for place in 0..<length { read |= UInt64(bytes[start + place]) << UInt64(8 * place) }
        // Of five bytes the first one says only that four follow.
        guard length < 5 || first == 3 else { return nil }
        number = UInt32(truncatingIfNeeded: length < 5 ? read >> 2 : read >> 8)
        guard Self.length(of: number) == length else { return nil }
    }

    static func length(of number: UInt32) -> Int {
        switch number {
        case ..<0x40: 1
        case ..<0x4000: 2
        case ..<0x4000_0000: 4
        default: 5
        }
    }
}

extension [UInt8] {
    mutating func appendCompact(_ number: UInt32) {
        let length = CompactNumber.length(of: number)
        let mode: UInt64 = [0, 0, 1, 0, 2][length % 5]
        let written = length == 5 ? UInt64(number) << 8 | 3 : UInt64(number) << 2 | mode
        for place in 0..<length { append(UInt8(truncatingIfNeeded: written >> UInt64(8 * place))) }
    }
}
