// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import FakeCards
import Testing

@testable import ProofOfWork

extension FakeCards {
    func session(_ kernel: CUDAKernel? = .plain) throws -> CardSession {
        try CardSession(options(kernel: kernel).station(for: device()))
    }
}

extension CardSession {
    /// The candidates among start, start + stride …, at the scheme's native stride, in launches of at most `size`.
    func candidates(of puzzle: SealPuzzle, start: UInt64, count: UInt64, size: UInt64 = 4096) throws -> [UInt64] {
        var trail = NonceTrail(start: start, scheme: puzzle.scheme)
        var found: [UInt64] = []
        var tried: UInt64 = 0
        var size = size
        while tried < count {
            let length = min(size, count - tried, trail.remaining, puzzle.scheme.runLength(from: trail.next))
            let run = NonceRun(start: trail.next, count: length)
            guard let candidates = try candidates(of: puzzle, [run]) else {
                size /= 2
                continue
            }
            found += candidates
            tried += length
            trail.advance(by: length)
        }
        return found
    }

    /// The candidates of all that was taken back.
    func drain(_ source: inout CardSource) throws -> [UInt64] {
        var found: [UInt64] = []
        while source.hasOld {
            try start(source.next(.max))
            found += try #require(try finish().candidates)
        }
        return found
    }

    /// The candidates of some runs in one launch, or nil when it cannot report so many.
    func candidates(of puzzle: SealPuzzle, _ runs: [NonceRun]) throws -> [UInt64]? {
        let launch = CardLaunch(puzzle: puzzle, layout: seal_puzzle(puzzle), runs: runs)
        try start(launch)
        return try finish().candidates
    }

    /// Checks that some columns of a grid have the candidates that the portable kernel finds.
    func expectColumns(_ columns: UInt64, from start: UInt64, of puzzle: SealPuzzle) throws {
        let walk = SealWalk(puzzle, kernel: try .named("portable"))
        var trail = NonceTrail(start: start, scheme: .powRegister, lap: .grid)
        var expected: [UInt64] = []
        let count = columns * NonceTrail.gridRows
        for _ in 0..<count {
            _ = walk.advance(from: trail.next, stride: 1, count: 1) { expected.append($0) }
            trail.advance(by: 1)
        }
        let runs = [NonceRun(start: start & ~(31 << 40), count: count, shape: .grid)]
        #expect(try candidates(of: puzzle, runs) == expected)
        #expect(!expected.isEmpty)
    }
}
