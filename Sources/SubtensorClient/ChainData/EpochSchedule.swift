// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

/// When a subnet's epochs run, as of one block.
public struct EpochSchedule: Hashable, Sendable {
    public let netuid: NetUID
    /// The block that this is about.
    public let block: BlockNumber
    /// Blocks from one epoch to the next; 0 for a subnet without epochs.
    public let tempo: UInt16
    /// The block of the last epoch; 0 before the first.
    public let lastEpoch: BlockNumber
    /// The block of an epoch that the owner asked for; nil when none is.
    public let pendingEpoch: BlockNumber?
    /// How many epochs there were.
    public let index: UInt64
    public let blocksSinceLastStep: UInt64
    /// The block of the next epoch, as the runtime itself says; nil for a subnet without epochs.
    public let nextEpoch: BlockNumber?

    /// Blocks until the next epoch; 0 for one that is due.
    public var blocksUntilNextEpoch: UInt64? { nextEpoch.map { block.age(at: $0) } }

    /// Whether owners change nothing now: in the last blocks before an epoch, and while one that was asked for is due.
    ///
    /// - Parameter window: how many blocks before an epoch that begins.
    public func isFrozen(window: UInt64) -> Bool {
        guard netuid != 0, tempo > 0 else { return false }
        if let pendingEpoch, pendingEpoch > block { return true }
        return block.age(at: lastEpoch.advanced(by: UInt64(tempo))) < window
    }
}
