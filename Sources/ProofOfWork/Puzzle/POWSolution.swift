// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A nonce that solves a puzzle. There is none that the reference has not confirmed.
public struct POWSolution: Hashable, Sendable {
    public let puzzle: SealPuzzle
    public let nonce: UInt64
    public let seal: Seal

    /// Seals `nonce` by the plain reference; throws `sealMissesTarget` unless the seal meets the puzzle's target.
    public init(puzzle: SealPuzzle, nonce: UInt64) throws(ProofOfWorkError) {
        let seal = puzzle.seal(of: nonce)
        guard puzzle.target.accepts(seal) else {
            throw ProofOfWorkError(
                .sealMissesTarget,
                "the seal \(seal) of nonce \(nonce) does not meet difficulty \(puzzle.target.difficulty) "
                    + "(\(puzzle.target.order.rawValue)-endian, scheme \(puzzle.scheme.rawValue))")
        }
        self.puzzle = puzzle
        self.nonce = nonce
        self.seal = seal
    }

    public var blockNumber: BlockNumber { puzzle.blockNumber }
    public var difficulty: UInt256 { puzzle.target.difficulty }
    public var scheme: SealScheme { puzzle.scheme }

    /// Whether the chain would refuse this work in every block after `head`, because its block is too old.
    public func isStale(head: BlockNumber) -> Bool { blockNumber.age(at: head) > scheme.maximumHeadAge }
}
