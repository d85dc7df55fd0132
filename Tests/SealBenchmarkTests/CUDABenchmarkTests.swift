// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import FakeCards
import ProofOfWork
import SealBenchmark
import Testing

/// Benchmark, tuner and check of cards.
@Suite struct CUDABenchmarkTests {
    @Test("a benchmark counts and confirms", arguments: SealScheme.allCases)
    func benchmark(_ scheme: SealScheme) async throws {
        let cards = try FakeCards()
        let benchmark = try CUDABenchmark(time: .milliseconds(50), options: cards.options(), scheme: scheme)
        let reports = try await benchmark.run()
        #expect(reports.map(\.device.number) == [0, 1])
        for report in reports {
            #expect(report.hashes > 0)
            #expect(report.launches > 0)
            #expect(report.kernel == .plain)
            #expect(report.threadsPerBlock == 32)
            #expect(report.clock == 1.755e9)
            #expect(report.shareOfBound ?? 0 > 0)
            #expect(report.wattsPerMegahash ?? 0 > 0)
        }
        #expect(reports[0].checksum != reports[1].checksum)
    }

    @Test("benchmarks that make no sense")
    func invalidBenchmark() {
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try CUDABenchmark(time: .zero) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try CUDABenchmark(time: .seconds(1), scheme: .powRegister, order: .big)
        }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try CUDACheck(nonces: 0) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try CUDACheck(nonces: 1, scheme: .powRegister, order: .big)
        }
    }

    @Test("a benchmark on a card that fails throws its error")
    func failingBenchmark() async throws {
        let cards = try FakeCards()
        cards.fail("cuLaunchKernel", with: 719, after: 10, device: 1)
        let benchmark = try CUDABenchmark(time: .seconds(60), options: cards.options(devices: [1]))
        await #expect(throws: CUDAError(.callFailed, "")) { try await benchmark.run() }
    }

    @Test("the tuner leaves out blocks that the card cannot have")
    func tuner() async throws {
        let cards = try FakeCards(["threads_per_block": 128])
        let tuner = CUDATuner(options: cards.options(devices: [0], kernel: nil), launchTime: .microseconds(1))
        let tuning = try #require(try await tuner.run().first)
        #expect([32, 64, 128].contains(tuning.threadsPerBlock))
        #expect(tuning.hashRate > .zero)
    }
}
