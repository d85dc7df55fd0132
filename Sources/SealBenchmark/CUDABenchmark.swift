// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstratePrimitives

/// Measures how fast NVIDIA cards search, all at a time, each on its own row of nonces.
///
///     for report in try await CUDABenchmark(time: .seconds(10)).run() { print(report.device, report.hashRate) }
///
/// A card passes its self-test before the clock starts. Each hit is confirmed by the reference and goes into the
/// checksum, and the card counts its nonces itself.
public struct CUDABenchmark: Sendable {
    public let time: Duration
    public let options: CUDAOptions
    public let scheme: SealScheme
    public let order: SealByteOrder
    /// How long one launch should last.
    public let launchTime: Duration

    /// - Parameters:
    ///   - order: nil for little-endian, the only order of `pow-register`.
    ///   - launchTime: how long one launch should last; nil for what a search takes.
    /// - Throws: `invalidOption` for what cannot be measured.
    public init(
        time: Duration, options: CUDAOptions = .init(), scheme: SealScheme = .register, order: SealByteOrder? = nil,
        launchTime: Duration? = nil
    ) throws(ProofOfWorkError) {
        guard time > .zero else {
            throw ProofOfWorkError(.invalidOption, "a benchmark of \(time) measures nothing: use more than 0 seconds")
        }
        guard scheme == .register || order != .big else {
            throw ProofOfWorkError(
                .invalidOption, "the scheme pow-register reads seals little-endian: leave the order big out")
        }
        self.time = time
        self.options = options
        self.scheme = scheme
        self.order = order ?? .little
        self.launchTime = launchTime ?? CUDASession.launchTime
    }

    /// What one card reached.
    public struct Report: Sendable {
        public let device: CUDADevice
        public let kernel: CUDAKernel
        public let threadsPerBlock: Int
        public let noncesPerThread: Int
        /// Nonces hashed, as the card counts them.
        public let hashes: UInt64
        public let launches: Int
        public let time: Duration
        /// The longest launch, after the first tenth of the time.
        public let longestLaunch: Duration
        /// Of the host's thread.
        public let processorTime: Duration
        public let hits: UInt64
        /// SHA-256 over the start, the number of nonces and the hits (nonce and seal).
        public let checksum: Hash256
        /// Felt at the end, under load.
        public let sensors: CUDASensors?

        public var hashRate: HashRate { HashRate(hashes: hashes, in: time) }
        /// The clock under load, or else the highest.
        public var clock: Double { sensors?.clock ?? device.maximumClock }
        /// The rate as a part of `CUDADevice.integerBound(clock:)`; nil where that is not known.
        public var shareOfBound: Double? {
            device.integerBound(clock: clock).map { hashRate.perSecond / $0.perSecond }
        }
        /// Watts per million hashes per second; nil where the power is not known.
        public var wattsPerMegahash: Double? {
            guard hashRate > .zero else { return nil }
            return sensors?.power.map { $0 / (hashRate.perSecond / 1e6) }
        }
    }

    /// - Throws: what `CUDAOptions.devices()` throws; `kernelRefused`, `wrongResults`, `callFailed` of any card;
    ///   `CancellationError`.
    public func run() async throws -> [Report] {
        let devices = try await options.awaitDevices()
        let puzzle = try KnownPuzzle.make(scheme, order: order, difficulty: Self.difficulty)
        let reports = try await ThreadGroup.run(count: devices.count, name: "cuda-bench") { index, isCancelled in
            Result { () throws(CUDAError) in try measure(devices[index], puzzle, isCancelled: isCancelled) }
        }
        return try reports.map { try $0.get() }
    }

    /// Some hits per second on a fast card: each costs the host's thread a hash by the reference. 2^26: with a power of
    /// two the first 64 bits of a seal decide alone, and every candidate must be a hit.
    private static let difficulty: UInt256 = 67_108_864

    private func measure(
        _ device: CUDADevice, _ puzzle: SealPuzzle, isCancelled: () -> Bool
    ) throws(CUDAError) -> Report {
        let session = try CUDASession(device, options: options)
        var pace = SlicePace(first: try session.wave(), most: 1 << 40, budget: launchTime)
        let start = UInt64(device.number) << 56
        var source = CUDASource(puzzle, start: start)
        var hashes: UInt64 = 0
        var launches = 0
        var hits: UInt64 = 0
        var longest = Duration.zero
        var digest = [UInt8](repeating: 0, count: 32)
        let processorBegin = ThreadClock.now()
        let begin = ContinuousClock.now
        try session.pump(&source, pace: &pace) {
            begin.duration(to: .now) < time && !isCancelled()
        } onCandidates: { (outcome, candidates) throws(CUDAError) in
            hashes += outcome.nonces
            launches += 1
            if begin.duration(to: .now) > time / 10 { longest = max(longest, outcome.time) }
            for nonce in candidates {
                guard let solution = try session.confirm(nonce, of: puzzle) else {
                    throw session.wrong("calls nonce \(nonce) a hit and the reference does not")
                }
                hits += 1
                digest = Hashing.sha256(digest + nonce.littleEndianBytes + solution.seal.bytes)
            }
        }
        let end = ContinuousClock.now
        let record = start.littleEndianBytes + hashes.littleEndianBytes + digest
        return Report(
            device: device, kernel: session.kernel, threadsPerBlock: session.threadsPerBlock,
            noncesPerThread: session.noncesPerThread, hashes: hashes, launches: launches,
            time: begin.duration(to: end), longestLaunch: longest,
            processorTime: ThreadClock.now() - processorBegin, hits: hits,
            checksum: Hash256(unchecked: Hashing.sha256(record)), sensors: device.sensors)
    }
}
