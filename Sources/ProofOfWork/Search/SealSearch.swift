// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A search through a row of nonces: start, start + stride, start + 2 × stride … (modulo 2^64), for one puzzle.
///
///     let search = try SealSearch(puzzle: puzzle, start: 0, count: 1_000_000)
///     let solutions = try await search.solutions()
///
/// Every stride is answered exactly. Stride 1 under the scheme `register` and stride 2^40 under `pow-register` run in the
/// kernel; other strides cost about twice the portable kernel's time per nonce.
public struct SealSearch: Sendable {
    public let puzzle: SealPuzzle
    public let start: UInt64
    public let stride: UInt64
    /// How many nonces are tried.
    public let count: UInt64
    public let kernel: SealKernel

    /// A search that tries no nonce twice.
    ///
    /// - Parameters:
    ///   - count: nil for the stride's whole period.
    ///   - kernel: nil for ``SealKernel/fastest(for:)``.
    /// - Throws: `zeroStride`, or `countBeyondPeriod` when `count` would try nonces twice.
    public init(
        puzzle: SealPuzzle, start: UInt64 = 0, stride: UInt64 = 1, count: UInt64? = nil, kernel: SealKernel? = nil
    ) throws(ProofOfWorkError) {
        guard stride != 0 else {
            throw ProofOfWorkError(.zeroStride, "the nonce stride is 0: it must be 1 or more")
        }
        let period = Self.period(ofStride: stride) ?? .max
        guard count ?? 0 <= period else {
            throw ProofOfWorkError(
                .countBeyondPeriod,
                "the nonce count \(count ?? 0) is too large: stride \(stride) comes back to its start after \(period) nonces"
            )
        }
        self.puzzle = puzzle
        self.start = start
        self.stride = stride
        self.count = count ?? period
        self.kernel = kernel ?? .fastest(for: puzzle.scheme)
    }

    /// After how many nonces a stride is back at its start: 2^64 / gcd(stride, 2^64); nil for 2^64 itself.
    public static func period(ofStride stride: UInt64) -> UInt64? {
        let zeros = stride.trailingZeroBitCount
        return zeros == 0 ? nil : 1 << UInt64(64 - zeros)
    }

    /// The first solution in the order of the search, or nil when the row has none.
    public func firstSolution() async throws -> POWSolution? { try await solutions(limit: 1).first }

    /// The solutions in the order of the search, at most `limit`, each confirmed by the reference.
    ///
    /// Runs on a thread of its own. Throws `CancellationError` within a few milliseconds of the task's cancellation.
    public func solutions(limit: Int = .max) async throws -> [POWSolution] {
        let results = try await ThreadGroup.run(count: 1, name: "seal-search") { _, isCancelled in
            found(limit: limit, isCancelled: isCancelled)
        }
        return results.flatMap(\.self)
    }

    /// Nonces between two looks at the cancellation flag: some milliseconds of the slowest kernel.
    private static let slice: UInt64 = 4096

    private func found(limit: Int, isCancelled: () -> Bool) -> [POWSolution] {
        let walk = SealWalk(puzzle, kernel: kernel)
        var solutions: [POWSolution] = []
        var tried: UInt64 = 0
        while tried < count, solutions.count < limit, !isCancelled() {
            let slice = min(count - tried, Self.slice)
            tried += walk.advance(from: start &+ tried &* stride, stride: stride, count: slice) { nonce in
                guard solutions.count < limit, let solution = try? POWSolution(puzzle: puzzle, nonce: nonce) else {
                    return
                }
                solutions.append(solution)
            }
        }
        return solutions
    }
}
