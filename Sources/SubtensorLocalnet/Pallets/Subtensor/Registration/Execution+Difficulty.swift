// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// How difficulty and burn follow the registrations.
extension Execution {
    /// What the pallet does at the start of every block.
    mutating func beginBlock() {
        let netuids = netuids
        for netuid in netuids {
            if rules.registerChecksWork {
                adjustAtIntervalEnd(netuid)
            } else {
                decayBurn(netuid)
                decayDifficulty(netuid)
            }
            if state[SubtensorPallet.registrationsThisBlock, netuid] > 0 {
                state[SubtensorPallet.registrationsThisBlock, netuid] = 0
            }
        }
        storeRound()
        for netuid in netuids where netuid != 0 { openTimelockedWeights(netuid) }
        emit(to: netuids)
    }

    /// The first two eras: every `AdjustmentInterval` blocks, more registrations than the target raise the price of the
    /// kind that drove them, fewer lower the price of the other kind.
    private mutating func adjustAtIntervalEnd(_ netuid: UInt16) {
        let interval = UInt64(state[SubtensorPallet.adjustmentInterval, netuid])
        guard block.rawValue - state[SubtensorPallet.lastAdjustmentBlock, netuid] >= interval else { return }
        let (byWork, byBurn) = (
            state[SubtensorPallet.powRegistrationsThisInterval, netuid],
            state[SubtensorPallet.burnRegistrationsThisInterval, netuid]
        )
        let count = state[SubtensorPallet.registrationsThisInterval, netuid]
        let target = state[SubtensorPallet.targetRegistrationsPerInterval, netuid]
        let rises = count > target
        if byWork == byBurn || (byWork > byBurn) == rises { adjustDifficulty(netuid, count, target) }
        if byWork == byBurn || (byWork < byBurn) == rises { adjustBurn(netuid, count, target) }
        state[SubtensorPallet.lastAdjustmentBlock, netuid] = block.rawValue
        state[SubtensorPallet.registrationsThisInterval, netuid] = 0
        state[SubtensorPallet.powRegistrationsThisInterval, netuid] = 0
        state[SubtensorPallet.burnRegistrationsThisInterval, netuid] = 0
    }

    private mutating func adjustDifficulty(_ netuid: UInt16, _ count: UInt16, _ target: UInt16) {
        let adjusted = smoothed(state[SubtensorPallet.difficulty, netuid], netuid, count, target)
        let bounds = (state[SubtensorPallet.minDifficulty, netuid], state[SubtensorPallet.maxDifficulty, netuid])
        setDifficulty(netuid, min(max(adjusted, bounds.0), bounds.1))
    }

    private mutating func adjustBurn(_ netuid: UInt16, _ count: UInt16, _ target: UInt16) {
        setBurn(netuid, smoothed(state[SubtensorPallet.burn, netuid], netuid, count, target))
    }

    /// alpha × current + (1 − alpha) × current × (count + target) / (2 × target), alpha being `AdjustmentAlpha` / 2^64.
    private func smoothed(_ current: UInt64, _ netuid: UInt16, _ count: UInt16, _ target: UInt16) -> UInt64 {
        guard target > 0 else { return current }
        let updated = UInt128(current) * (UInt128(count) + UInt128(target)) / (2 * UInt128(target))
        let alpha = UInt128(state[SubtensorPallet.adjustmentAlpha, netuid])
        let one = UInt128(UInt64.max)
        let next = UInt128(current) * alpha / one + min(updated, one) * (one - alpha) / one
        return UInt64(min(next, one))
    }

    /// Since spec 395 the burn halves every 360 blocks (`BurnHalfLife`) …
    private mutating func decayBurn(_ netuid: UInt16) {
        // The pallet leaves the first block out. 2^32 × 2^(−1/360), rounded down.
        guard block > 1 else { return }
        let factor: UInt128 = 4_286_705_684
        setBurn(netuid, UInt64((UInt128(state[SubtensorPallet.burn, netuid]) * factor) >> 32))
    }

    /// … and rises with every burned registration, to 1.26 times itself (`BurnIncreaseMult`).
    mutating func raiseBurn(_ netuid: UInt16) {
        setBurn(netuid, UInt64(clamping: UInt128(state[SubtensorPallet.burn, netuid]) * 126 / 100))
    }

    private mutating func setBurn(_ netuid: UInt16, _ burn: UInt64) {
        let bounds = (state[SubtensorPallet.minBurn, netuid], state[SubtensorPallet.maxBurn, netuid])
        let bounded = min(max(burn, bounds.0), bounds.1)
        if bounded != state[SubtensorPallet.burn, netuid] { state[SubtensorPallet.burn, netuid] = bounded }
    }

    /// With `pow_register`, difficulty decays every block on every subnet but root. The real curve was not published;
    /// this one halves it in about a day of 7200 blocks (1 − 2^(−1/7200) ≈ 1/10387).
    private mutating func decayDifficulty(_ netuid: UInt16) {
        guard rules == .powRegister, netuid != 0 else { return }
        let difficulty = state[SubtensorPallet.difficulty, netuid]
        setDifficulty(netuid, max(difficulty - difficulty / 10_387, state[SubtensorPallet.minDifficulty, netuid]))
    }

    /// And it rises by a quarter with every registration.
    mutating func raiseDifficulty(_ netuid: UInt16) {
        let difficulty = state[SubtensorPallet.difficulty, netuid]
        setDifficulty(
            netuid, min(difficulty.saturatingAdding(difficulty / 4), state[SubtensorPallet.maxDifficulty, netuid]))
    }

    private mutating func setDifficulty(_ netuid: UInt16, _ difficulty: UInt64) {
        guard !runtime.isDifficultyPinned, difficulty != state[SubtensorPallet.difficulty, netuid] else { return }
        state[SubtensorPallet.difficulty, netuid] = difficulty
    }
}
