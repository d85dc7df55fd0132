// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstratePrimitives

/// Measures how fast cards search, all at a time, each on its own row of nonces.
///
///     for report in try await CardBenchmark(time: .seconds(10), options: CardOptions(cuda: .init())).run() { print(report.device, report.hashRate) }
///
/// A card passes its self-test before the clock starts. Each hit is confirmed by the reference and goes into the
/// checksum, and the card counts its nonces itself.
public struct CardBenchmark: Sendable {
    public let time: Duration
    public let options: CardOptions
    public let scheme: SealScheme
    public let order: SealByteOrder
    /// How long one launch should last.
    public let launchTime: Duration

    /// - Parameters:
    ///   - order: nil for little-endian, the only order of `pow-register`.
    ///   - launchTime: how long one launch should last; nil for what a search takes.
    /// - Throws: `invalidOption` for what cannot be measured.
    public init(
        time: Duration, options: CardOptions, scheme: SealScheme = .register, order: SealByteOrder? = nil,
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
        self.launchTime = launchTime ?? CardSession.launchTime
    }

    /// What one card reached.
    public struct Report: Sendable {
        public let device: any Card
        public let scheme: SealScheme
        /// The name of the kernel.
        public let kernel: String
        /// Work items of one group: threads of a block, in NVIDIA's words.
        public let groupSize: Int
        /// How many nonces a work item tries in one launch.
        public let noncesPerItem: Int
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
        public let sensors: DeviceSensors?

        public var hashRate: HashRate { HashRate(hashes: hashes, in: time) }
        /// The clock under load, or else the highest.
        public var clock: Double { sensors?.clock ?? device.maximumClock }
        /// The rate as a part of `Card.integerBound(_:clock:)`; nil where that is not known.
        public var shareOfBound: Double? {
            device.integerBound(scheme, clock: clock).map { hashRate.perSecond / $0.perSecond }
        }
        /// Watts per million hashes per second; nil where the power is not known.
        public var wattsPerMegahash: Double? {
            guard hashRate > .zero else { return nil }
            return sensors?.power.map { $0 / (hashRate.perSecond / 1e6) }
        }
    }

    /// - Throws: what `CardOptions.devices()` throws; `kernelRefused`, `wrongResults`, `callFailed` of any card;
    ///   `CancellationError`.
    public func run() async throws -> [Report] {
        let stations = try await options.awaitStations()
        let puzzle = try KnownPuzzle.make(scheme, order: order, difficulty: Self.difficulty)
        let reports = try await ThreadGroup.run(count: stations.count, name: "card-bench") { index, isCancelled in
            Result { () throws(CardError) in
                try measure(stations[index], puzzle, start: UInt64(index) << 56, isCancelled: isCancelled)
            }
        }
        return try reports.map { try $0.get() }
    }

    /// Some hits per second on a fast card: each costs the host's thread a hash by the reference. 2^26: with a power of
    /// two the first 64 bits of a seal decide alone, and every candidate must be a hit.
    private static let difficulty: UInt256 = 67_108_864

    private func measure(
        _ station: CardStation, _ puzzle: SealPuzzle, start: UInt64, isCancelled: () -> Bool
    ) throws(CardError) -> Report {
        let session = try CardSession(station)
        var pace = SlicePace(first: try session.wave(), most: 1 << 40, budget: launchTime)
        var source = CardSource(puzzle, start: start)
        var hashes: UInt64 = 0
        var launches = 0
        var hits: UInt64 = 0
        var longest = Duration.zero
        var digest = [UInt8](repeating: 0, count: 32)
        let processorBegin = ThreadClock.now()
        let begin = ContinuousClock.now
        try session.pump(&source, pace: &pace) {
            begin.duration(to: .now) < time && !isCancelled()
        } onCandidates: { (outcome, candidates) throws(CardError) in
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
            device: station.card, scheme: scheme, kernel: session.variant, groupSize: session.groupSize,
            noncesPerItem: session.noncesPerItem, hashes: hashes, launches: launches,
            time: begin.duration(to: end), longestLaunch: longest,
            processorTime: ThreadClock.now() - processorBegin, hits: hits,
            checksum: Hash256(unchecked: Hashing.sha256(record)), sensors: station.card.sensors)
    }
}
