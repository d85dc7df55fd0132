// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork

/// Finds the kernel, the number of threads and the size of a slice that suit this machine.
///
/// Each is chosen by measurement, in this order, with what was chosen before.
public struct SolverTuner: Sendable {
    private let time: Duration
    private let scheme: SealScheme
    private let placement: ThreadPlacement

    /// - Parameters:
    ///   - time: how long each candidate is measured.
    ///   - scheme: for what: mainnet's own by default.
    public init(time: Duration, scheme: SealScheme = .powRegister, placement: ThreadPlacement = .automatic) {
        self.time = time
        self.scheme = scheme
        self.placement = placement
    }

    /// - Parameter onStep: told what is being measured, in words.
    /// - Throws: what `KernelComparison` throws.
    public func run(onStep: @Sendable (String) -> Void = { _ in }) async throws -> SolverTuning {
        onStep("kernels")
        let figures = try await KernelComparison(time: time, scheme: scheme, placement: placement).run()
        let fastest = figures.max { $0.rate.median < $1.rate.median }
        let kernel = fastest?.kernel ?? .fastest(for: scheme)
        onStep("threads")
        let threads = try await threads(kernel)
        onStep("slices")
        let interval = try await updateInterval(kernel, threadRate: fastest?.threadRate.median ?? 0)
        onStep("the choice")
        let choice = try benchmark(kernel, threads: threads, updateInterval: interval)
        let rate = try await medians(of: [choice]) { $0.hashRate.perSecond }
        return SolverTuning(
            machine: .current, kernel: kernel.name, threads: threads, updateInterval: interval, hashRate: rate[0])
    }

    /// One per physical core or one per processor, whichever has the higher rate.
    ///
    /// The larger number must gain 2 %: a second thread on a core costs whatever else the machine does.
    private func threads(_ kernel: SealKernel) async throws -> Int {
        let available = ProcessorCount.available
        let cores = ProcessorTopology.current?.cores.count ?? available
        guard cores < available else { return available }
        let rates = try await medians(
            of: [cores, available].map { try benchmark(kernel, threads: $0, updateInterval: nil) }
        ) { $0.hashRate.perSecond }
        return rates[1] > rates[0] * 1.02 ? available : cores
    }

    /// The smallest slice that costs no more than 0.5 % over the cheapest, at most a millisecond's worth: a new puzzle
    /// is to be taken up within five, by a thread that may have to wait for its processor.
    ///
    /// Judged by cycles, which other programs disturb less than rates.
    private func updateInterval(_ kernel: SealKernel, threadRate: Double) async throws -> UInt64 {
        let sizes = [0.0625, 0.125, 0.25, 0.5, 1].map { Self.wholeSteps(threadRate * $0 / 1000) }
        let cycles = try await medians(
            of: sizes.map { try benchmark(kernel, threads: 1, updateInterval: $0) }
        ) { $0.cyclesPerHash }
        return Self.smallest(of: Array(zip(sizes, cycles)))
    }

    static func smallest(of measured: [(nonces: UInt64, cycles: Double)]) -> UInt64 {
        let least = measured.map(\.cycles).min() ?? 0
        return measured.first { $0.cycles <= least * 1.005 }?.nonces ?? 64
    }

    /// A whole number of steps of any kernel, at least one.
    static func wholeSteps(_ nonces: Double) -> UInt64 { max(1, UInt64(max(0, min(nonces, 1e9)) / 64)) * 64 }

    private func benchmark(_ kernel: SealKernel, threads: Int, updateInterval: UInt64?) throws -> POWBenchmark {
        try POWBenchmark(
            time: time / Self.turns, threads: threads, kernel: kernel, scheme: scheme, placement: placement,
            updateInterval: updateInterval)
    }

    private static let turns = 5

    /// The median figure of each benchmark, measured in turns.
    private func medians(
        of benchmarks: [POWBenchmark], _ figure: (POWBenchmark.Report) -> Double
    ) async throws -> [Double] {
        var figures = benchmarks.map { _ in [Double]() }
        let slice = try await benchmarks[0].check()
        for _ in 0..<Self.turns {
            for index in benchmarks.indices {
                figures[index].append(figure(try await benchmarks[index].measure(slice)))
            }
        }
        return figures.map { MeasuredSpread($0).median }
    }
}
