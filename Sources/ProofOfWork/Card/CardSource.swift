// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// Where a card's nonces come from: one puzzle's trail, and whatever has to be tried again.
package struct CardSource {
    private(set) var puzzle: SealPuzzle
    private var layout: seal_puzzle
    private var trail: NonceTrail
    private var again: [NonceRun] = []
    /// So many nonces have one hit in four of what a launch can report.
    private var mostNonces: UInt64

    package init(_ puzzle: SealPuzzle, start: UInt64) {
        self.puzzle = puzzle
        layout = seal_puzzle(puzzle)
        trail = NonceTrail(start: start, scheme: puzzle.scheme, lap: .grid)
        mostNonces = Self.mostNonces(layout)
    }

    /// Goes on with another puzzle from the nonce it is at.
    mutating func turn(to puzzle: SealPuzzle) {
        // Going on along the same trail, a puzzle that comes back is not searched twice in one place.
        if puzzle.scheme != self.puzzle.scheme {
            trail = NonceTrail(start: trail.next, scheme: puzzle.scheme, lap: .grid)
        }
        self.puzzle = puzzle
        layout = seal_puzzle(puzzle)
        again = []
        mostNonces = Self.mostNonces(layout)
    }

    /// Whether something that was taken back is still to be tried.
    var hasOld: Bool { !again.isEmpty }

    /// A launch of about `nonces` nonces, 1 or more: fewer when it would have too many runs or hits, and at least a column
    /// of a grid. What was taken back comes first, and alone.
    mutating func next(_ nonces: UInt64) -> CardLaunch {
        let isOld = hasOld
        let shape = again.last?.shape ?? puzzle.scheme.shape
        var wanted = max(1, min(nonces, mostNonces))
        if shape == .grid { wanted = max(NonceTrail.gridRows, wanted - wanted % NonceTrail.gridRows) }
        var runs: [NonceRun] = []
        while wanted > 0, runs.count < CardLaunch.mostRuns, hasOld == isOld,
            shape == again.last?.shape ?? puzzle.scheme.shape
        {
            let run = isOld ? takeOld(wanted) : takeNew(wanted)
            runs.append(run)
            wanted -= run.count
        }
        return CardLaunch(puzzle: puzzle, layout: layout, runs: runs)
    }

    /// Of what was taken back, at most so many.
    private mutating func takeOld(_ wanted: UInt64) -> NonceRun {
        let old = again.removeLast()
        let run = NonceRun(start: old.start, count: min(old.count, wanted), shape: old.shape)
        if run.count < old.count {
            let rest = run.shape.start(run.start, after: run.count, puzzle.scheme)
            again.append(NonceRun(start: rest, count: old.count - run.count, shape: old.shape))
        }
        return run
    }

    private mutating func takeNew(_ wanted: UInt64) -> NonceRun {
        let shape = puzzle.scheme.shape
        let start = trail.next
        switch shape {
        case .line:
            let run = NonceRun(start: start, count: min(wanted, puzzle.scheme.runLength(from: start)))
            trail.advance(by: run.count)
            return run
        case .grid:
            // Indices have 32 bits.
            let run = NonceRun(start: start, count: min(wanted, 1 << 31), shape: .grid)
            trail.advance(laps: run.count / NonceTrail.gridRows)
            return run
        }
    }

    /// Takes back a launch that had more hits than it could report, and makes the next ones smaller.
    mutating func takeBack(_ launch: CardLaunch) {
        // After a new puzzle nobody wants it any more.
        guard launch.puzzle == puzzle else { return }
        again += launch.runs
        // As many nonces as the buffer has places always fit.
        mostNonces = max(CardLaunch.mostHits, min(mostNonces, launch.nonces) / 4)
    }

    private static func mostNonces(_ layout: seal_puzzle) -> UInt64 {
        let chance = (Double(layout.limit.threshold) + 1) / 0x1p64
        return max(CardLaunch.mostHits, UInt64(min(0x1p40, Double(CardLaunch.mostHits) / 4 / chance)))
    }
}

extension NonceShape {
    /// Where a run that begins at `start` goes on after `count` nonces.
    fileprivate func start(_ start: UInt64, after count: UInt64, _ scheme: SealScheme) -> UInt64 {
        switch self {
        case .line: start &+ count &* scheme.nativeStride
        case .grid: scheme.columnStart(start, after: count / NonceTrail.gridRows)
        }
    }
}

extension SealScheme {
    /// The shape in which graphics cards take the fewest instructions.
    var shape: NonceShape {
        switch self {
        case .register: .line
        case .powRegister: .grid
        }
    }

    /// How many nonces from this one on, at the native stride, share one SHA-256 block but for its varying word; at most
    /// 2^31, which leaves a kernel's 32-bit indices room to step beyond the end.
    func runLength(from nonce: UInt64) -> UInt64 {
        switch self {
        case .register: min(1 << 31, 1 << 32 - nonce & 0xffff_ffff)
        case .powRegister: 1 << 24 - nonce >> 40
        }
    }
}
