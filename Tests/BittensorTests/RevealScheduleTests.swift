// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives
import TestVectors
import Testing
import Timelock

@testable import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

private let vectors = VectorFile("timelock.json")

@Suite("When the chain opens timelocked weights")
struct RevealScheduleTests {
    @Test("by formula, blocks and rounds are bittensor-drand 1.3's", arguments: vectors.cases("rounds_v1"))
    func formula(vector: Vector) throws {
        let schedule = RevealSchedule(
            netuid: NetUID(UInt16(vector["netuid"].uint64)), block: BlockNumber(vector["current_block"].uint64),
            tempo: UInt16(vector["tempo"].uint64), revealPeriod: vector["reveal_period"].uint64, epochs: .byFormula)
        try check(schedule, vector)
    }

    @Test("by state, blocks and rounds are bittensor-drand 2.0's", arguments: vectors.cases("rounds_v2"))
    func state(vector: Vector) throws {
        let state = RevealSchedule.EpochState(
            lastEpoch: vector["last_epoch_block"].uint64, pendingEpoch: vector["pending_epoch_at"].uint64,
            index: vector["subnet_epoch_index"].uint64, blocksSinceLastStep: vector["blocks_since_last_step"].uint64)
        let schedule = RevealSchedule(
            netuid: 1, block: BlockNumber(vector["current_block"].uint64), tempo: UInt16(vector["tempo"].uint64),
            revealPeriod: vector["reveal_period"].uint64, epochs: .byState(state))
        guard vector["error"].isNull else {
            let error = #expect(throws: BittensorError(.invalidWeights, "")) { try schedule.firstRevealBlock() }
            #expect(error?.reason.contains("tempo is 0") == true)
            return
        }
        try check(schedule, vector)
    }

    private func check(_ schedule: RevealSchedule, _ vector: Vector) throws {
        let first = try schedule.firstRevealBlock()
        #expect(first.rawValue == vector["first_reveal_block"].uint64)
        let time: Double =
            if case .number(let seconds) = vector["block_time"] { seconds } else { Double(vector["block_time"].uint64) }
        let ahead = schedule.block.age(at: first.advanced(by: RevealSchedule.securityOffset))
        let now = Double(vector["now_ns"].uint64) / 1e9
        #expect(DrandBeacon.quicknet.weightsRound(in: ahead, blockTime: time, from: now) == vector["round"].uint64)
    }

    @Test("a commitment belongs to the epoch of its own block, also where that begins one")
    func commitEpoch() throws {
        func schedule(_ block: UInt64, last: UInt64) -> RevealSchedule {
            RevealSchedule(
                netuid: 1, block: BlockNumber(block), tempo: 10, revealPeriod: 1,
                epochs: .byState(
                    .init(lastEpoch: last, pendingEpoch: 0, index: 7, blocksSinceLastStep: block - last)))
        }
        #expect(schedule(108, last: 100).commitEpoch == 7 && schedule(109, last: 100).commitEpoch == 8)
        let formula = RevealSchedule(netuid: 1, block: 8, tempo: 10, revealPeriod: 1, epochs: .byFormula)
        #expect(formula.commitEpoch == 1)
        // Block 9 begins epoch 1, which epoch 2 opens, from block 20 on; for block 10 the packages say the same.
        #expect(try formula.revealBlock() == 20 && formula.firstRevealBlock() == 9)
        let next = RevealSchedule(netuid: 1, block: 9, tempo: 10, revealPeriod: 1, epochs: .byFormula)
        #expect(try next.revealBlock() == 20 && next.firstRevealBlock() == 20)
        #expect(formula.commitEpochStart == 9 && next.commitEpochStart == 9)
        #expect(schedule(108, last: 100).commitEpochStart == 100 && schedule(109, last: 100).commitEpochStart == 110)
    }

    @Test("numbers that no chain has are refused or held to the end of the range, and take no time")
    func hostile() throws {
        let state = RevealSchedule.EpochState(
            lastEpoch: .max, pendingEpoch: 0, index: .max, blocksSinceLastStep: .max)
        for (epochs, period) in [(RevealSchedule.Epochs.byState(state), UInt64.max), (.byFormula, .max)] {
            let schedule = RevealSchedule(
                netuid: 4095, block: BlockNumber(UInt64.max), tempo: .max, revealPeriod: period, epochs: epochs)
            let error = #expect(throws: BittensorError(.invalidWeights, "")) { try schedule.firstRevealBlock() }
            #expect(error?.reason.contains("beyond all reckoning") == true)
            let far = RevealSchedule(
                netuid: 4095, block: BlockNumber(UInt64.max), tempo: .max, revealPeriod: 60_000, epochs: epochs)
            #expect(try far.firstRevealBlock() <= BlockNumber(UInt64.max))
            #expect(far.commitEpoch > 0)
        }
    }

    @Test("clocks that are far apart are told, and bind where everybody's time is meant")
    func clocks() throws {
        let own = Date(timeIntervalSince1970: 1_800_000_000)
        func clock(_ seconds: Int64, binding: Bool = true) throws -> ChainClock {
            try ChainClock(
                milliseconds: UInt64(1_800_000_000 + seconds) * 1000, block: 7, own: own, isBinding: binding)
        }
        for near in [0, -12, 12, 300, -300] { #expect(try clock(Int64(near)).effects.isEmpty) }
        #expect(try clock(-100).moment == Date(timeIntervalSince1970: 1_799_999_900))
        for (far, words) in [(Int64(-3661), "1h 1m 1s ago"), (3661, "1h 1m 1s from now")] {
            let error = #expect(throws: BittensorError(.wrongClock, "")) { try clock(far) }
            #expect(error?.reason.contains(words) == true)
            #expect(try clock(far, binding: false).effects.first?.value.contains(words) == true)
        }
        #expect(try ChainClock(milliseconds: 0, block: 0, own: own, isBinding: true).moment == own)
        #expect(throws: BittensorError(.wrongClock, "")) {
            try ChainClock(milliseconds: .max, block: 1, own: own, isBinding: true)
        }
    }
}
