// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization
import Testing

@testable import ProofOfWork

@Suite struct StatisticsTests {
    private let clock = ManualClock()

    private func progress(hashes: UInt64, rounds: UInt64 = 0, roundTime: Duration = .zero) -> SealSolver.Progress {
        .init(workers: [.init(hashes: hashes, rounds: rounds, roundTime: roundTime)])
    }

    @Test("the newest tick weighs most and ticks to come do not count")
    func movingAverage() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        var meter = RegistrationStatisticsMeter(clock: clock)
        clock.advance(by: .seconds(1))
        #expect(meter.tick(progress(hashes: 1000), puzzle: puzzle).hashRate.perSecond == 1000)
        clock.advance(by: .seconds(1))
        // (3000 + 0.8 × 1000) / 1.8
        let second = meter.tick(progress(hashes: 4000), puzzle: puzzle).hashRate.perSecond
        #expect(abs(second - 3800 / 1.8) < 1e-9)
        clock.advance(by: .seconds(2))
        // (500 + 0.8 × 3000 + 0.64 × 1000) / 2.44
        let third = meter.tick(progress(hashes: 5000), puzzle: puzzle)
        #expect(abs(third.hashRate.perSecond - 3540 / 2.44) < 1e-9)
        #expect(third.hashRatePerpetual.perSecond == 1250)
        #expect(third.timeSpentTotal == .seconds(4))
        #expect(third.timeSpent == .seconds(2))
        #expect(third.hashesTotal == 5000)
    }

    @Test("only the last ten ticks count")
    func window() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        var meter = RegistrationStatisticsMeter(clock: clock)
        clock.advance(by: .seconds(1))
        _ = meter.tick(progress(hashes: 1_000_000), puzzle: puzzle)
        for tick in 1...10 {
            clock.advance(by: .seconds(1))
            let rate = meter.tick(progress(hashes: 1_000_000), puzzle: puzzle).hashRate.perSecond
            #expect((rate == 0) == (tick == 10))
        }
    }

    @Test("rounds and the puzzle are told")
    func rounds() throws {
        let puzzle = try samplePuzzle(.powRegister, difficulty: 12)
        var meter = RegistrationStatisticsMeter(clock: clock)
        let first = meter.tick(progress(hashes: 0), puzzle: puzzle)
        #expect(first.hashRate == .zero)
        #expect(first.timeAverage == .zero)
        #expect(first.expectedTimeToSeal == nil)
        clock.advance(by: .seconds(1))
        let statistics = meter.tick(progress(hashes: 10, rounds: 4, roundTime: .milliseconds(10)), puzzle: puzzle)
        #expect(statistics.roundsTotal == 4)
        #expect(statistics.timeAverage == .microseconds(2500))
        #expect(statistics.difficulty == 12)
        #expect(statistics.blockNumber == puzzle.blockNumber)
        #expect(statistics.blockHash == puzzle.blockHash)
    }

    @Test("the expected time and the chance of a seal")
    func outlook() {
        let statistics = sample(rate: 2_000_000, difficulty: 1_000_000)
        #expect(statistics.expectedTimeToSeal == .milliseconds(500))
        // 1 - 1/e, 1 - 1/e², nothing
        #expect(abs(statistics.chanceOfSeal(within: .milliseconds(500)) - 0.632_120_558_8) < 1e-9)
        #expect(abs(statistics.chanceOfSeal(within: .seconds(1)) - 0.864_664_716_8) < 1e-9)
        #expect(statistics.chanceOfSeal(within: .seconds(-5)) == 0)
        #expect(sample(rate: 0, difficulty: 5).chanceOfSeal(within: .seconds(5)) == 0)
        #expect(sample(rate: 0.001, difficulty: .max).expectedTimeToSeal == .seconds(1e18))
    }

    @Test(
        "rates are told in the unit that suits them",
        arguments: [
            (0.0, "0.00 H/s"), (999.994, "999.99 H/s"), (999.996, "1.00 kH/s"), (1500, "1.50 kH/s"),
            (2_580_000, "2.58 MH/s"), (999_999_999, "1.00 GH/s"), (3.2e9, "3.20 GH/s"), (5e15, "5000.00 TH/s"),
        ])
    func rates(_ perSecond: Double, text: String) { #expect("\(HashRate(perSecond: perSecond))" == text) }

    @Test("status text in place, and in one plain line")
    func statusText() {
        let statistics = sample(rate: 2_000_000, difficulty: 1_000_000)
        let inPlace = RecordingSink()
        let logger = RegistrationStatisticsLogger(sink: inPlace)
        logger.start()
        logger.update(statistics, untilStale: .milliseconds(500))
        logger.stop()
        #expect(
            inPlace.entries == [
                "start",
                """
                Elapsed     1 min 5 s
                Difficulty  1000000
                Hash rate   2.00 MH/s
                Mean rate   1.00 MH/s
                Expected    500.0 ms per seal
                Chance      63.2 % before the block is stale
                Block       7 \(Hash256.zero)
                """, "stop",
            ])
        let plain = RecordingSink()
        RegistrationStatisticsLogger(sink: plain, output: .lines, verbose: true).update(statistics)
        #expect(
            plain.entries == [
                "elapsed 1 min 5 s, difficulty 1000000, hash rate 2.00 MH/s, mean rate 1.00 MH/s, "
                    + "expected 500.0 ms per seal, rounds 30 of 2.0 ms, since last 1.0 s, block 7 \(Hash256.zero)"
            ])
    }

    @Test("a rate of nothing promises nothing")
    func unknownExpectation() {
        let logger = RegistrationStatisticsLogger(sink: RecordingSink(), output: .lines)
        #expect(logger.statusMessage(sample(rate: 0, difficulty: 1)).contains("expected unknown"))
        #expect(logger.statusMessage(sample(rate: 1e-9, difficulty: .max)).contains("over 1000 years"))
    }

    @Test("statistics have a line for each device")
    func statistics() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        func progress(_ hashes: UInt64) -> SealSolver.Progress {
            func worker(_ device: String, _ sensors: DeviceSensors? = nil, _ failure: CardError? = nil)
                -> SealSolver.Progress.Worker
            {
                .init(
                    hashes: hashes, rounds: 1, roundTime: .seconds(1), device: device, sensors: sensors,
                    failure: failure)
            }
            return .init(workers: [
                worker("cpu"), worker("cpu"),
                worker("cuda:0", DeviceSensors(temperature: 61, power: 412.4, clock: nil)),
                worker("cuda:1", nil, CardError(.callFailed, "it fell off", device: 1)),
            ])
        }
        var meter = RegistrationStatisticsMeter()
        _ = meter.tick(progress(1000), puzzle: puzzle)
        let statistics = meter.tick(progress(3000), puzzle: puzzle)
        #expect(statistics.devices.map(\.name) == ["cpu", "cuda:0", "cuda:1"])
        #expect(statistics.devices[0].hashRate > statistics.devices[1].hashRate)
        #expect(statistics.devices[1].text.hasSuffix("61 °C, 412 W"))
        #expect(statistics.devices[2].text == "left out: it fell off")
    }

    @Test("without cards the statistics have no such lines")
    func statisticsWithoutCards() throws {
        var meter = RegistrationStatisticsMeter()
        let progress = SealSolver.Progress(workers: [.init(hashes: 1, rounds: 1, roundTime: .zero)])
        #expect(try meter.tick(progress, puzzle: samplePuzzle(.register, difficulty: 2)).devices.isEmpty)
    }

    private func sample(rate: Double, difficulty: UInt256) -> RegistrationStatistics {
        RegistrationStatistics(
            timeSpentTotal: .seconds(65), roundsTotal: 30, timeAverage: .milliseconds(2), timeSpent: .seconds(1),
            hashesTotal: 65_000_000, hashRatePerpetual: HashRate(perSecond: 1_000_000),
            hashRate: HashRate(perSecond: rate), difficulty: difficulty, blockNumber: 7, blockHash: .zero)
    }
}

/// A clock that stands still until it is told to go on.
private final class ManualClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        let offset: Swift.Duration
        func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
        static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.offset < rhs.offset }
    }

    private let offset = Mutex(Swift.Duration.zero)
    let minimumResolution = Swift.Duration.zero

    var now: Instant { Instant(offset: offset.withLock { $0 }) }

    func advance(by duration: Swift.Duration) { offset.withLock { $0 += duration } }

    func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {}
}

private final class RecordingSink: StatisticsSink {
    private let log = Mutex<[String]>([])

    var entries: [String] { log.withLock { $0 } }

    func start() { log.withLock { $0.append("start") } }
    func write(_ report: StatisticsReport) { log.withLock { $0.append(report.text) } }
    func stop() { log.withLock { $0.append("stop") } }
}
