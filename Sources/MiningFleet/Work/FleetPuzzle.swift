// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ProofOfWork
public import SubstratePrimitives

/// One puzzle of a job, as workers need it: the block, public keys, what a seal must meet, and how long it is of use.
public struct FleetPuzzle: Hashable, Sendable {
    /// Whose work it is, by public keys: nobody can spend anything with them.
    public enum Keys: Hashable, Sendable {
        /// Of the call `register` the hotkey, of `faucet` the coldkey.
        case register(account: AccountID, order: SealByteOrder)
        case powRegister(netuid: NetUID, hotkey: AccountID, coldkey: AccountID)
    }

    public let blockNumber: BlockNumber
    public let blockHash: Hash256
    public let keys: Keys
    public let difficulty: UInt256
    /// How much of the fleet works on it, beside the weights of the job's other puzzles: 1 to 1,000.
    public let weight: Int
    /// How long it is of use, from when a worker hears of it.
    public let lifetime: Duration
    /// What workers search for.
    public let puzzle: SealPuzzle
    /// By which a result names it: the same for the same puzzle, and for no other.
    public let id: String

    static let weights = 1...1000
    /// A day is beyond every chain's patience.
    static let lifetimes = Duration.seconds(1)...Duration.seconds(86_400)

    /// - Throws: `malformed` for the difficulty 0 and for what is out of bounds.
    public init(
        blockNumber: BlockNumber, blockHash: Hash256, keys: Keys, difficulty: UInt256, weight: Int = 1,
        lifetime: Duration
    ) throws(FleetError) {
        guard Self.weights.contains(weight) else {
            throw FleetError(.malformed, "the weight \(weight) of a puzzle is not from 1 to \(Self.weights.upperBound)")
        }
        guard Self.lifetimes.contains(lifetime) else {
            throw FleetError(
                .malformed, "a puzzle that lives for \(lifetime) lives for less than a second or more than a day")
        }
        do throws(ProofOfWorkError) {
            switch keys {
            case .register(let account, let order):
                puzzle = .register(
                    blockNumber: blockNumber, blockHash: blockHash, account: account,
                    target: try SealTarget(difficulty: difficulty, order: order))
            case .powRegister(let netuid, let hotkey, let coldkey):
                puzzle = try .powRegister(
                    blockNumber: blockNumber, blockHash: blockHash, netuid: netuid, hotkey: hotkey, coldkey: coldkey,
                    difficulty: difficulty)
            }
        } catch {
            throw FleetError(.malformed, error.reason)
        }
        self.blockNumber = blockNumber
        self.blockHash = blockHash
        self.keys = keys
        self.difficulty = difficulty
        self.weight = weight
        self.lifetime = lifetime
        id = Self.id(of: puzzle)
    }

    /// 128 bits of a hash of all that a seal depends on.
    private static func id(of puzzle: SealPuzzle) -> String {
        let target = puzzle.target.difficulty.bigEndianBytes + Array(puzzle.target.order.rawValue.utf8)
        let number = (0..<8).map { UInt8(truncatingIfNeeded: puzzle.blockNumber.rawValue >> (8 * UInt64($0))) }
        return Array(Hashing.sha256(puzzle.message.bytes(nonce: 0) + target + number).prefix(16)).hexDigits
    }
}
