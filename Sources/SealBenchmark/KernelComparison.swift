// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstratePrimitives

/// Measures kernels side by side, in short turns, so that whatever else the machine does meets them all alike.
///
///     let comparison = try KernelComparison(time: .seconds(2))
///     for figures in try await comparison.run() { print(figures.kernel, figures.cyclesPerHash.median) }
public struct KernelComparison: Sendable {
    public let kernels: [SealKernel]
    public let threads: Int
    public let repetitions: Int
    private let benchmarks: [(one: POWBenchmark, all: POWBenchmark?)]

    /// - Parameters:
    ///   - time: for each kernel, divided among its turns.
    ///   - repetitions: how many turns each kernel has: on one thread, and then on all if there are more.
    ///   - threads: nil for one per processor that the process may use.
    ///   - order: nil for little-endian, the only order of `pow-register`.
    /// - Throws: `invalidOption` for what cannot be measured.
    public init(
        time: Duration, repetitions: Int = 7, threads: Int? = nil, kernels: [SealKernel] = SealKernel.available,
        scheme: SealScheme = .register, order: SealByteOrder? = nil, placement: ThreadPlacement = .automatic
    ) throws(ProofOfWorkError) {
        guard repetitions > 0, !kernels.isEmpty else {
            throw ProofOfWorkError(.invalidOption, "a comparison needs at least one kernel and one repetition")
        }
        let threads = try SealSolver.Options.threads(threads)
        let turn = time / (repetitions * (threads > 1 ? 2 : 1))
        var benchmarks: [(one: POWBenchmark, all: POWBenchmark?)] = []
        for kernel in kernels {
            func benchmark(_ threads: Int) throws(ProofOfWorkError) -> POWBenchmark {
                try POWBenchmark(
                    time: turn, threads: threads, kernel: kernel, scheme: scheme, order: order, placement: placement)
            }
            benchmarks.append((one: try benchmark(1), all: threads > 1 ? try benchmark(threads) : nil))
        }
        self.kernels = kernels
        self.threads = threads
        self.repetitions = repetitions
        self.benchmarks = benchmarks
    }

    /// Checks every kernel against the reference, then measures them in turn.
    ///
    /// - Parameter onRound: told how many rounds are done.
    /// - Returns: the figures, in the order of `kernels`.
    /// - Throws: `kernelIsWrong` when a kernel and the reference disagree; `threadNotStarted`; `CancellationError`.
    public func run(onRound: @Sendable (Int) -> Void = { _ in }) async throws -> [Figures] {
        var slices: [POWBenchmark.CheckedSlice] = []
        for benchmark in benchmarks { slices.append(try await benchmark.one.check()) }
        var turns = kernels.map { _ in (one: [POWBenchmark.Report](), all: [POWBenchmark.Report]()) }
        for round in 1...repetitions {
            for index in kernels.indices {
                turns[index].one.append(try await benchmarks[index].one.measure(slices[index]))
                guard let all = benchmarks[index].all else { continue }
                turns[index].all.append(try await all.measure(slices[index]))
            }
            onRound(round)
        }
        return kernels.indices.map { index in
            Figures(kernel: kernels[index], threads: threads, one: turns[index].one, all: turns[index].all)
        }
    }
}

extension KernelComparison {
    /// What one kernel reached.
    public struct Figures: Hashable, Sendable {
        public let kernel: SealKernel
        public let threads: Int
        /// Cycles per hash of a single thread.
        public let cyclesPerHash: MeasuredSpread
        /// Hashes of that single thread per second of its processor time: other programs disturb it little.
        public let threadRate: MeasuredSpread
        /// Hashes of all threads per second of the clock on the wall.
        public let rate: MeasuredSpread
        /// Hashes of all threads per second of their processor time, times their number: what they reach on processors
        /// that they have for themselves.
        public let undisturbedRate: MeasuredSpread
        /// What a thread among all threads reaches, as a part of what a single one does, both by processor time: less
        /// than 1 where they share cores, caches or power; nil for a single thread.
        public let scaling: MeasuredSpread?
        /// Nonces hashed in all turns.
        public let hashes: UInt64
        /// How long all turns took.
        public let time: Duration
        /// Hits that the reference confirmed in all turns.
        public let hits: UInt64
        /// SHA-256 over the checksums of the turns.
        public let checksum: Hash256

        init(kernel: SealKernel, threads: Int, one: [POWBenchmark.Report], all: [POWBenchmark.Report]) {
            self.kernel = kernel
            self.threads = threads
            cyclesPerHash = MeasuredSpread(one.map(\.cyclesPerHash))
            threadRate = MeasuredSpread(one.map(\.undisturbedThreadRate.perSecond))
            rate = MeasuredSpread((all.isEmpty ? one : all).map(\.hashRate.perSecond))
            undisturbedRate = MeasuredSpread(
                (all.isEmpty ? one : all).map { $0.undisturbedThreadRate.perSecond * Double($0.threads) })
            let parts = zip(one, all).map {
                $1.undisturbedThreadRate.perSecond / max(1, $0.undisturbedThreadRate.perSecond)
            }
            scaling = parts.isEmpty ? nil : MeasuredSpread(parts)
            let turns = one + all
            hashes = turns.reduce(0) { $0 + $1.hashes }
            time = turns.reduce(.zero) { $0 + $1.time }
            hits = turns.reduce(0) { $0 + $1.hits }
            checksum = Hash256(unchecked: Hashing.sha256(turns.flatMap(\.checksum.bytes)))
        }

        public var hashRate: HashRate { HashRate(perSecond: rate.median) }

        /// How many times as fast as `other` a core is, by median cycles.
        public func ratio(to other: Figures) -> Double { ratio(toCycles: other.cyclesPerHash.median) }

        /// How many times as fast as a peer a core is.
        public func ratio(to peer: BenchmarkPeer) -> Double { ratio(toCycles: peer.cyclesPerHash) }

        private func ratio(toCycles cycles: Double) -> Double {
            cyclesPerHash.median > 0 ? cycles / cyclesPerHash.median : 0
        }

        /// How long a seal of this difficulty takes on average.
        public func expectedTime(difficulty: Double) -> Duration {
            // Longer than the age of the universe, and still a Duration.
            .seconds(min(difficulty / max(rate.median, 1e-9), 1e18))
        }
    }
}
