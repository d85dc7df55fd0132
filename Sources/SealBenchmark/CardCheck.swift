// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstratePrimitives

/// Searches a long row of nonces on every card and on the processor, and compares what they find.
///
/// The row starts at nonce 0 and has every `register` nonce, or under `pow-register` the first values of the high three bytes
/// for each of the low five.
public struct CardCheck: Sendable {
    public let nonces: UInt64
    public let options: CardOptions
    public let scheme: SealScheme
    public let order: SealByteOrder
    public let kernel: SealKernel

    /// - Parameters:
    ///   - nonces: how many; rounded up to whole pieces of 2^24.
    ///   - order: nil for little-endian.
    ///   - kernel: the processor's.
    public init(
        nonces: UInt64, options: CardOptions, scheme: SealScheme = .register, order: SealByteOrder? = nil,
        kernel: SealKernel? = nil
    ) throws(ProofOfWorkError) {
        guard (1...1 << 40).contains(nonces) else {
            throw ProofOfWorkError(.invalidOption, "a check of \(nonces) nonces makes no sense: use 1 to 2^40")
        }
        guard scheme == .register || order != .big else {
            throw ProofOfWorkError(
                .invalidOption, "the scheme pow-register reads seals little-endian: leave the order big out")
        }
        self.nonces = (nonces + Self.piece - 1) / Self.piece * Self.piece
        self.options = options
        self.scheme = scheme
        self.order = order ?? .little
        self.kernel = kernel ?? .fastest(for: scheme)
    }

    /// What one card found.
    public struct Report: Sendable {
        public let device: any Card
        /// The name of the card's kernel.
        public let kernel: String
        public let nonces: UInt64
        /// Nonces that passed the comparison of 64 bits, on the processor.
        public let expected: Int
        /// Those that the card did not find, and those that only the card found.
        public let missing: [UInt64]
        public let superfluous: [UInt64]
        /// SHA-256 over all that the card found, ascending.
        public let checksum: Hash256
        public let time: Duration

        public var isGood: Bool { missing.isEmpty && superfluous.isEmpty }
    }

    /// - Parameter onStep: told what is being done, in words.
    /// - Throws: what `CardBenchmark.run()` throws.
    public func run(onStep: @escaping @Sendable (String) -> Void = { _ in }) async throws -> [Report] {
        let stations = try await options.awaitStations()
        let puzzle = try KnownPuzzle.make(scheme, order: order, difficulty: Self.difficulty)
        onStep("searching \(nonces) nonces on \(stations.map(\.card.identifier).joined(separator: ", "))")
        let found = try await ThreadGroup.run(count: stations.count, name: "card-check") { index, isCancelled in
            Result { () throws(CardError) in try search(stations[index], puzzle, isCancelled: isCancelled) }
        }
        onStep("searching them on the processor with the kernel \(kernel)")
        let expected = try await processorFinds(puzzle)
        var reports: [Report] = []
        for (station, result) in zip(stations, found) {
            let finding = try result.get()
            let bytes = finding.nonces.sorted().flatMap(\.littleEndianBytes)
            reports.append(
                Report(
                    device: station.card, kernel: finding.kernel, nonces: nonces, expected: expected.count,
                    missing: expected.subtracting(finding.nonces).sorted(),
                    superfluous: finding.nonces.subtracting(expected).sorted(),
                    checksum: Hash256(unchecked: Hashing.sha256(bytes)), time: finding.time))
        }
        return reports
    }

    /// Thousands of hits in a row of 10^10.
    private static let difficulty: UInt256 = 1_048_576
    private static let piece: UInt64 = 1 << 24

    private struct Finding: Sendable {
        let kernel: String
        let nonces: Set<UInt64>
        let time: Duration
    }

    private func search(
        _ station: CardStation, _ puzzle: SealPuzzle, isCancelled: () -> Bool
    ) throws(CardError) -> Finding {
        let session = try CardSession(station)
        var pace = SlicePace(first: try session.wave(), most: 1 << 40, budget: CardSession.launchTime)
        var source = CardSource(puzzle, start: 0)
        var found: Set<UInt64> = []
        let begin = ContinuousClock.now
        try session.pump(&source, pace: &pace, count: nonces) {
            !isCancelled()
        } onCandidates: {
            found.formUnion($1)
        }
        return Finding(kernel: session.variant, nonces: found, time: begin.duration(to: .now))
    }

    private func processorFinds(_ puzzle: SealPuzzle) async throws -> Set<UInt64> {
        let threads = ProcessorCount.available
        let pieces = nonces / Self.piece
        let found = try await ThreadGroup.run(count: threads, name: "seal-check") { index, isCancelled in
            let walk = SealWalk(puzzle, kernel: kernel)
            var found: Set<UInt64> = []
            for piece in Swift.stride(from: UInt64(index), to: pieces, by: threads) {
                let start = piece * Self.piece / (scheme == .register ? 1 : NonceTrail.gridRows)
                var trail = NonceTrail(start: start, scheme: scheme, lap: .grid)
                var tried: UInt64 = 0
                while tried < Self.piece, !isCancelled() {
                    let slice = min(Self.piece - tried, 1 << 16)
                    tried += walk.advance(along: &trail, count: slice) { found.insert($0) }
                }
            }
            return found
        }
        return found.reduce(into: []) { $0.formUnion($1) }
    }
}
