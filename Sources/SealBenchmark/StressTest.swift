// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstratePrimitives
import Synchronization

/// Loads every thread for as long as one likes, and finds out whether the machine still computes right when it is hot.
///
///     let report = try await StressTest(time: .seconds(600)).run()
///     print(report.faults.isEmpty ? report.checksum : "\(report.faults.count) wrong laps")
///
/// Each thread searches the same nonces again and again, lap after lap, and must find the same ones each time: those that
/// the portable kernel finds, of which the reference confirms every one before the load begins.
public struct StressTest: Sendable {
    public let time: Duration
    public let threads: Int
    public let kernel: SealKernel
    public let scheme: SealScheme
    public let placement: ThreadPlacement
    private let lap: UInt64

    /// - Parameters:
    ///   - time: how long the load lasts. Laps that have begun are finished.
    ///   - threads: nil for one per processor that the process may use.
    ///   - kernel: nil for the one that is fastest for the scheme.
    /// - Throws: `invalidOption` for a test of no time, or a number of threads that makes no sense.
    public init(
        time: Duration, threads: Int? = nil, kernel: SealKernel? = nil, scheme: SealScheme = .powRegister,
        placement: ThreadPlacement = .automatic
    ) throws(ProofOfWorkError) {
        try self.init(
            time: time, threads: threads, kernel: kernel, scheme: scheme, placement: placement, lap: 1 << 20)
    }

    /// - Parameter lap: how many nonces a lap has.
    init(
        time: Duration, threads: Int?, kernel: SealKernel?, scheme: SealScheme, placement: ThreadPlacement, lap: UInt64
    ) throws(ProofOfWorkError) {
        guard time > .zero else {
            throw ProofOfWorkError(.invalidOption, "a stress test of \(time) stresses nothing: use more than 0 seconds")
        }
        self.time = time
        self.threads = try SealSolver.Options.threads(threads)
        self.kernel = kernel ?? .fastest(for: scheme)
        self.scheme = scheme
        self.placement = placement
        self.lap = lap
    }

    /// One nonce in 64 is found: enough that a fault is seen soon, and few enough to leave the load to the kernel.
    private static let difficulty: UInt256 = 64

    /// A thread's lap, as soon as it is done.
    public struct Lap: Hashable, Sendable {
        /// From 0 on.
        public let thread: Int
        public let hashes: UInt64
        /// Since the load began.
        public let end: Duration
        /// Whether it found what it had to find.
        public let isGood: Bool
    }

    /// A lap that went wrong: the machine is not to be trusted as it is.
    public struct Fault: Hashable, Sendable {
        public let thread: Int
        /// The processor that the thread was bound to; nil when the system placed it.
        public let processor: Int?
        /// Which lap of the thread, from 0 on.
        public let lap: Int
        /// Nonces that were missed, or found though they are none, at least 1.
        public let differences: Int
    }

    /// What a test found.
    public struct Report: Hashable, Sendable {
        public let kernel: SealKernel
        public let scheme: SealScheme
        public let threads: Int
        public let laps: Int
        public let hashes: UInt64
        public let time: Duration
        /// SHA-256 over what each thread found in each of its laps.
        public let checksum: Hash256
        public let faults: [Fault]
        /// Hashes per second of all threads, in each twentieth of the time: a machine that gets too hot shows it here.
        public let rates: [HashRate]

        public var hashRate: HashRate { HashRate(perSecond: Double(hashes) / max(time / .seconds(1), 1e-9)) }
    }

    /// - Parameter onLap: told of each lap by its thread: it must not block.
    /// - Throws: `kernelIsWrong` when portable kernel and reference disagree before any load; `threadNotStarted`;
    ///   `invalidOption` for a placement on processors that are not there; `CancellationError`.
    public func run(onLap: @escaping @Sendable (Lap) -> Void = { _ in }) async throws -> Report {
        let puzzle = try puzzle()
        return try await run(puzzle, expecting: expectation(puzzle), onLap)
    }

    func puzzle() throws(ProofOfWorkError) -> SealPuzzle {
        try KnownPuzzle.make(scheme, order: .little, difficulty: Self.difficulty)
    }

    /// - Parameter expected: the nonces that each lap has to find.
    func run(
        _ puzzle: SealPuzzle, expecting expected: [UInt64], _ onLap: @escaping @Sendable (Lap) -> Void = { _ in }
    ) async throws -> Report {
        let processors = try placement.processors(forThreads: threads)
        let (kernel, lap, time, scheme) = (kernel, lap, time, scheme)
        let begin = ContinuousClock.now
        let shares = try await ThreadGroup.run(
            count: threads, name: "seal-stress", processors: processors
        ) { index, isCancelled in
            let walk = SealWalk(puzzle, kernel: kernel)
            var share = Share()
            repeat {
                let found = Self.candidates(walk, scheme, count: lap)
                let differences = found == expected ? 0 : Set(found).symmetricDifference(expected).count
                if found != expected {
                    let processor = processors.isEmpty ? nil : processors[index % processors.count]
                    share.faults.append(
                        Fault(
                            thread: index, processor: processor, lap: share.ends.count,
                            differences: max(1, differences)))
                }
                share.digest = Hashing.sha256(share.digest + found.flatMap(\.littleEndianBytes))
                share.ends.append(begin.duration(to: .now))
                onLap(Lap(thread: index, hashes: lap, end: share.ends.last ?? .zero, isGood: found == expected))
            } while begin.duration(to: .now) < time && !isCancelled()
            return share
        }
        return report(shares)
    }

    /// What a thread has done.
    private struct Share: Sendable {
        var digest = [UInt8](repeating: 0, count: 32)
        /// When each lap ended.
        var ends: [Duration] = []
        var faults: [Fault] = []
    }

    private func report(_ shares: [Share]) -> Report {
        let ends = shares.flatMap(\.ends)
        let taken = ends.max() ?? .zero
        // Laps lie across the borders of twentieths: each part of one counts where it lies.
        var hashes = [Double](repeating: 0, count: 20)
        for share in shares {
            var begin = 0.0
            for end in share.ends.map({ $0 / taken * 20 }) {
                for index in Int(begin)..<min(20, Int(end.rounded(.up))) where end > begin {
                    let part = min(end, Double(index + 1)) - max(begin, Double(index))
                    hashes[index] += Double(lap) * part / (end - begin)
                }
                begin = end
            }
        }
        return Report(
            kernel: kernel, scheme: scheme, threads: threads, laps: ends.count, hashes: UInt64(ends.count) * lap,
            time: taken, checksum: Hash256(unchecked: Hashing.sha256(shares.flatMap(\.digest))),
            faults: shares.flatMap(\.faults),
            rates: hashes.map { HashRate(perSecond: $0 * 20 / max(taken / .seconds(1), 1e-9)) })
    }

    /// What the portable kernel finds in a lap, each confirmed by the reference.
    func expectation(_ puzzle: SealPuzzle) async throws -> [UInt64] {
        let portable = try SealKernel.named("portable")
        let (lap, scheme) = (lap, scheme)
        let found = try await ThreadGroup.run(count: 1, name: "seal-stress") { _, _ in
            Self.candidates(SealWalk(puzzle, kernel: portable), scheme, count: lap)
        }.flatMap(\.self)
        guard found.allSatisfy({ (try? puzzle.solution(nonce: $0)) != nil }) else {
            throw ProofOfWorkError(
                .kernelIsWrong, "the portable kernel finds seals that the reference refuses: the machine computes wrong"
            )
        }
        return found
    }

    private static func candidates(_ walk: SealWalk, _ scheme: SealScheme, count: UInt64) -> [UInt64] {
        var trail = NonceTrail(start: 0, scheme: scheme, lap: .tabled)
        var found: [UInt64] = []
        var tried: UInt64 = 0
        while tried < count { tried += walk.advance(along: &trail, count: count - tried) { found.append($0) } }
        return found
    }
}
