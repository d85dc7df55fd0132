// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What a seal must meet: a difficulty, in the byte order in which its chain reads seals.
public struct SealTarget: Hashable, Sendable {
    public let difficulty: UInt256
    public let order: SealByteOrder
    /// The largest value that the most significant 64 bits of an accepted seal can have.
    ///
    /// A larger value is refused for certain; an equal one needs the whole seal.
    public let earlyRejectThreshold: UInt64

    /// A target; throws `zeroDifficulty` for the difficulty 0, by which no chain can judge.
    public init(difficulty: UInt256, order: SealByteOrder) throws(ProofOfWorkError) {
        guard let largestSeal = UInt256.max.quotient(dividingBy: difficulty) else {
            throw ProofOfWorkError(.zeroDifficulty, "the difficulty is 0: it must be 1 or more")
        }
        self.difficulty = difficulty
        self.order = order
        earlyRejectThreshold = largestSeal.bigEndianBytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Whether `seal` meets this target by the chain's own rule: seal times difficulty must not overflow 256 bits.
    ///
    /// The old Python client demanded a product below 2^256 - 1, and so refused that one value, which chains accept.
    public func accepts(_ seal: Seal) -> Bool {
        !seal.number(order).multipliedReportingOverflow(by: difficulty).overflow
    }
}
