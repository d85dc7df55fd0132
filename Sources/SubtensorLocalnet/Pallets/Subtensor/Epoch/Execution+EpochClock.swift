// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives

/// When a subnet's epochs are: by block, netuid and tempo alone in older runtimes, by what is kept of them in the newest
/// (`LastEpochBlock`).
extension Execution {
    /// After more blocks than these without an epoch one is due, whatever the tempo.
    private static let longestEpoch: UInt64 = 50_400

    /// Whether the subnet has an epoch in this block that has not run.
    func isEpoch(_ netuid: UInt16) -> Bool { blocksUntilEpoch(netuid) == 0 }

    /// How many blocks come before the next epoch; nil with a tempo of 0, which has none.
    private func blocksUntilEpoch(_ netuid: UInt16) -> UInt64? {
        let tempo = UInt64(state[SubtensorPallet.tempo, netuid])
        guard tempo > 0 else { return nil }
        // Every tempo + 1 blocks, one block earlier for each higher netuid.
        guard rules.countsEpochs else { return tempo - (block.rawValue + UInt64(netuid) + 1) % (tempo + 1) }
        guard state[SubtensorPallet.blocksSinceLastStep, netuid] <= Self.longestEpoch else { return 0 }
        return nextEpochStart(netuid).map { $0.saturatingSubtracting(block.rawValue) }
    }

    /// The block of the next epoch, where epochs are counted; nil with a tempo of 0.
    func nextEpochStart(_ netuid: UInt16) -> UInt64? {
        let tempo = UInt64(state[SubtensorPallet.tempo, netuid])
        guard tempo > 0 else { return nil }
        let next = state[SubtensorPallet.lastEpochBlock, netuid].saturatingAdding(tempo)
        let pending = state[SubtensorPallet.pendingEpochAt, netuid]
        return pending > 0 ? min(next, pending) : next
    }

    /// Which epoch of a subnet the block belongs to. One that has not run yet counts.
    func epochIndex(_ netuid: UInt16) -> UInt64 {
        guard rules.countsEpochs else {
            return (block.rawValue + UInt64(netuid) + 1) / (UInt64(state[SubtensorPallet.tempo, netuid]) + 1)
        }
        return state[SubtensorPallet.subnetEpochIndex, netuid].saturatingAdding(isEpoch(netuid) ? 1 : 0)
    }

    /// The blocks of the epoch that is `count` after the one that the block belongs to.
    func blocks(ofEpochIn count: UInt64, _ netuid: UInt16) -> (first: UInt64, last: UInt64) {
        let tempo = UInt64(state[SubtensorPallet.tempo, netuid])
        guard !rules.countsEpochs else {
            let first = state[SubtensorPallet.lastEpochBlock, netuid]
                .saturatingAdding(count.saturatingMultiplied(by: tempo))
            return (first, first.saturatingAdding(max(tempo, 1) - 1))
        }
        let offset = UInt64(netuid) + 1
        let epoch = epochIndex(netuid).saturatingAdding(count)
        let first = epoch.saturatingMultiplied(by: tempo + 1).saturatingSubtracting(offset)
        return (first, first.saturatingAdding(tempo))
    }

    /// Notes that the epoch of this block has run.
    mutating func countEpoch(_ netuid: UInt16) {
        if rules.countsEpochs {
            state[SubtensorPallet.subnetEpochIndex, netuid] = epochIndex(netuid)
            restartEpoch(netuid)
        }
        state[SubtensorPallet.blocksSinceLastStep, netuid] = 0
        state[SubtensorPallet.lastStepBlock, netuid] = block.rawValue
    }

    /// Has the next epoch come a whole tempo from now.
    mutating func restartEpoch(_ netuid: UInt16) {
        guard rules.countsEpochs else { return }
        state[SubtensorPallet.lastEpochBlock, netuid] = block.rawValue
        state.remove(SubtensorPallet.pendingEpochAt, netuid)
    }
}
