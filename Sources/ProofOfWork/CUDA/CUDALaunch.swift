// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// The nonces start, start + stride … of one puzzle, as far as one SHA-256 block reaches.
struct NonceRun: Hashable, Sendable {
    let start: UInt64
    let count: UInt64
}

/// What a card does in one go: some runs of one puzzle, each of which becomes a segment.
struct CUDALaunch {
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

/// Where a card's nonces come from: one puzzle's trail, and whatever has to be tried again.
package struct CUDASource {
    private(set) var puzzle: SealPuzzle
    private var layout: seal_puzzle
    private var trail: NonceTrail
    private var again: [NonceRun] = []
    /// So many nonces have one hit in four of what a launch can report.
    private var mostNonces: UInt64

    package init(_ puzzle: SealPuzzle, start: UInt64) {
        self.puzzle = puzzle
        layout = seal_puzzle(puzzle)
        trail = NonceTrail(start: start, scheme: puzzle.scheme)
        mostNonces = Self.mostNonces(layout)
    }

    /// Goes on with another puzzle from the nonce it is at.
    mutating func turn(to puzzle: SealPuzzle) {
        // Going on along the same trail, a puzzle that comes back is not searched twice in one place.
        if puzzle.scheme != self.puzzle.scheme { trail = NonceTrail(start: trail.next, scheme: puzzle.scheme) }
        self.puzzle = puzzle
        layout = seal_puzzle(puzzle)
        again = []
        mostNonces = Self.mostNonces(layout)
    }

    /// Whether something that was taken back is still to be tried.
    var hasOld: Bool { !again.isEmpty }

    /// A launch of about `nonces` nonces, 1 or more: fewer when it would have too many segments or hits. What was taken
    /// back comes first, and alone.
    mutating func next(_ nonces: UInt64) -> CUDALaunch {
        let isOld = hasOld
        var wanted = max(1, min(nonces, mostNonces))
        var runs: [NonceRun] = []
        while wanted > 0, runs.count < CUDALaunch.mostRuns, hasOld == isOld {
            let run = takeRun(wanted)
            runs.append(run)
            wanted -= run.count
        }
        return CUDALaunch(puzzle: puzzle, layout: layout, runs: runs)
    }

    private mutating func takeRun(_ wanted: UInt64) -> NonceRun {
        if let old = again.popLast() {
            let run = NonceRun(start: old.start, count: min(old.count, wanted))
            if run.count < old.count {
                let rest = old.start &+ run.count &* puzzle.scheme.nativeStride
                again.append(NonceRun(start: rest, count: old.count - run.count))
            }
            return run
        }
        let run = NonceRun(start: trail.next, count: min(wanted, puzzle.scheme.runLength(from: trail.next)))
        trail.advance(by: run.count)
        return run
    }

    /// Takes back a launch that had more hits than it could report, and makes the next ones smaller.
    mutating func takeBack(_ launch: CUDALaunch) {
        // After a new puzzle nobody wants it any more.
        guard launch.puzzle == puzzle else { return }
        again += launch.runs
        // As many nonces as the buffer has places always fit.
        mostNonces = max(CUDALaunch.mostHits, min(mostNonces, launch.nonces) / 4)
    }

    private static func mostNonces(_ layout: seal_puzzle) -> UInt64 {
        let chance = (Double(layout.limit.threshold) + 1) / 0x1p64
        return max(CUDALaunch.mostHits, UInt64(min(0x1p40, Double(CUDALaunch.mostHits) / 4 / chance)))
    }
}

extension SealScheme {
    /// How many nonces from this one on, at the native stride, share one SHA-256 block but for its varying word; at most
    /// 2^31, which leaves a kernel's 32-bit indices room to step beyond the end.
    func runLength(from nonce: UInt64) -> UInt64 {
        switch self {
        case .register: min(1 << 31, 1 << 32 - nonce & 0xffff_ffff)
        case .powRegister: 1 << 24 - nonce >> 40
        }
    }
}
