// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// What a coordinator knows: the job there is, and what it has had of whom. A value without a bus.
struct CoordinatorLedger {
    /// What became of a result.
    enum Verdict: Equatable {
        case good(FleetSolution)
        /// The same was handed in before.
        case repeated
        case late
        /// It is no good; whether its worker was dropped for it.
        case bad(reason: String, isDropped: Bool)
        /// It comes from a worker that was dropped.
        case refused
    }

    /// More names than any fleet has workers: what comes under others then is not taken.
    static let mostWorkers = 4096

    private let badLimit: UInt64
    private(set) var job: FleetJob?
    private(set) var workers: [WorkerName: WorkerRecord] = [:]
    /// Good results of the job there is.
    private var known: Set<String> = []

    /// - Parameter badLimit: so many bad results, and a worker is dropped.
    init(badLimit: UInt64) { self.badLimit = max(1, badLimit) }

    mutating func begin(_ job: FleetJob) {
        self.job = job
        known = known.filter { id in job.puzzles.contains { id.hasPrefix("\($0.id)/") } }
    }

    mutating func note(_ report: FleetReport, of worker: WorkerName, at now: ContinuousClock.Instant) {
        guard workers[worker] != nil || workers.count < Self.mostWorkers else { return }
        workers[worker, default: WorkerRecord(lastHeard: now)].note(report, at: now)
    }

    mutating func judge(_ submission: FleetSubmission, at now: ContinuousClock.Instant) -> Verdict {
        let name = submission.worker
        guard workers[name] != nil || workers.count < Self.mostWorkers else { return .refused }
        var record = workers[name] ?? WorkerRecord(lastHeard: now)
        record.lastHeard = now
        defer { workers[name] = record }
        guard !record.isDropped else { return .refused }
        func bad(_ reason: String) -> Verdict {
            record.bad += 1
            record.isDropped = record.bad >= badLimit
            return .bad(reason: reason, isDropped: record.isDropped)
        }
        let result: FleetResult
        switch submission.result {
        case .success(let said): result = said
        case .failure(let error): return bad(error.reason)
        }
        guard let job, let puzzle = job.puzzle(result.puzzle) else {
            // Nobody can tell any more what it was worth.
            record.late += 1
            return .late
        }
        guard !known.contains(result.id) else { return .repeated }
        do throws(ProofOfWorkError) {
            let solution = try puzzle.puzzle.solution(nonce: result.nonce)
            known.insert(result.id)
            record.good += 1
            return .good(FleetSolution(puzzle: puzzle, solution: solution, worker: name))
        } catch {
            return bad(error.reason)
        }
    }
}
