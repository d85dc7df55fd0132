// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A subnet's epoch: consensus over what its neurons have set, and what comes of it.
extension Execution {
    mutating func runEpoch(_ netuid: UInt16) {
        applyPendingChildren(netuid)
        let hotkeys = hotkeys(netuid)
        let input = consensusInput(netuid, hotkeys)
        let result = YumaConsensus(input)
        store(result, netuid, input)
        let paid = payOut(netuid, hotkeys, result, stake: input.stake)
        state[SubtensorPallet.emission, netuid] = paid
        state[SubtensorPallet.blocksSinceLastStep, netuid] = 0
        state[SubtensorPallet.lastStepBlock, netuid] = block.rawValue
    }

    /// Blocks without weights after which a validator is inactive.
    func activityCutoff(_ netuid: UInt16) -> UInt64 {
        guard rules == .powRegister else { return UInt64(state[SubtensorPallet.activityCutoff, netuid]) }
        let (factor, tempo) = (
            state[SubtensorPallet.activityCutoffFactor, netuid], state[SubtensorPallet.tempo, netuid]
        )
        return UInt64(factor) * UInt64(tempo) / 1000
    }

    private func consensusInput(_ netuid: UInt16, _ hotkeys: [AccountID]) -> YumaConsensus.Input {
        let stakes = hotkeys.map { stakeWeight(of: $0, netuid) }
        let threshold = state[SubtensorPallet.stakeThreshold]
        let counted = stakes.map { $0 >= threshold ? $0 : 0 }
        let total = counted.reduce(UInt64(0)) { $0.saturatingAdding($1) }
        let uids = UInt16(0)..<UInt16(clamping: hotkeys.count)
        let updates = padded(state[SubtensorPallet.lastUpdate, netuid], hotkeys.count, with: 0)
        let cutoff = activityCutoff(netuid)
        return YumaConsensus.Input(
            stake: counted.map { Fixed($0, over: total) },
            isActive: updates.map { $0.saturatingAdding(cutoff) >= block.rawValue },
            hasPermit: padded(state[SubtensorPallet.validatorPermit, netuid], hotkeys.count, with: false),
            weights: uids.map { Self.row(state[SubtensorPallet.weights, netuid, $0]) },
            bonds: uids.map { Self.row(state[SubtensorPallet.bonds, netuid, $0]) },
            lastUpdate: updates, registeredAt: uids.map { state[SubtensorPallet.blockAtRegistration, netuid, $0] },
            lastEpoch: state[SubtensorPallet.lastStepBlock, netuid],
            kappa: Fixed(UInt64(state[SubtensorPallet.kappa, netuid]), over: UInt64(UInt16.max)),
            bondsMovingAverage: Fixed(state[SubtensorPallet.bondsMovingAverage, netuid], over: 1_000_000),
            bondsPenalty: Fixed(UInt64(state[SubtensorPallet.bondsPenalty, netuid]), over: UInt64(UInt16.max)),
            maximumValidators: Int(state[SubtensorPallet.maxAllowedValidators, netuid]))
    }

    private mutating func store(_ result: YumaConsensus, _ netuid: UInt16, _ input: YumaConsensus.Input) {
        state[SubtensorPallet.stakeWeight, netuid] = input.stake.map(\.proportion)
        state[SubtensorPallet.active, netuid] = input.isActive
        state[SubtensorPallet.rank, netuid] = result.rank.map(\.proportion)
        state[SubtensorPallet.trust, netuid] = result.trust.map(\.proportion)
        state[SubtensorPallet.consensus, netuid] = result.consensus.map(\.proportion)
        state[SubtensorPallet.incentive, netuid] = result.incentive.map(\.proportion)
        state[SubtensorPallet.dividends, netuid] = result.dividends.map(\.proportion)
        state[SubtensorPallet.validatorTrust, netuid] = result.validatorTrust.map(\.proportion)
        state[SubtensorPallet.validatorPermit, netuid] = result.permits
        let earned = zip(result.incentive, result.dividends).map { $0 + $1 }
        state[SubtensorPallet.pruningScores, netuid] = (earned.sum > .zero ? earned : result.activeStake).upscaled
        for (uid, row) in result.storedBonds.enumerated() {
            let stored = row.filter { $0.value > 0 }.map { ScalePair(UInt16(clamping: $0.uid), $0.value) }
            let key = UInt16(clamping: uid)
            if result.permits[uid], !stored.isEmpty {
                state[SubtensorPallet.bonds, netuid, key] = stored
            } else if !input.bonds[uid].isEmpty {
                state.remove(SubtensorPallet.bonds, netuid, key)
            }
        }
    }

    private static func row(_ stored: [ScalePair<UInt16, UInt16>]) -> YumaConsensus.Row {
        stored.map { (uid: Int($0.first), value: Fixed(UInt64($0.second), over: UInt64(UInt16.max))) }
    }

    private func padded<Value>(_ list: [Value], _ count: Int, with filling: Value) -> [Value] {
        list.prefix(count) + [Value](repeating: filling, count: max(count - list.count, 0))
    }
}
