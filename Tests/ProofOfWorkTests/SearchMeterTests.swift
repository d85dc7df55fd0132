// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import ProofOfWork

@Suite("What a search does, and how much luck it has had")
struct SearchMeterTests {
    private func progress(_ hashes: UInt64, cards: [UInt64] = []) -> SealSolver.Progress {
        func worker(_ hashes: UInt64, _ device: String) -> SealSolver.Progress.Worker {
            .init(hashes: hashes, rounds: 1, roundTime: .zero, device: device)
        }
        return .init(
            workers: [worker(hashes / 2, "cpu"), worker(hashes - hashes / 2, "cpu")]
                + cards.enumerated().map { worker($1, "cuda:\($0)") })
    }

    @Test("each window has its own rate, and the highest stays")
    func windows() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        var meter = SearchMeter(kernel: SealKernel.available[0])
        var hashes: UInt64 = 0
        var statistics = meter.tick(progress(0), puzzle: puzzle, at: .zero)
        #expect(statistics.rates == HashRates())
        // A quarter of an hour at 100, a minute at 400, ten seconds at 1000, all per second.
        for second in 1...970 {
            hashes += second <= 900 ? 100 : second <= 960 ? 400 : 1000
            statistics = meter.tick(progress(hashes), puzzle: puzzle, at: .seconds(second))
        }
        #expect(statistics.rates.tenSeconds.perSecond == 1000)
        // Fifty seconds at 400 and ten at 1000; 830 at 100, sixty at 400, ten at 1000.
        #expect(statistics.rates.minute == HashRate(hashes: 30_000, in: .seconds(60)))
        #expect(statistics.rates.quarterHour == HashRate(hashes: 117_000, in: .seconds(900)))
        #expect(statistics.rates.mean.perSecond == Double(hashes) / 970)
        #expect(statistics.curve.count == 20)
        #expect(statistics.curve.suffix(6).map(\.perSecond) == [400, 1000, 1000, 1000, 1000, 1000])
        for second in 971...990 { statistics = meter.tick(progress(hashes), puzzle: puzzle, at: .seconds(second)) }
        #expect(statistics.rates.tenSeconds == .zero)
        #expect(statistics.rates.highest.perSecond == 1000)
    }

    @Test("four looks a second for a day keep no more than the longest window needs")
    func bounded() {
        var record = RateRecord()
        for tick in 1...(4 * 3600) { record.note(UInt64(tick) * 25, at: .milliseconds(250 * tick)) }
        #expect(record.rates.quarterHour.perSecond == 100)
        let samples = Mirror(reflecting: record).children.first { $0.label == "samples" }?.value as? [Any]
        #expect((1800...1802).contains(samples?.count ?? 0))
    }

    @Test("a search younger than a window has its rate since it began; a count that goes back is left out")
    func young() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        var meter = SearchMeter(kernel: SealKernel.available[0])
        _ = meter.tick(progress(500), puzzle: puzzle, at: .milliseconds(250))
        #expect(meter.tick(progress(500), puzzle: puzzle, at: .milliseconds(250)).rates.highest == .zero)
        let statistics = meter.tick(progress(4000), puzzle: puzzle, at: .seconds(2))
        #expect(statistics.rates.quarterHour.perSecond == 2000)
        #expect(statistics.rates.highest.perSecond == 2000)
        #expect(meter.tick(progress(10), puzzle: puzzle, at: .seconds(3)).hashes == 4000)
    }

    @Test("devices stand by themselves, threads of the processor together")
    func devices() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        var meter = SearchMeter(kernel: SealKernel.available[0])
        _ = meter.tick(progress(0, cards: [0, 0]), puzzle: puzzle, at: .zero)
        let devices = meter.tick(progress(1000, cards: [5000, 7000]), puzzle: puzzle, at: .seconds(1)).devices
        #expect(devices.map(\.name) == ["cpu", "cuda:0", "cuda:1"])
        #expect(devices.map(\.threads) == [2, 1, 1])
        #expect(devices.map(\.rates.tenSeconds.perSecond) == [1000, 5000, 7000])
        #expect(devices.map(\.hashes) == [1000, 5000, 7000])
    }

    @Test("time in which the search rests counts for no rate")
    func pauses() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        var meter = SearchMeter(kernel: SealKernel.available[0])
        _ = meter.tick(progress(0), puzzle: puzzle, at: .zero)
        _ = meter.tick(progress(2000), puzzle: puzzle, at: .seconds(2))
        let resting = meter.tick(progress(2000), puzzle: puzzle, at: .seconds(100), isPaused: true)
        #expect(resting.isPaused)
        #expect(resting.rates.mean.perSecond == 1000)
        let statistics = meter.tick(progress(3000), puzzle: puzzle, at: .seconds(101))
        #expect(statistics.rates.mean.perSecond == 1000)
        #expect(statistics.elapsed == .seconds(101))
        #expect(statistics.searching == .seconds(3))
    }

    @Test("luck adds up over puzzles of different difficulty, and begins anew after a seal that came to nothing")
    func luck() throws {
        var meter = SearchMeter(kernel: SealKernel.available[0])
        _ = meter.tick(progress(500), puzzle: try samplePuzzle(.register, difficulty: 1000), at: .seconds(1))
        let other = try samplePuzzle(.register, seed: 2, difficulty: 4000)
        let statistics = meter.tick(progress(1500), puzzle: other, at: .seconds(2))
        #expect(statistics.luck.expectedSeals == 0.75)
        #expect(statistics.blocks == 2)
        meter.restartLuck()
        #expect(meter.tick(progress(1500), puzzle: other, at: .seconds(3)).luck == SearchLuck())
    }

    @Test("what others have tried is part of luck and expected times, and of no rate here")
    func elsewhere() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        var meter = SearchMeter(kernel: SealKernel.available[0])
        func tick(_ hashes: UInt64, _ second: Int, _ others: UInt64, _ rate: Double) -> SearchStatistics {
            meter.tick(
                progress(hashes), puzzle: puzzle, at: .seconds(second),
                life: .init(total: .seconds(10), left: .seconds(2)),
                elsewhere: SearchEffort(hashes: others, rate: HashRate(perSecond: rate)))
        }
        _ = tick(0, 0, 0, 0)
        var statistics = tick(100, 1, 400, 300)
        #expect(statistics.luck.expectedSeals == 0.5)
        #expect(statistics.rates.mean.perSecond == 100)
        #expect(statistics.tries == 500 && statistics.hashes == 100)
        #expect(statistics.expectedTimeToSeal == .seconds(2.5))
        #expect(statistics.chanceInThisBlock == SearchLuck(expectedSeals: 0.8).chanceSoFar)
        // Whoever begins anew takes nothing back.
        statistics = tick(200, 2, 10, 0)
        #expect(statistics.tries == 600)
        #expect(statistics.luck.expectedSeals == 0.6)
        #expect(statistics.expectedTimeToSeal == .seconds(10))
    }

    @Test("half of all searches, and 95 in 100, are done when the tables say")
    func quantiles() {
        // ln 2 and ln 20
        #expect(abs(SearchLuck().seals(untilDone: 0.5) - 0.693_147_180_56) < 1e-9)
        #expect(abs(SearchLuck().seals(untilDone: 0.95) - 2.995_732_273_55) < 1e-9)
        #expect(abs(SearchLuck(expectedSeals: 0.5).seals(untilDone: 0.5) - 0.193_147_180_56) < 1e-9)
        #expect(SearchLuck(expectedSeals: 5).seals(untilDone: 0.95) == 0)
        #expect(abs(SearchLuck(expectedSeals: 1).chanceSoFar - 0.632_120_558_8) < 1e-9)
        #expect(SearchLuck(expectedSeals: -1) == SearchLuck())
        for share in [-1.0, 1, 7, .infinity] { #expect(SearchLuck().seals(untilDone: share).isFinite) }
    }

    @Test("times follow from the rate of the last minute; without one there are none")
    func times() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1_000_000)
        var statistics = SearchStatistics(
            kernel: "portable", difficulty: puzzle.target.difficulty, blockNumber: 7, blockHash: .zero)
        #expect(statistics.expectedTimeToSeal == nil)
        #expect(statistics.time(untilDone: 0.5) == nil)
        #expect(statistics.chanceInThisBlock == nil)
        statistics.rates.minute = HashRate(perSecond: 1000)
        #expect(statistics.expectedTimeToSeal == .seconds(1000))
        #expect(abs((statistics.time(untilDone: 0.5) ?? .zero) / .seconds(1) - 693.147) < 0.001)
        statistics.life = SearchStatistics.Life(total: .seconds(48), left: .seconds(50))
        #expect(statistics.life?.left == .seconds(48))
        #expect(abs((statistics.chanceInThisBlock ?? 0) - 0.046_866) < 1e-6)
        statistics.difficulty = .max
        statistics.rates.minute = HashRate(perSecond: 0.001)
        #expect(statistics.time(untilDone: 0.95) == .seconds(1e18))
    }
}
