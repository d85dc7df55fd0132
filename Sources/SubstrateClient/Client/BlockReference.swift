// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Which block a reading is about.
public enum BlockReference: Hashable, Sendable, CustomStringConvertible {
    /// The newest block of the best chain.
    case head
    /// The newest block that can no longer be replaced.
    case finalized
    /// The block of the best chain at this height.
    case number(BlockNumber)
    /// The block with this hash.
    case hash(Hash256)

    public var description: String {
        switch self {
        case .head: "the newest block"
        case .finalized: "the newest finalised block"
        case .number(let number): "block \(number)"
        case .hash(let hash): "block \(hash)"
        }
    }
}

extension BlockReference: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: UInt64) { self = .number(BlockNumber(value)) }
}
