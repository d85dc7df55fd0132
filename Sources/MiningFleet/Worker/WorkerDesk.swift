// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// What a worker is about: the job it knows, its puzzle of it, and what it has handed in. A value without time and without threads.
struct WorkerDesk {
    /// What is to be done now.
    enum Order: Equatable {
        /// Nothing else than before.
        case goOn
        case take(FleetPuzzle, turn: UInt64)
        case rest(FleetNotice.Rest)
    }

    private(set) var job: FleetJob?
    private(set) var puzzle: FleetPuzzle?
    /// Counts what was taken up, so that a late word about an earlier puzzle is known as such.
    private var turn: UInt64 = 0
    private(set) var found: UInt64 = 0

    /// The epoch that is worked on; nil while resting.
    var epoch: UInt64? { puzzle == nil ? nil : job?.epoch }

    /// A job has come. The puzzle at hand stays if it is still wanted: another one would be as good, but not better.
    ///
    /// A lower epoch is old news, as long as there is something to do. Then it is that of a coordinator whose clock is behind the last
    /// one's, at a broker that has forgotten all.
    mutating func take(_ job: FleetJob, random: (Int) -> Int) -> Order {
        if let last = self.job?.epoch {
            guard job.epoch > last || puzzle == nil && job.epoch < last else { return .goOn }
        }
        self.job = job
        let kept = puzzle.flatMap { job.puzzle($0.id) }
        puzzle = kept ?? job.choose(random)
        turn += 1
        return puzzle.map { .take($0, turn: turn) } ?? .rest(.noWork)
    }

    /// The time of what was taken up in this turn is over.
    mutating func expire(turn: UInt64) -> Order {
        guard turn == self.turn, puzzle != nil else { return .goOn }
        puzzle = nil
        return .rest(.expired)
    }

    /// What a solution is of the job at hand; nil for one that came too late.
    func result(of solution: POWSolution) -> FleetResult? {
        guard let job, let puzzle, puzzle.puzzle == solution.puzzle else { return nil }
        return FleetResult(epoch: job.epoch, puzzle: puzzle.id, nonce: solution.nonce)
    }

    /// Whether a result is still of use.
    func isWanted(_ result: FleetResult) -> Bool { puzzle?.id == result.puzzle }

    mutating func handedIn() { found += 1 }
}
