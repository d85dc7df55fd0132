// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The height of a block: genesis is 0.
public struct BlockNumber: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    public let rawValue: UInt64

    public init(_ rawValue: some BinaryInteger) { self.rawValue = UInt64(clamping: rawValue) }
    public init(integerLiteral value: UInt64) { rawValue = value }

    public static func < (lhs: BlockNumber, rhs: BlockNumber) -> Bool { lhs.rawValue < rhs.rawValue }

    /// How many blocks `self` lies behind `head`; 0 when it is ahead of it.
    public func age(at head: BlockNumber) -> UInt64 { head < self ? 0 : head.rawValue - rawValue }

    /// The block `count` blocks later, at most the highest number there is.
    public func advanced(by count: UInt64) -> BlockNumber {
        let (sum, overflow) = rawValue.addingReportingOverflow(count)
        return BlockNumber(overflow ? UInt64.max : sum)
    }

    public var description: String { String(rawValue) }
}
