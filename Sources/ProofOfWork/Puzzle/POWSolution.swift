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

    /// The solution that the four fields of Python's `POWSolution` tell of, for the puzzle that they are of. The fields
    /// are believed no more than a nonce is: the reference makes the seal anew.
    ///
    /// - Throws: `otherPuzzle` when block or difficulty are not the puzzle's, or the seal is not the nonce's;
    ///   `sealMissesTarget`.
    public init(_ fields: Fields, of puzzle: SealPuzzle) throws(ProofOfWorkError) {
        guard fields.blockNumber == puzzle.blockNumber, fields.difficulty == puzzle.target.difficulty else {
            throw ProofOfWorkError(
                .otherPuzzle,
                "work of block \(fields.blockNumber) at difficulty \(fields.difficulty) is not of the puzzle of block "
                    + "\(puzzle.blockNumber) at difficulty \(puzzle.target.difficulty)")
        }
        let reference = puzzle.seal(of: fields.nonce)
        guard fields.seal == reference else {
            throw ProofOfWorkError(
                .otherPuzzle,
                "\(fields.seal) is not the seal of nonce \(fields.nonce): that is \(reference) "
                    + "(scheme \(puzzle.scheme.rawValue))")
        }
        try self.init(puzzle: puzzle, nonce: fields.nonce)
    }

    /// The four fields of Python's `POWSolution`: what somebody says of work, and nobody has confirmed.
    public struct Fields: Hashable, Sendable {
        public let nonce: UInt64
        public let blockNumber: BlockNumber
        public let difficulty: UInt256
        public let seal: Seal

        public init(nonce: UInt64, blockNumber: BlockNumber, difficulty: UInt256, seal: Seal) {
            self.nonce = nonce
            self.blockNumber = blockNumber
            self.difficulty = difficulty
            self.seal = seal
        }
    }

    /// What Python's `POWSolution` would hold.
    public var fields: Fields {
        Fields(nonce: nonce, blockNumber: blockNumber, difficulty: difficulty, seal: seal)
    }

    public var blockNumber: BlockNumber { puzzle.blockNumber }
    public var difficulty: UInt256 { puzzle.target.difficulty }
    public var scheme: SealScheme { puzzle.scheme }

    /// Whether the chain would refuse this work in every block after `head`, because its block is too old.
    public func isStale(head: BlockNumber) -> Bool { blockNumber.age(at: head) > scheme.maximumHeadAge }
}
