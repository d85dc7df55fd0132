// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A part of a whole, in steps of 1/65535: ranks, trust, incentive, take.
public struct Proportion: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The part of 65535.
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The part of 1.
    public var value: Double { Double(rawValue) / 65535 }

    public static func < (lhs: Proportion, rhs: Proportion) -> Bool { lhs.rawValue < rhs.rawValue }
    public var description: String { "\(value)" }
}
