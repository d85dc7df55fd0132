// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What a ``WeightsLoop`` did or saw, one thing at a time.
public enum WeightsEvent: Hashable, Sendable {
    /// A new block was looked at, and what was to be done is done.
    case looked(WeightsLook)
    /// The subnet takes weights in this way: told at the beginning, and when it changes.
    case mode(WeightsMode)
    /// Weights are on the chain for this epoch, or committed.
    case sent(WeightsOutcome, epoch: UInt64, block: BlockNumber)
    /// The chain had what belongs to this epoch when the loop began.
    case found(epoch: UInt64)
    /// The chain opened weights that were committed encrypted, as it should.
    case opened(PendingWeights)
    /// The chain did not open weights that were committed encrypted, or did not take them.
    case lost(PendingWeights)
    /// Salted weights were revealed, and are in force.
    case revealed(Hash256, block: BlockNumber)
    /// Salted weights were not revealed in time: what was kept of them is forgotten.
    case expired(Hash256)
    /// These uids are not on the subnet any more: their weights were left out.
    case leftOut([UInt16])
    /// Nothing can be sent now, and why; told once, until it changes. The loop goes on.
    case waiting(String)
    /// Something went wrong on the way, and why. The loop goes on.
    case failed(String)
}

/// What a ``WeightsLoop`` sees in a block.
public struct WeightsLook: Hashable, Sendable {
    public let block: BlockNumber
    public let epoch: UInt64
    public let mode: WeightsMode
    /// Whether the chain has what belongs to this epoch.
    public let isDone: Bool
    /// The first block of the next epoch.
    public let nextEpoch: BlockNumber
}

extension WeightsEvent: CustomStringConvertible {
    public var description: String {
        switch self {
        case .looked(let look):
            "block \(look.block), epoch \(look.epoch): " + (look.isDone ? "done" : "to do")
                + ", the next begins with block \(look.nextEpoch)"
        case .mode(.plain): "the subnet takes weights openly"
        case .mode(.salted): "the subnet takes weights committed with a salt and revealed later"
        case .mode(.timelocked): "the subnet takes weights encrypted until the chain opens them"
        case .sent(.stored(let values), let epoch, let block):
            "set \(values.count) \(values.count == 1 ? "weight" : "weights") in block \(block), epoch \(epoch)"
        case .sent(.committed(let commitment), let epoch, let block):
            "committed \(commitment.commitHash) in block \(block), epoch \(epoch)"
        case .sent(.timelocked(let pending), let epoch, let block):
            "committed timelocked weights in block \(block), epoch \(epoch): the chain opens them from block "
                + "\(pending.revealBlock) on, with round \(pending.revealRound)"
        case .found(let epoch): "the chain has the weights of epoch \(epoch) already"
        case .opened(let pending): "the chain opened the weights of round \(pending.revealRound)"
        case .lost(let pending):
            "the chain did not take the weights that it was to open with round \(pending.revealRound)"
        case .revealed(let hash, let block): "revealed \(hash) in block \(block)"
        case .expired(let hash): "the time to reveal \(hash) is over: its weights are lost"
        case .leftOut(let uids):
            "left out \(uids.count == 1 ? "uid" : "uids") \(uids.map { "\($0)" }.joined(separator: ", ")), which the "
                + "subnet does not have"
        case .waiting(let reason): "waiting: \(reason)"
        case .failed(let reason): "failed: \(reason)"
        }
    }
}
