// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A key as half bytes, the upper half of each byte first: what a trie branches by.
extension [UInt8] {
    var nibbleCount: Int { 2 * count }

    func nibble(_ place: Int) -> Int {
        let byte = self[place >> 1]
        return Int(place & 1 == 0 ? byte >> 4 : byte & 15)
    }

    /// The first place from `start` on at which the nibbles of both differ, and no later than `limit`, which both reach.
    func firstDifference(from other: [UInt8], start: Int, limit: Int) -> Int {
        guard start < limit else { return limit }
        return withUnsafeBytes { mine in
            other.withUnsafeBytes { theirs in
                var byte = start >> 1
                let end = (limit + 1) >> 1
                // The nibble before an odd start does not count.
                var difference = (mine[byte] ^ theirs[byte]) & (start & 1 == 0 ? 0xff : 0x0f)
                while difference == 0 {
                    byte += 1
                    while byte + 8 <= end,
                        mine.loadUnaligned(fromByteOffset: byte, as: UInt64.self)
                            == theirs.loadUnaligned(fromByteOffset: byte, as: UInt64.self)
                    {
                        byte += 8
                    }
                    guard byte < end else { return limit }
                    difference = mine[byte] ^ theirs[byte]
                }
                return Swift.min(2 * byte + (difference & 0xf0 == 0 ? 1 : 0), limit)
            }
        }
    }
}
