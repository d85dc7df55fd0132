// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives

/// What one thread of a benchmark has done.
struct BenchmarkShare: Sendable {
    let start: UInt64
    private(set) var hashes: UInt64 = 0
    private(set) var hits: UInt64 = 0
    /// A chain of SHA-256 over the hits, in order.
    private(set) var digest = [UInt8](repeating: 0, count: 32)
    private(set) var wrongNonce: UInt64?
    private(set) var begin = ContinuousClock.now
    private(set) var end = ContinuousClock.now
    private(set) var processorTime = Duration.zero
    private(set) var cycles = 0.0

    init(start: UInt64) { self.start = start }

    /// Hashes from the start on, on the calling thread.
    mutating func hash(
        _ puzzle: SealPuzzle, kernel: SealKernel, for time: Duration, updateInterval: UInt64?, isCancelled: () -> Bool
    ) {
        let walk = SealWalk(puzzle, kernel: kernel)
        var trail = NonceTrail(start: start, scheme: puzzle.scheme, lap: .tabled)
        var pace = SlicePace(updateInterval: updateInterval)
        (processorTime, cycles) = CycleClock.measure {
            begin = .now
            end = begin
            repeat {
                var candidates: [UInt64] = []
                let tried = walk.advance(along: &trail, count: pace.nonces) { candidates.append($0) }
                hashes += tried
                candidates.forEach { confirm($0, of: puzzle) }
                let sliceBegin = end
                end = .now
                pace.observe(tried: tried, time: sliceBegin.duration(to: end))
            } while begin.duration(to: end) < time && !isCancelled()
        }
    }

    private mutating func confirm(_ nonce: UInt64, of puzzle: SealPuzzle) {
        guard let solution = try? puzzle.solution(nonce: nonce) else {
            wrongNonce = nonce
            return
        }
        hits += 1
        digest = Hashing.sha256(digest + nonce.littleEndianBytes + solution.seal.bytes)
    }
}
