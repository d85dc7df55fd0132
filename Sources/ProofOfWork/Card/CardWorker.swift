// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A worker on a graphics card, with one thread of the host that sleeps while the card works.
struct CardWorker: SealWorker {
    let duties: WorkerDuties
    let station: CardStation

    /// Throws when the card cannot be made ready. One that has searched and fails is tried again after a rest, its
    /// self-test first, as long as another worker searches.
    func run() throws(CardError) {
        var source: CardSource?
        var rest = duties.options.cardRest
        var hasSearched = false
        while true {
            var begin = ContinuousClock.now
            do {
                let session = try CardSession(station)
                var search = try makeSearch(session, source)
                defer { source = search.source }
                if hasSearched { duties.recovers() }
                hasSearched = true
                begin = .now
                return try search.run()
            } catch {
                guard hasSearched else { throw error }
                duties.fails(error)
            }
            let board = duties.board
            guard board.staysOpen(for: rest.length(afterSearching: begin.duration(to: .now))),
                board.current() != nil, duties.attendance.comeBack()
            else { return }
        }
    }

    private func makeSearch(_ session: CardSession, _ source: CardSource?) throws(CardError) -> Search {
        // Python's update interval counts nonces per thread, of one block, in one round. A round of that size is spread
        // over the whole card here, and cut where it would take too long.
        let round = duties.options.updateInterval?.multipliedReportingOverflow(by: UInt64(session.groupSize))
        let most = round.map { $0.overflow ? .max : $0.partialValue } ?? .max
        let pace = SlicePace(first: try session.wave(), most: min(most, 1 << 40), budget: duties.options.launchTime)
        return Search(session: session, duties: duties, pace: pace, source: source)
    }

    /// A search with one session, from its first puzzle to the end.
    private struct Search {
        let session: CardSession
        let duties: WorkerDuties
        private var pace: SlicePace
        private(set) var source: CardSource?
        private var posting: PuzzleBoard.Posting?
        private var lastSensing: ContinuousClock.Instant?

        init(session: CardSession, duties: WorkerDuties, pace: SlicePace, source: CardSource?) {
            self.session = session
            self.duties = duties
            self.pace = pace
            self.source = source
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
            do {
                try session.start(launch)
            } catch {
                // What is under way may be done, and have hits.
                while session.launchesUnderWay > 0, (try? finish()) != nil {}
                throw error
            }
        }

        private mutating func finish() throws(CardError) {
            let outcome = try session.finish()
            let launch = outcome.launch
            guard let candidates = outcome.candidates else {
                source?.takeBack(launch)
                return
            }
            try confirm(candidates, of: launch.puzzle)
            duties.progress.addRound(hashes: launch.nonces, time: outcome.time)
            pace.observe(tried: launch.nonces, time: outcome.time)
            for run in duties.isObserved ? launch.lines : [] {
                duties.observe(
                    launch.puzzle, start: run.start, stride: launch.puzzle.scheme.nativeStride, count: run.count)
            }
            let now = ContinuousClock.now
            if lastSensing.map({ $0.duration(to: now) > .seconds(1) }) ?? true {
                lastSensing = now
                duties.progress.note(session.card.sensors)
            }
        }

        /// Tells of each solution among the candidates, also when others are wrong.
        private func confirm(_ candidates: [UInt64], of puzzle: SealPuzzle) throws(CardError) {
            var fault: CardError?
            for nonce in candidates {
                do {
                    if let solution = try session.confirm(nonce, of: puzzle) { duties.onSolution(solution) }
                } catch {
                    fault = error
                }
            }
            if let fault { throw fault }
        }
    }
}
