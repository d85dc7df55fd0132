// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import SubtensorLocalnet

@Suite("Yuma consensus")
struct YumaConsensusTests {
    /// Two validators with 60 % and 40 % of the stake, and two servers.
    private static func input() -> YumaConsensus.Input {
        func row(_ first: UInt64, _ second: UInt64) -> YumaConsensus.Row {
            [(uid: 2, value: Fixed(first, over: 100)), (uid: 3, value: Fixed(second, over: 100))]
        }
        return YumaConsensus.Input(
            stake: [Fixed(6, over: 10), Fixed(4, over: 10), .zero, .zero],
            isActive: [true, true, true, true], hasPermit: [true, true, false, false],
            weights: [row(75, 25), row(50, 50), [], []], bonds: [[], [], [], []], lastUpdate: [10, 10, 1, 1],
            registeredAt: [1, 1, 1, 1], lastEpoch: 5, kappa: Fixed(1, over: 2),
            bondsMovingAverage: Fixed(9, over: 10), bondsPenalty: .one, maximumValidators: 64)
    }

    private static func expect(
        _ values: [Fixed], _ expected: [Double], _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(values.count == expected.count, sourceLocation: sourceLocation)
        for (value, expected) in zip(values, expected) {
            #expect(abs(value.doubleValue - expected) < 1e-8, "\(what)", sourceLocation: sourceLocation)
        }
    }

    /// Worked by hand. Server 2 is given 0.75 by 60 % of the stake and 0.5 by 40 %: half the stake supports 0.75. Server
    /// 3 is given 0.25 and 0.5: half supports 0.25, to which the second validator's 0.5 is cut.
    ///
    ///     rank      2: 0.6 · 0.75 + 0.4 · 0.5 = 0.65        3: 0.6 · 0.25 + 0.4 · 0.25 = 0.25
    ///     trust     2: 0.65 / 0.65 = 1                      3: 0.25 / (0.6 · 0.25 + 0.4 · 0.5) = 5/7
    ///     incentive 2: 0.65 / 0.9 = 13/18                   3: 5/18
    ///     bonds     0: 0.45 / 0.65 = 9/13 and 0.15 / 0.25   1: 0.2 / 0.65 = 4/13 and 0.1 / 0.25
    ///     dividends 0: 13/18 · 9/13 + 5/18 · 3/5 = 2/3      1: 13/18 · 4/13 + 5/18 · 2/5 = 1/3
    @Test("a hand-worked example comes out")
    func handWorked() {
        let result = YumaConsensus(Self.input())
        Self.expect(result.consensus, [0, 0, 0.75, 0.25], "consensus")
        Self.expect(result.rank, [0, 0, 13.0 / 18, 5.0 / 18], "rank")
        Self.expect(result.incentive, [0, 0, 13.0 / 18, 5.0 / 18], "incentive")
        Self.expect(result.trust, [0, 0, 1, 5.0 / 7], "trust")
        Self.expect(result.validatorTrust, [1, 0.75, 0, 0], "validator trust")
        Self.expect(result.bonds[0].map(\.value), [9.0 / 13, 0.6], "bonds of 0")
        Self.expect(result.bonds[1].map(\.value), [4.0 / 13, 0.4], "bonds of 1")
        Self.expect(result.dividends, [2.0 / 3, 1.0 / 3, 0, 0], "dividends")
        #expect(result.permits == [true, true, false, false])
        // In parts of 65535, each column's largest being all of it: 4/13 of 9/13 is 4/9, 0.4 of 0.6 is 2/3.
        #expect(result.storedBonds[0].map(\.value) == [65535, 65535])
        #expect(
            result.storedBonds[1].map(\.value) == [29126, 43689]
                || result.storedBonds[1].map(\.value) == [29126, 43690])
    }

    /// Old bonds of one half each and a moving average of 0.9: server 2's become 0.9 · 0.5 + 0.1 · 9/13.
    @Test("bonds follow weights slowly")
    func movingBonds() {
        var input = Self.input()
        let half: YumaConsensus.Row = [(uid: 2, value: .one), (uid: 3, value: .one)]
        input.bonds = [half, half, [], []]
        let result = YumaConsensus(input)
        Self.expect(result.bonds[0].map(\.value), [0.45 + 0.9 / 13, 0.45 + 0.06], "bonds of 0")
        Self.expect(result.bonds[1].map(\.value), [0.45 + 0.4 / 13, 0.45 + 0.04], "bonds of 1")
        input.lastEpoch = 1
        let forgotten = YumaConsensus(input)
        Self.expect(forgotten.bonds[0].map(\.value), [9.0 / 13, 0.6], "bonds in neurons that came since")
    }

    @Test("weights without a permit, for oneself, or from before a neuron came do not count")
    func unheard() {
        var input = Self.input()
        input.hasPermit = [false, true, false, false]
        Self.expect(YumaConsensus(input).incentive, [0, 0, 0.5, 0.5], "only validator 1")
        input.weights[1] = [(uid: 1, value: .one), (uid: 2, value: .one)]
        Self.expect(YumaConsensus(input).incentive, [0, 0, 1, 0], "not for itself")
        input.registeredAt[2] = 10
        Self.expect(YumaConsensus(input).incentive, [0, 0, 0, 0], "server 2 came later")
    }

    @Test("inactive stake is not counted")
    func inactive() {
        var input = Self.input()
        input.isActive[0] = false
        let result = YumaConsensus(input)
        Self.expect(result.incentive, [0, 0, 0.5, 0.5], "incentive")
        Self.expect(result.dividends, [0, 1, 0, 0], "dividends")
    }

    @Test("permits go to those with the most stake, and never to those without")
    func permits() {
        var input = Self.input()
        input.maximumValidators = 1
        #expect(YumaConsensus(input).permits == [true, false, false, false])
        input.maximumValidators = 4
        #expect(YumaConsensus(input).permits == [true, true, false, false])
    }

    @Test("an empty subnet has no result")
    func empty() {
        var input = Self.input()
        input.weights = [[], [], [], []]
        let result = YumaConsensus(input)
        Self.expect(result.incentive, [0, 0, 0, 0], "incentive")
        Self.expect(result.dividends, [0, 0, 0, 0], "dividends")
        Self.expect(result.activeStake, [0.6, 0.4, 0, 0], "stake")
    }
}

@Suite("Fixed-point numbers")
struct FixedTests {
    @Test("products and quotients are rounded towards zero, and stay within bounds")
    func arithmetic() {
        #expect((Fixed(1, over: 3) * Fixed(3, over: 1)).bits == Fixed.one.bits - 1)
        #expect((Fixed.one / Fixed(3, over: 1)).bits == 1_431_655_765)
        #expect(Fixed.one / .zero == .zero)
        #expect(Fixed(.max, over: 1).bits == .max)
        #expect(Fixed(bits: .max) + .one == Fixed(bits: .max))
        #expect(Fixed(1, over: 2).proportion == 32767)
        #expect(Fixed.one.proportion == 65535)
        #expect(Fixed(1, over: 3).part(of: 9) == 2)
        #expect([Fixed(1, over: 4), Fixed(1, over: 2)].upscaled == [32768, 65535])
    }
}
