// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

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
        var source = CardSource(puzzle, start: start)
        var found: [UInt64] = []
        var tried: UInt64 = 0
        while tried < count {
            try self.start(source.next(min(size, count - tried)))
            let outcome = try finish()
            guard let candidates = outcome.candidates else {
                source.takeBack(outcome.launch)
                continue
            }
            found += candidates
            tried += outcome.launch.nonces
        }
        #expect(tried == count)
        return found
    }
}
