// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstratePrimitives

/// Measures how fast this machine searches, and proves that the work was done.
///
///     let report = try await POWBenchmark(time: .seconds(10)).run()
///     print(report.hashRate)
///
/// Every worker hashes from a start of its own at a fixed low difficulty. Each hit is confirmed by the reference and goes
/// into the checksum. Before the clock starts, one slice is checked in full: every nonce of it, kernel against reference.
public struct POWBenchmark: Sendable {
    public let time: Duration
    public let threads: Int
    public let kernel: SealKernel
    public let scheme: SealScheme
    public let order: SealByteOrder
    public let placement: ThreadPlacement
    /// Nonces between two looks at the clock; nil for about a millisecond's worth.
    public let updateInterval: UInt64?

    /// - Parameters:
    ///   - time: how long to measure.
    ///   - threads: nil for one per processor that the process may use.
    ///   - kernel: nil for the one that is fastest for the scheme.
    ///   - order: nil for little-endian, the only order of `pow-register`.
    ///   - updateInterval: nonces between two looks at the clock; nil for about a millisecond's worth.
    public init(
        time: Duration, threads: Int? = nil, kernel: SealKernel? = nil, scheme: SealScheme = .register,
        order: SealByteOrder? = nil, placement: ThreadPlacement = .automatic, updateInterval: UInt64? = nil
    ) throws(ProofOfWorkError) {
        guard time > .zero else {
            throw ProofOfWorkError(.invalidOption, "a benchmark of \(time) measures nothing: use more than 0 seconds")
        }
        guard scheme == .register || order != .big else {
            throw ProofOfWorkError(
                .invalidOption, "the scheme pow-register reads seals little-endian: leave the order big out")
        }
        self.time = time
        self.threads = try SealSolver.Options.threads(threads)
        self.kernel = kernel ?? .fastest(for: scheme)
        self.scheme = scheme
        self.order = order ?? .little
        self.placement = placement
        self.updateInterval = updateInterval
    }

    /// What a benchmark found.
    public struct Report: Hashable, Sendable {
        public let kernel: SealKernel
        public let threads: Int
        /// Nonces hashed by all threads.
        public let hashes: UInt64
        /// From the first thread's start to the last one's end.
        public let time: Duration
        /// SHA-256 over every worker's start, number of nonces and hits (nonce and seal), and over the checked slice.
        public let checksum: Hash256
        /// Hits in the checksum.
        public let hits: UInt64
        /// The processor time of the threads, without what stood in their way.
        public let processorTime: Duration
        /// Of one core, its clock calibrated on the same thread right before and after.
        public let cyclesPerHash: Double

        public var hashRate: HashRate { HashRate(hashes: hashes, in: time) }
        public var seconds: Double { time / .seconds(1) }
        /// What one thread reaches on a processor that it has for itself: hashes by processor time.
        public var undisturbedThreadRate: HashRate { HashRate(hashes: hashes, in: processorTime) }
    }

    /// Runs for `time` and a few milliseconds on threads of its own.
    ///
    /// - Throws: `kernelIsWrong` when the kernel and the reference disagree; `threadNotStarted`; `CancellationError`.
    public func run() async throws -> Report { try await measure(try await check()) }

    /// Measures without the check.
    ///
    /// - Parameter slice: what `check()` returned, for the checksum.
    func measure(_ slice: CheckedSlice) async throws -> Report {
        let puzzle = try puzzle(difficulty: Self.difficulty)
        let processors = try placement.processors(forThreads: threads)
        let shares = try await ThreadGroup.run(
            count: threads, name: "seal-bench", processors: processors
        ) { index, isCancelled in
            var share = BenchmarkShare(start: UInt64(index) &* Self.spacing)
            share.hash(puzzle, kernel: kernel, for: time, updateInterval: updateInterval, isCancelled: isCancelled)
            return share
        }
        if let wrong = shares.lazy.compactMap(\.wrongNonce).first {
            throw ProofOfWorkError(
                .kernelIsWrong,
                "the kernel \(kernel) calls nonce \(wrong) a hit and the reference does not: use another kernel")
        }
        let hashes = shares.reduce(0) { $0 + $1.hashes }
        let begin = shares.lazy.map(\.begin).min() ?? .now
        let end = shares.lazy.map(\.end).max() ?? .now
        let record = shares.flatMap { $0.start.littleEndianBytes + $0.hashes.littleEndianBytes + $0.digest }
        return Report(
            kernel: kernel, threads: threads, hashes: hashes, time: begin.duration(to: end),
            checksum: Hash256(unchecked: Hashing.sha256(record + slice.hits)),
            hits: shares.reduce(0) { $0 + $1.hits },
            processorTime: shares.reduce(.zero) { $0 + $1.processorTime },
            cyclesPerHash: shares.reduce(0) { $0 + $1.cycles } / Double(max(1, hashes)))
    }

    /// Some hits per second on a slow machine, too few to cost a fast one anything. A power of two, so that the first
    /// 64 bits of a seal decide alone and every candidate must be a hit.
    private static let difficulty: UInt256 = 262_144
    /// 2^64 divided by the golden ratio: the starts of any number of workers lie far apart.
    private static let spacing: UInt64 = 0x9e37_79b9_7f4a_7c15

    private func puzzle(difficulty: UInt256) throws(ProofOfWorkError) -> SealPuzzle {
        try KnownPuzzle.make(scheme, order: order, difficulty: difficulty)
    }

    /// A slice in which the kernel and the reference agree about every nonce.
    struct CheckedSlice: Sendable {
        /// Nonce and seal of each hit.
        let hits: [UInt8]
    }

    /// Tries a slice twice, by the kernel and nonce by nonce by the reference; throws `kernelIsWrong` when they differ.
    func check() async throws -> CheckedSlice {
        let puzzle = try puzzle(difficulty: 16)
        let stride = scheme.nativeStride
        let count: UInt64 = 1024
        // Half of it lies before the place where the varying word overflows, half behind.
        let start = 0 &- count / 2 &* stride &+ (scheme == .register ? 1 << 32 : 0)
        let found = try await SealSearch(puzzle: puzzle, start: start, stride: stride, count: count, kernel: kernel)
            .solutions()
        let expected = (0..<count).compactMap { try? puzzle.solution(nonce: start &+ $0 &* stride) }
        guard found == expected else {
            throw ProofOfWorkError(
                .kernelIsWrong,
                "the kernel \(kernel) finds \(found.count) hits where the reference finds \(expected.count): "
                    + "use another kernel")
        }
        return CheckedSlice(hits: expected.flatMap { $0.nonce.littleEndianBytes + $0.seal.bytes })
    }
}

extension UInt64 {
    /// Eight bytes, least significant first.
    var littleEndianBytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> (8 * UInt64($0))) } }
}
