// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A public exponent or factor, as the bits by which powers and multiples are made.
struct Exponent: Sendable {
    /// From the most significant one, which is set, to the least significant one.
    let bits: [Bool]

    /// - Parameter words: the least significant one first.
    init(_ words: [UInt64]) {
        let all = words.reversed().flatMap { word in (0..<64).reversed().map { word >> $0 & 1 == 1 } }
        bits = Array(all.drop { !$0 })
    }

    /// (p + `offset`) / `divisor`, which is a whole number.
    init(modulusPlus offset: Int64, dividedBy divisor: UInt64) {
        // The lowest word of p is far from both ends of its range.
        var words = Limbs.modulus.words
        words[0] = words[0] &+ UInt64(bitPattern: offset)
        var remainder: UInt64 = 0
        for index in words.indices.reversed() {
            (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
        }
        self.init(words)
    }

    /// |x| = 2⁶³ + 2⁶² + 2⁶⁰ + 2⁵⁷ + 2⁴⁸ + 2¹⁶, the parameter of the curve's family. x itself is negative.
    static let parameter = Exponent([0xd201_0000_0001_0000])

    /// r = x⁴ - x² + 1, the order of the groups.
    static let groupOrder = Exponent([
        0xffff_ffff_0000_0001, 0x53bd_a402_fffe_5bfe, 0x3339_d808_09a1_d805, 0x73ed_a753_299d_7d48,
    ])
}
