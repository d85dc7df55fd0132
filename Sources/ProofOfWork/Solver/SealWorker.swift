/// One thread's part of a solver: tries nonces for whatever puzzle is on the board until the board is closed.
struct SealWorker: Sendable {
    let index: Int
    let options: SealSolver.Options
    let board: PuzzleBoard
    let progress: WorkerProgress
    let onSolution: @Sendable (POWSolution) -> Void

    func run() {
        let clock = ContinuousClock()
        var pace = SlicePace(updateInterval: options.updateInterval)
        var trail = NonceTrail(start: options.firstNonce(index), scheme: .register)
        while let posting = board.current() {
            let puzzle = posting.puzzle
            let walk = SealWalk(puzzle, kernel: options.kernel)
            // Going on along the same trail, a puzzle that comes back is not searched twice in one place.
            if trail.scheme != puzzle.scheme { trail = NonceTrail(start: trail.next, scheme: puzzle.scheme) }
            while !board.hasChanged(since: posting) {
                let begin = clock.now
                let start = trail.next
                let count = min(pace.nonces, trail.remaining)
                var candidates: [UInt64] = []
                let tried = walk.advance(from: start, stride: trail.stride, count: count) { candidates.append($0) }
                trail.advance(by: tried)
                let time = clock.now - begin
                progress.addRound(hashes: tried, time: time)
                pace.observe(tried: tried, time: time)
                // Whoever hears of a solution finds its slice counted. Most candidates are solutions; some share only
                // their first 64 bits with one.
                for case let solution? in candidates.map({ try? POWSolution(puzzle: puzzle, nonce: $0) }) {
                    onSolution(solution)
                }
                options.sliceObserver?(
                    .init(worker: index, puzzle: puzzle, start: start, stride: trail.stride, count: tried))
            }
        }
    }
}
