// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import Testing

@testable import SealBenchmark

@Suite("Comparing kernels, and tuning")
struct KernelComparisonTests {
    @Test("every kernel of the machine has figures")
    func figures() async throws {
        let comparison = try KernelComparison(time: .milliseconds(30), repetitions: 3, threads: 2)
        let figures = try await comparison.run()
        #expect(figures.map(\.kernel) == SealKernel.available)
        for figures in figures {
            #expect(figures.threads == 2)
            #expect(figures.hashes > 0)
            for spread in [figures.cyclesPerHash, figures.threadRate, figures.rate, try #require(figures.scaling)] {
                #expect(0 < spread.least && spread.least <= spread.median && spread.median <= spread.most)
            }
            #expect(figures.ratio(to: figures) == 1)
            let ratio = figures.ratio(to: .rustMiner)
            #expect(abs(figures.ratio(to: .pythonLoop) / ratio - 40_000 / 1726) < 1e-9)
            let expected = figures.expectedTime(difficulty: figures.rate.median * 7)
            #expect(abs(expected / .seconds(7) - 1) < 1e-9)
        }
    }

    @Test("one thread has no scaling")
    func oneThread() async throws {
        let figures = try await KernelComparison(
            time: .milliseconds(5), repetitions: 1, threads: 1, kernels: [SealKernel.available[0]], scheme: .powRegister
        ).run()
        #expect(figures.map(\.scaling) == [nil])
        #expect(figures.allSatisfy { 0 < $0.rate.median && $0.rate.median <= $0.threadRate.median * 1.1 })
    }

    @Test("what cannot be compared is refused")
    func refusals() {
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try KernelComparison(time: .zero) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try KernelComparison(time: .seconds(1), repetitions: 0)
        }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try KernelComparison(time: .seconds(1), kernels: []) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try KernelComparison(time: .seconds(1), threads: 0) }
    }

    @Test("median and ends")
    func spread() {
        #expect(MeasuredSpread([3, 1, 2]).median == 2)
        let even = MeasuredSpread([4, 1, 2, 3])
        #expect((even.least, even.median, even.most) == (1, 2.5, 4))
        #expect(MeasuredSpread([]).median == 0)
    }

    @Test("a core's clock is some megahertz at least, and less than 20 GHz")
    func clock() {
        let frequency = CycleClock.frequency()
        #expect((1e6..<2e10).contains(frequency))
    }

    @Test("the smallest slice that costs next to nothing wins")
    func slices() {
        #expect(SolverTuner.smallest(of: [(64, 110), (128, 101), (256, 100.4), (512, 100)]) == 256)
        #expect(SolverTuner.smallest(of: []) == 64)
        #expect(SolverTuner.wholeSteps(1000) == 960)
        #expect(SolverTuner.wholeSteps(3) == 64)
        #expect(SolverTuner.wholeSteps(-.infinity) == 64)
    }

    @Test("a tuning is one of the machine's kernels, with threads it has")
    func tuning() async throws {
        let tuning = try await SolverTuner(time: .milliseconds(20)).run()
        #expect(tuning.machine == .current)
        #expect(tuning.machine.kernels.contains(tuning.kernel))
        #expect((1...ProcessorCount.available).contains(tuning.threads))
        #expect(tuning.updateInterval >= 64 && tuning.updateInterval % 64 == 0)
        #expect(tuning.hashRate > 0)
    }
}
