// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// How the nonces of a run follow each other.
enum NonceShape: CaseIterable, Sendable {
    /// start, start + stride … at the scheme's native stride, as far as one SHA-256 block reaches.
    case line
    /// Of `pow-register`: columns, one for each value of the low five bytes from the start's on, in each of which the high
    /// three go through some rows, from the start's on, whose message schedules stand in a table.
    case grid
}

/// Some nonces of one puzzle.
struct NonceRun: Hashable, Sendable {
    let start: UInt64
    /// Of a grid: a multiple of its rows.
    let count: UInt64
    var shape = NonceShape.line
}

/// What a card does in one go: some runs of one puzzle and one shape, each of which becomes a segment or a grid. Grids have the
/// same rows.
package struct CardLaunch {
    let puzzle: SealPuzzle
    let runs: [NonceRun]
    let shape: NonceShape
    /// But for `rounds`, which is the session's affair.
    var parameters: seal_launch

    var nonces: UInt64 { runs.reduce(0) { $0 + $1.count } }

    /// The first of the grids' rows.
    var firstRow: UInt32 { UInt32(truncatingIfNeeded: runs[0].start / puzzle.scheme.nativeStride) }

    /// - Parameter runs: at least one, at most `mostRuns`, of the shape of the first.
    init(puzzle: SealPuzzle, layout: seal_puzzle, runs: [NonceRun]) {
        precondition((1...Self.mostRuns).contains(runs.count), "a launch has 1 to \(Self.mostRuns) segments")
        self.puzzle = puzzle
        self.runs = runs
        shape = runs[0].shape
        var parameters = seal_launch()
        seal_launch_prepare(&parameters, layout.limit)
        for (index, run) in runs.enumerated() {
            var layout = layout
            switch shape {
            case .line:
                var job = seal_job()
                let base = seal_job_at(&layout, run.start, &job)
                seal_launch_set_segment(&parameters, UInt32(index), &job, base, UInt32(run.count))
            case .grid:
                seal_launch_set_grid(
                    &parameters, UInt32(index), &layout, run.start, UInt32(run.count / NonceTrail.gridRows))
            }
        }
        self.parameters = parameters
    }

    /// The nonce that a kernel reports as a run's place << 32 | index; nil when it lies in no run.
    func nonce(ofHit hit: UInt64) -> UInt64? {
        let place = Int(hit >> 32)
        let index = hit & 0xffff_ffff
        guard place < runs.count, index < runs[place].count else { return nil }
        let stride = puzzle.scheme.nativeStride
        let start = runs[place].start
        switch shape {
        case .line: return start &+ index &* stride
        case .grid:
            let (column, row) = index.quotientAndRemainder(dividingBy: NonceTrail.gridRows)
            return puzzle.scheme.columnStart(start, after: column) &+ row &* stride
        }
    }

    /// How many work groups the longest run takes.
    func groups(of size: Int, noncesPerItem: Int) -> UInt64 {
        let nonces =
            switch shape {
            case .line: UInt64(size * noncesPerItem)
            case .grid: UInt64(size) * NonceTrail.gridRows
            }
        return runs.lazy.map { ($0.count + nonces - 1) / nonces }.max() ?? 0
    }

    /// The runs as lines.
    var lines: [NonceRun] {
        switch shape {
        case .line: runs
        case .grid:
            runs.flatMap { run in
                (0..<run.count / NonceTrail.gridRows).map {
                    NonceRun(
                        start: puzzle.scheme.columnStart(run.start, after: $0), count: NonceTrail.gridRows)
                }
            }
        }
    }

    static let mostRuns = Int(seal_launch_segments)
    /// What one launch can report.
    static let mostHits = UInt64(seal_hit_capacity)
}

extension SealScheme {
    /// The first nonce of the column so many behind the one that begins with `nonce`.
    func columnStart(_ nonce: UInt64, after columns: UInt64) -> UInt64 {
        let lowBits = nativeStride - 1
        return nonce & ~lowBits | (nonce &+ columns) & lowBits
    }
}
