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
        var input = consensusInput(netuid, hotkeys)
        var parts: [(share: Fixed, result: YumaConsensus)] = []
        for (index, share) in mechanismShares(netuid) {
            setMechanism(index, of: &input)
            let result = YumaConsensus(input)
            store(result, mechanism: index, input)
            parts.append((share, result))
        }
        let result = YumaConsensus(parts)
        store(result, netuid, input)
        let paid = payOut(netuid, hotkeys, result, stake: input.stake)
        state[SubtensorPallet.emission, netuid] = paid
        countEpoch(netuid)
    }

    /// Blocks without weights after which a validator is inactive.
    func activityCutoff(_ netuid: UInt16) -> UInt64 {
        guard rules == .powRegister else { return UInt64(state[SubtensorPallet.activityCutoff, netuid]) }
        let (factor, tempo) = (
            state[SubtensorPallet.activityCutoffFactor, netuid], state[SubtensorPallet.tempo, netuid]
        )
        return UInt64(factor) * UInt64(tempo) / 1000
    }

    /// What consensus is made from, but for what each mechanism has of its own.
    private func consensusInput(_ netuid: UInt16, _ hotkeys: [AccountID]) -> YumaConsensus.Input {
        let stakes = hotkeys.map { stakeWeight(of: $0, netuid) }
        let threshold = state[SubtensorPallet.stakeThreshold]
        let counted = stakes.map { $0 >= threshold ? $0 : 0 }
        let total = counted.reduce(UInt64(0)) { $0.saturatingAdding($1) }
        let uids = UInt16(0)..<UInt16(clamping: hotkeys.count)
        let cutoff = activityCutoff(netuid)
        // Who is active with one mechanism is active on the subnet.
        let updates = mechanismIndices(netuid).map { lastUpdates($0, hotkeys.count) }
        let latest = hotkeys.indices.map { uid in updates.map { $0[uid] }.max() ?? 0 }
        return YumaConsensus.Input(
            stake: counted.map { Fixed($0, over: total) },
            isActive: latest.map { $0.saturatingAdding(cutoff) >= block.rawValue },
            hasPermit: padded(state[SubtensorPallet.validatorPermit, netuid], hotkeys.count, with: false),
            weights: [], bonds: [], lastUpdate: [],
            registeredAt: uids.map { state[SubtensorPallet.blockAtRegistration, netuid, $0] },
            lastEpoch: state[SubtensorPallet.lastStepBlock, netuid],
            kappa: Fixed(UInt64(state[SubtensorPallet.kappa, netuid]), over: UInt64(UInt16.max)),
            bondsMovingAverage: Fixed(state[SubtensorPallet.bondsMovingAverage, netuid], over: 1_000_000),
            bondsPenalty: Fixed(UInt64(state[SubtensorPallet.bondsPenalty, netuid]), over: UInt64(UInt16.max)),
            maximumValidators: Int(state[SubtensorPallet.maxAllowedValidators, netuid]))
    }

    private func setMechanism(_ index: UInt16, of input: inout YumaConsensus.Input) {
        let uids = UInt16(0)..<UInt16(clamping: input.stake.count)
        input.weights = uids.map { Self.row(state[SubtensorPallet.weights, index, $0]) }
        input.bonds = uids.map { Self.row(state[SubtensorPallet.bonds, index, $0]) }
        input.lastUpdate = lastUpdates(index, input.stake.count)
    }

    private func lastUpdates(_ index: UInt16, _ count: Int) -> [UInt64] {
        padded(state[SubtensorPallet.lastUpdate, index], count, with: 0)
    }

    private mutating func store(_ result: YumaConsensus, _ netuid: UInt16, _ input: YumaConsensus.Input) {
        state[SubtensorPallet.stakeWeight, netuid] = input.stake.map(\.proportion)
        state[SubtensorPallet.active, netuid] = input.isActive
        state[SubtensorPallet.rank, netuid] = result.rank.map(\.proportion)
        state[SubtensorPallet.trust, netuid] = result.trust.map(\.proportion)
        state[SubtensorPallet.consensus, netuid] = result.consensus.map(\.proportion)
        state[SubtensorPallet.dividends, netuid] = result.dividends.map(\.proportion)
        state[SubtensorPallet.validatorTrust, netuid] = result.validatorTrust.map(\.proportion)
        state[SubtensorPallet.validatorPermit, netuid] = result.permits
        let earned = zip(result.incentive, result.dividends).map { $0 + $1 }
        state[SubtensorPallet.pruningScores, netuid] = (earned.sum > .zero ? earned : result.activeStake).upscaled
    }

    /// Stores what a mechanism has of its own.
    private mutating func store(_ result: YumaConsensus, mechanism index: UInt16, _ input: YumaConsensus.Input) {
        state[SubtensorPallet.incentive, index] = result.incentive.map(\.proportion)
        for (uid, row) in result.storedBonds.enumerated() {
            let stored = row.filter { $0.value > 0 }.map { ScalePair(UInt16(clamping: $0.uid), $0.value) }
            let key = UInt16(clamping: uid)
            if result.permits[uid], !stored.isEmpty {
                state[SubtensorPallet.bonds, index, key] = stored
            } else if !input.bonds[uid].isEmpty {
                state.remove(SubtensorPallet.bonds, index, key)
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
