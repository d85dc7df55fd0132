// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import FakeCards
import ProofOfWork
import SealBenchmark
import Testing

/// Benchmark, tuner and check of cards.
@Suite struct CardBenchmarkTests {
    @Test("a benchmark counts and confirms", arguments: SealScheme.allCases)
    func benchmark(_ scheme: SealScheme) async throws {
        let cards = try FakeCards()
        let benchmark = try CardBenchmark(
            time: .milliseconds(50), options: CardOptions(cuda: cards.options()), scheme: scheme)
        let reports = try await benchmark.run()
        #expect(reports.map(\.device.number) == [0, 1])
        for report in reports {
            #expect(report.hashes > 0)
            #expect(report.launches > 0)
            #expect(report.kernel == "plain")
            #expect(report.groupSize == 32)
            #expect(report.clock == 1.755e9)
            #expect(report.shareOfBound ?? 0 > 0)
            #expect(report.wattsPerMegahash ?? 0 > 0)
        }
        #expect(reports[0].checksum != reports[1].checksum)
    }

    @Test("benchmarks that make no sense")
    func invalidBenchmark() {
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try CardBenchmark(time: .zero, options: CardOptions()) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try CardBenchmark(time: .seconds(1), options: CardOptions(), scheme: .powRegister, order: .big)
        }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try CardCheck(nonces: 0, options: CardOptions()) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try CardCheck(nonces: 1, options: CardOptions(), scheme: .powRegister, order: .big)
        }
    }

    @Test("a benchmark on a card that fails throws its error")
    func failingBenchmark() async throws {
        let cards = try FakeCards()
        cards.fail("cuLaunchKernel", with: 719, after: 10, device: 1)
        let benchmark = try CardBenchmark(time: .seconds(60), options: CardOptions(cuda: cards.options(devices: [1])))
        await #expect(throws: CardError(.callFailed, "")) { try await benchmark.run() }
    }

    @Test("the tuner leaves out blocks that the card cannot have")
    func tuner() async throws {
        let cards = try FakeCards(["threads_per_block": 128])
        let tuner = CardTuner(
            options: CardOptions(cuda: cards.options(devices: [0], kernel: nil)), launchTime: .microseconds(1))
        let tuning = try #require(try await tuner.run().first)
        #expect([32, 64, 128].contains(tuning.groupSize))
        #expect(tuning.hashRate > .zero)
    }
}
