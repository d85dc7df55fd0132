// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A worker on a graphics card, with one thread of the host that sleeps while the card works.
struct CardWorker: SealWorker {
    let duties: WorkerDuties
    let station: CardStation

    func run() throws(CardError) {
        let session = try CardSession(station)
        // Python's update interval counts nonces per thread, of one block, in one round. A round of that size is spread
        // over the whole card here, and cut where it would take too long.
        let round = duties.options.updateInterval?.multipliedReportingOverflow(by: UInt64(session.groupSize))
        let most = round.map { $0.overflow ? .max : $0.partialValue } ?? .max
        let pace = SlicePace(first: try session.wave(), most: min(most, 1 << 40), budget: duties.options.launchTime)
        var search = Search(session: session, duties: duties, pace: pace)
        try search.run()
    }

    /// One thread's search, from its first puzzle to the end.
    private struct Search {
        let session: CardSession
        let duties: WorkerDuties
        var pace: SlicePace
        private var source: CardSource?
        private var posting: PuzzleBoard.Posting?
        private var lastSensing: ContinuousClock.Instant?

        init(session: CardSession, duties: WorkerDuties, pace: SlicePace) {
            self.session = session
            self.duties = duties
            self.pace = pace
        }

        mutating func run() throws(CardError) {
            while true {
                if posting.map(duties.board.hasChanged(since:)) ?? true {
                    // Whoever has nothing to wait for may sleep until there is a puzzle.
                    posting = session.launchesUnderWay == 0 ? duties.board.current() : duties.board.glance()
                    if posting == nil, session.launchesUnderWay == 0 { return }
                    turn()
                }
                if posting != nil, session.launchesUnderWay < CardSession.depth {
                    try start()
                } else {
                    try finish()
                }
            }
        }

        private mutating func turn() {
            guard let puzzle = posting?.puzzle, source?.puzzle != puzzle else { return }
            if source == nil {
                source = CardSource(puzzle, start: duties.options.firstNonce(duties.index))
            } else {
                source?.turn(to: puzzle)
            }
        }

        private mutating func start() throws(CardError) {
            guard let launch = source?.next(pace.nonces) else { return }
            try session.start(launch)
        }

        private mutating func finish() throws(CardError) {
            let outcome = try session.finish()
            let launch = outcome.launch
            guard let candidates = outcome.candidates else {
                source?.takeBack(launch)
                return
            }
            duties.progress.addRound(hashes: launch.nonces, time: outcome.time)
            pace.observe(tried: launch.nonces, time: outcome.time)
            for nonce in candidates {
                if let solution = try session.confirm(nonce, of: launch.puzzle) { duties.onSolution(solution) }
            }
            for run in launch.runs {
                duties.observe(
                    launch.puzzle, start: run.start, stride: launch.puzzle.scheme.nativeStride, count: run.count)
            }
            let now = ContinuousClock.now
            if lastSensing.map({ $0.duration(to: now) > .seconds(1) }) ?? true {
                lastSensing = now
                duties.progress.note(session.card.sensors)
            }
        }
    }
}
