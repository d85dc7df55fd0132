// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import Synchronization
import Testing

@testable import SealBenchmark

@Suite struct StressTests {
    @Test("every lap finds the same, under both schemes, and the laps fill the time", arguments: SealScheme.allCases)
    func laps(_ scheme: SealScheme) async throws {
        let laps = Mutex<[StressTest.Lap]>([])
        let test = try StressTest(
            time: .milliseconds(30), threads: 2, kernel: SealKernel.available[0], scheme: scheme, placement: .unbound,
            lap: 4096)
        let report = try await test.run { lap in laps.withLock { $0.append(lap) } }
        #expect(report.faults.isEmpty)
        let told = laps.withLock(\.self)
        #expect(told.count == report.laps && told.allSatisfy(\.isGood))
        #expect(Set(told.map(\.thread)) == [0, 1])
        #expect(report.hashes == UInt64(report.laps) * 4096)
        #expect(report.time >= .milliseconds(30))
        #expect(report.rates.count == 20)
        // The twentieths hold all hashes, but for what the last thread did after the others had ended.
        let sum = report.rates.reduce(0) { $0 + $1.perSecond } / 20 * (report.time / .seconds(1))
        #expect(abs(sum - Double(report.hashes)) < 1e-6 * Double(report.hashes))
    }

    @Test("the checksum is of what was found: the same for the same laps, another for others")
    func checksum() async throws {
        func report(_ scheme: SealScheme) async throws -> StressTest.Report {
            try await StressTest(
                time: .nanoseconds(1), threads: 1, kernel: .named("portable"), scheme: scheme, placement: .unbound,
                lap: 2048
            ).run()
        }
        let first = try await report(.register)
        #expect(first.laps == 1)
        #expect(try await report(.register).checksum == first.checksum)
        #expect(try await report(.powRegister).checksum != first.checksum)
    }

    @Test("a lap that finds one more or one less than it has to is a fault, of its thread")
    func faults() async throws {
        let test = try StressTest(
            time: .nanoseconds(1), threads: 2, kernel: .named("portable"), scheme: .powRegister, placement: .unbound,
            lap: 2048)
        let puzzle = try test.puzzle()
        let expected = try await test.expectation(puzzle)
        for wrong in [Array(expected.dropLast()), expected + [1]] {
            let laps = Mutex<[StressTest.Lap]>([])
            let report = try await test.run(puzzle, expecting: wrong) { lap in laps.withLock { $0.append(lap) } }
            #expect(report.faults.map(\.thread).sorted() == [0, 1])
            #expect(report.faults.allSatisfy { $0.differences == 1 && $0.lap == 0 && $0.processor == nil })
            #expect(laps.withLock { $0.allSatisfy { !$0.isGood } })
        }
        #expect(try await test.run(puzzle, expecting: expected).faults.isEmpty)
    }

    @Test("no time, and threads that make no sense, are refused")
    func refused() {
        for (time, threads) in [(Duration.zero, 1), (.seconds(-1), 1), (.seconds(1), 0), (.seconds(1), 99_999)] {
            #expect(throws: ProofOfWorkError.self) { try StressTest(time: time, threads: threads) }
        }
    }
}
