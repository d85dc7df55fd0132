// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Hashes per second.
public struct HashRate: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let perSecond: Double

    public init(perSecond: Double) { self.perSecond = perSecond }

    /// The mean rate of `hashes` in `time`; 0 for no time.
    public init(hashes: UInt64, in time: Duration) {
        perSecond = time > .zero ? Double(hashes) / (time / .seconds(1)) : 0
    }

    public static let zero = HashRate(perSecond: 0)

    public static func < (lhs: HashRate, rhs: HashRate) -> Bool { lhs.perSecond < rhs.perSecond }

    /// The rate with two decimals in the unit that suits it, such as `35.20 MH/s`.
    public var description: String {
        var value = perSecond
        var unit = "H/s"
        for larger in ["kH/s", "MH/s", "GH/s", "TH/s"] where value >= 999.995 {
            value /= 1000
            unit = larger
        }
        return "\(value.fixed(decimals: 2)) \(unit)"
    }
}
