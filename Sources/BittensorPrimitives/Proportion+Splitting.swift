// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Proportion {
    /// Parts of one in the proportions of any numbers from 0 up, as the chain wants a split: together exactly 65535, with what
    /// rounding leaves over on the largest.
    ///
    /// Nil for no numbers, for one that is negative or no number, for nothing but zeros, and for more numbers than can be told
    /// apart.
    public static func splitting(_ numbers: [some BinaryFloatingPoint]) -> [Proportion]? {
        let numbers = numbers.map { Double($0) }
        let sum = numbers.reduce(0, +)
        guard numbers.allSatisfy({ $0 >= 0 }), sum > 0, sum.isFinite else { return nil }
        var parts = numbers.map { Int(($0 / sum * 65535).rounded(.toNearestOrEven)) }
        guard let largest = parts.indices.max(by: { parts[$0] < parts[$1] || parts[$0] == parts[$1] && $0 > $1 }) else {
            return nil
        }
        parts[largest] -= parts.reduce(0, +) - 65535
        let split = parts.compactMap { UInt16(exactly: $0) }.map(Proportion.init(rawValue:))
        return split.count == parts.count ? split : nil
    }
}
