// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// The nonces start, start + stride … of one puzzle, as far as one SHA-256 block reaches.
struct NonceRun: Hashable, Sendable {
    let start: UInt64
    let count: UInt64
}

/// What a card does in one go: some runs of one puzzle, each of which becomes a segment.
package struct CardLaunch {
    let puzzle: SealPuzzle
    let runs: [NonceRun]
    /// But for `rounds`, which is the session's affair.
    var parameters: seal_launch

    var nonces: UInt64 { runs.reduce(0) { $0 + $1.count } }

    /// - Parameter runs: at least one, at most `mostRuns`.
    init(puzzle: SealPuzzle, layout: seal_puzzle, runs: [NonceRun]) {
        precondition((1...Self.mostRuns).contains(runs.count), "a launch has 1 to \(Self.mostRuns) segments")
        self.puzzle = puzzle
        self.runs = runs
        var parameters = seal_launch()
        seal_launch_prepare(&parameters, layout.limit)
        for (index, run) in runs.enumerated() {
            var layout = layout
            var job = seal_job()
            let base = seal_job_at(&layout, run.start, &job)
            seal_launch_set_segment(&parameters, UInt32(index), &job, base, UInt32(run.count))
        }
        self.parameters = parameters
    }

    /// The nonce that a kernel reports as segment << 32 | index; nil when it lies in no segment.
    func nonce(ofHit hit: UInt64) -> UInt64? {
        let segment = Int(hit >> 32)
        let index = hit & 0xffff_ffff
        guard segment < runs.count, index < runs[segment].count else { return nil }
        return runs[segment].start &+ index &* puzzle.scheme.nativeStride
    }

    static let mostRuns = Int(seal_launch_segments)
    /// What one launch can report.
    static let mostHits = UInt64(seal_hit_capacity)
}
