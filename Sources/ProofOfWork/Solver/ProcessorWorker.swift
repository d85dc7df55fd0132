// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A worker on a thread of the processor.
struct ProcessorWorker: SealWorker {
    let duties: WorkerDuties
    /// What the thread is bound to.
    let core: CoreKind

    func run() {
        let clock = ContinuousClock()
        let options = duties.options
        var pace = SlicePace(updateInterval: options.updateInterval)
        var trail = NonceTrail(start: options.firstNonce(duties.index), scheme: .register, lap: .tabled)
        while let posting = duties.board.current() {
            let puzzle = posting.puzzle
            let walk = SealWalk(puzzle, kernel: options.kernel ?? .fastest(for: puzzle.scheme, on: core))
            // Going on along the same trail, a puzzle that comes back is not searched twice in one place.
            if trail.scheme != puzzle.scheme {
                trail = NonceTrail(start: trail.next, scheme: puzzle.scheme, lap: .tabled)
            }
            while !duties.board.hasChanged(since: posting) {
                let begin = clock.now
                var candidates: [UInt64] = []
                var rows: [(start: UInt64, count: UInt64)] = []
                let tried = walk.advance(along: &trail, count: pace.nonces) {
                    if duties.isObserved { rows.append(($0, $1)) }
                } onCandidate: {
                    candidates.append($0)
                }
                let time = clock.now - begin
                duties.progress.addRound(hashes: tried, time: time)
                pace.observe(tried: tried, time: time)
                // Whoever hears of a solution finds its slice counted. Most candidates are solutions; some share only
                // their first 64 bits with one.
                for case let solution? in candidates.map({ try? POWSolution(puzzle: puzzle, nonce: $0) }) {
                    duties.onSolution(solution)
                }
                for row in rows { duties.observe(puzzle, start: row.start, stride: trail.stride, count: row.count) }
            }
        }
    }
}
