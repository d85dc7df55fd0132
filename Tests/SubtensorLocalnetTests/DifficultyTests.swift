// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("How difficulty and burn move")
struct DifficultyTests {
    struct Interval: Sendable, CustomTestStringConvertible {
        var byWork: UInt16
        var byBurn: UInt16
        var difficulty: UInt64
        var burn: UInt64
        var alpha: UInt64 = 0

        var testDescription: String { "\(byWork) by work, \(byBurn) by burning, alpha \(alpha)" }
    }

    /// From difficulty 1,000,000 and burn 100,000,000 with a target of 2: the factor is (count + 2) / 4.
    static let intervals = [
        Interval(byWork: 0, byBurn: 0, difficulty: 500_000, burn: 50_000_000),
        Interval(byWork: 1, byBurn: 0, difficulty: 1_000_000, burn: 75_000_000),
        Interval(byWork: 0, byBurn: 1, difficulty: 750_000, burn: 100_000_000),
        Interval(byWork: 1, byBurn: 1, difficulty: 1_000_000, burn: 100_000_000),
        Interval(byWork: 2, byBurn: 0, difficulty: 1_000_000, burn: 100_000_000),
        Interval(byWork: 5, byBurn: 1, difficulty: 2_000_000, burn: 100_000_000),
        Interval(byWork: 1, byBurn: 5, difficulty: 1_000_000, burn: 200_000_000),
        Interval(byWork: 3, byBurn: 3, difficulty: 2_000_000, burn: 200_000_000),
        // Half of the old value and half of the new one.
        Interval(byWork: 6, byBurn: 0, difficulty: 1_500_000, burn: 100_000_000, alpha: 1 << 63),
        Interval(byWork: 6, byBurn: 0, difficulty: 1_000_000, burn: 100_000_000, alpha: .max),
    ]

    static func execution(_ rules: RuleSet, block: UInt64, isDifficultyPinned: Bool = false) throws -> Execution {
        let runtime = try LocalRuntime(rules: rules, isDifficultyPinned: isDifficultyPinned)
        let genesis = Execution.genesis(runtime, LocalnetConfiguration(rules: rules, difficulty: 1_000_000))
        var execution = Execution(runtime: runtime, block: BlockNumber(block), state: genesis.state)
        execution.state[SubtensorPallet.minDifficulty, UInt16(1)] = 1000
        return execution
    }

    private static func end(_ interval: Interval, in execution: inout Execution) {
        execution.state[SubtensorPallet.powRegistrationsThisInterval, UInt16(1)] = interval.byWork
        execution.state[SubtensorPallet.burnRegistrationsThisInterval, UInt16(1)] = interval.byBurn
        execution.state[SubtensorPallet.registrationsThisInterval, UInt16(1)] = interval.byWork + interval.byBurn
        execution.state[SubtensorPallet.adjustmentAlpha, UInt16(1)] = interval.alpha
        execution.beginBlock()
    }

    @Test("at an interval's end the kind that drove it moves", arguments: RegisterTests.rules, intervals)
    func adjustment(rules: RuleSet, interval: Interval) throws {
        var execution = try Self.execution(rules, block: 100)
        Self.end(interval, in: &execution)
        let state = execution.state
        // alpha is a fraction of 2^64 − 1: a half is not exact.
        let difficulty = state[SubtensorPallet.difficulty, UInt16(1)]
        #expect(difficulty <= interval.difficulty && interval.difficulty - difficulty <= 1)
        #expect(state[SubtensorPallet.burn, UInt16(1)] == interval.burn)
        #expect(state[SubtensorPallet.lastAdjustmentBlock, UInt16(1)] == 100)
        for counter in [
            SubtensorPallet.registrationsThisInterval, SubtensorPallet.powRegistrationsThisInterval,
            SubtensorPallet.burnRegistrationsThisInterval,
        ] { #expect(state[counter, UInt16(1)] == 0) }
    }

    @Test("nothing moves before an interval's end", arguments: RegisterTests.rules)
    func withinInterval(rules: RuleSet) throws {
        var execution = try Self.execution(rules, block: 99)
        Self.end(Interval(byWork: 6, byBurn: 0, difficulty: 0, burn: 0), in: &execution)
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(1)] == 1_000_000)
        #expect(execution.state[SubtensorPallet.registrationsThisInterval, UInt16(1)] == 6)
    }

    @Test("difficulty stays within its bounds", arguments: RegisterTests.rules)
    func bounds(rules: RuleSet) throws {
        var execution = try Self.execution(rules, block: 100)
        execution.state[SubtensorPallet.maxDifficulty, UInt16(1)] = 1_100_000
        Self.end(Interval(byWork: 6, byBurn: 0, difficulty: 0, burn: 0), in: &execution)
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(1)] == 1_100_000)
        execution.state[SubtensorPallet.lastAdjustmentBlock, UInt16(1)] = 0
        execution.state[SubtensorPallet.minDifficulty, UInt16(1)] = 900_000
        Self.end(Interval(byWork: 0, byBurn: 0, difficulty: 0, burn: 0), in: &execution)
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(1)] == 900_000)
    }

    @Test("huge values and an empty target do not trap", arguments: RegisterTests.rules)
    func extremes(rules: RuleSet) throws {
        var execution = try Self.execution(rules, block: 100)
        for item in [SubtensorPallet.difficulty, SubtensorPallet.maxDifficulty, SubtensorPallet.burn] {
            execution.state[item, UInt16(1)] = .max
        }
        Self.end(Interval(byWork: 60_000, byBurn: 0, difficulty: 0, burn: 0), in: &execution)
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(1)] == .max)
        execution.state[SubtensorPallet.lastAdjustmentBlock, UInt16(1)] = 0
        execution.state[SubtensorPallet.targetRegistrationsPerInterval, UInt16(1)] = 0
        Self.end(Interval(byWork: 1, byBurn: 0, difficulty: 0, burn: 0), in: &execution)
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(1)] == .max)
    }

    @Test("a pinned difficulty stays as it is", arguments: RuleSet.allCases)
    func pinned(rules: RuleSet) throws {
        var execution = try Self.execution(rules, block: 100, isDifficultyPinned: true)
        Self.end(Interval(byWork: 6, byBurn: 0, difficulty: 0, burn: 0), in: &execution)
        execution.raiseDifficulty(1)
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(1)] == 1_000_000)
    }

    @Test("with pow_register it decays every block, down to its minimum, on every subnet but root")
    func decay() throws {
        var execution = try Self.execution(.powRegister, block: 2)
        execution.beginBlock()
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(1)] == 1_000_000 - 96)
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(0)] == 1_000_000)
        execution.state[SubtensorPallet.minDifficulty, UInt16(1)] = 999_900
        execution.beginBlock()
        #expect(execution.state[SubtensorPallet.difficulty, UInt16(1)] == 999_900)
    }

    @Test("with pow_register it rises by a quarter with a registration, up to its maximum")
    func rise() throws {
        var scene = try RegistrationScene(.powRegister)
        scene.execution.state[SubtensorPallet.difficulty, UInt16(1)] = 4
        scene.nonce = try #require(
            (0..<1000 as Range<UInt64>).first { nonce in
                var copy = scene
                copy.nonce = nonce
                return copy.run(copy.powRegister()) == nil
            })
        #expect(scene.run(scene.powRegister()) == nil)
        #expect(scene.execution.state[SubtensorPallet.difficulty, UInt16(1)] == 5)
        scene.execution.state[SubtensorPallet.difficulty, UInt16(1)] = .max
        scene.execution.state[SubtensorPallet.maxDifficulty, UInt16(1)] = .max
        scene.execution.raiseDifficulty(1)
        #expect(scene.execution.state[SubtensorPallet.difficulty, UInt16(1)] == .max)
    }
}
