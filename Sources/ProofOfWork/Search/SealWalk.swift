// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import SubstratePrimitives

/// A puzzle laid out for a kernel: takes steps through its nonces and says which are candidates.
package struct SealWalk {
    private let puzzle: seal_puzzle
    private let kernel: SealKernel

    package init(_ puzzle: SealPuzzle, kernel: SealKernel) {
        self.puzzle = seal_puzzle(puzzle)
        self.kernel = kernel
    }

    /// A walk whose candidates are the seals with no more than `threshold` in their most significant 64 bits.
    init(_ message: SealMessage, order: SealByteOrder, threshold: UInt64, kernel: SealKernel) {
        puzzle = seal_puzzle(message, order: order, threshold: threshold)
        self.kernel = kernel
    }

    /// Tries `count` nonces from `start` on, `stride` apart, modulo 2^64. Candidates come in that order, unconfirmed.
    ///
    /// Returns how many nonces were tried: at least one, and fewer than `count` when there were many candidates.
    package func advance(from start: UInt64, stride: UInt64, count: UInt64, onCandidate: (UInt64) -> Void) -> UInt64 {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Int(SEAL_MAX_LANES)) { hits in
            var hitCount: UInt32 = 0
            let tried = withUnsafePointer(to: puzzle) {
                seal_walk(
                    $0, kernel.descriptor, start, stride, count, hits.baseAddress, UInt32(hits.count), &hitCount)
            }
            hits.prefix(Int(hitCount)).forEach(onCandidate)
            return tried
        }
    }

    /// Tries the next `count` nonces of a trail, lap after lap, or fewer when there were many candidates: at least one.
    ///
    /// - Parameter onRow: told the start of each row of nonces that were tried, and how many.
    package func advance(
        along trail: inout NonceTrail, count: UInt64, onRow: (UInt64, UInt64) -> Void = { _, _ in },
        onCandidate: (UInt64) -> Void
    ) -> UInt64 {
        var tried: UInt64 = 0
        while tried < count {
            let start = trail.next
            let asked = min(count - tried, trail.remaining)
            let done = advance(from: start, stride: trail.stride, count: asked, onCandidate: onCandidate)
            trail.advance(by: done)
            onRow(start, done)
            tried += done
            if done < asked { break }
        }
        return tried
    }
}

extension SealScheme {
    /// The distance of nonces that a kernel walks at full speed.
    ///
    /// Under `register` the low half of the nonce shares one SHA-256 block with everything else. Under `pow-register`
    /// only its high three bytes do: the low five end the block before.
    package var nativeStride: UInt64 {
        switch self {
        case .register: 1
        case .powRegister: 1 << 40
        }
    }
}
