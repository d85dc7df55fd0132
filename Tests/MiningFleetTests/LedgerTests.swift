// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import MiningFleet

@Suite("What a coordinator makes of results")
struct LedgerTests {
    private let puzzle: FleetPuzzle
    private let ann: WorkerName
    private let bob: WorkerName
    private let now = ContinuousClock.now

    init() throws {
        puzzle = try samplePuzzle()
        ann = try WorkerName("ann")
        bob = try WorkerName("bob")
    }

    private func submission(_ worker: WorkerName, _ nonce: UInt64, epoch: UInt64 = 1, puzzle: String? = nil)
        -> FleetSubmission
    {
        FleetSubmission(
            worker: worker, result: .success(FleetResult(epoch: epoch, puzzle: puzzle ?? self.puzzle.id, nonce: nonce)))
    }

    @Test("remembers when a worker was heard of last")
    func lastHeard() throws {
        var ledger = CoordinatorLedger(badLimit: 3)
        ledger.note(FleetReport(epoch: nil, hashes: 0, devices: [], found: 0), of: ann, at: now)
        #expect(ledger.workers[ann]?.lastHeard == now)
        _ = ledger.judge(submission(ann, 1), at: now + .seconds(5))
        #expect(ledger.workers[ann]?.lastHeard == now + .seconds(5))
        #expect(ledger.workers[bob] == nil)
    }

    @Test("counts what workers say they have tried, from when they were heard of first")
    func tried() {
        var ledger = CoordinatorLedger(badLimit: 3)
        func note(_ hashes: UInt64) {
            ledger.note(FleetReport(epoch: 1, hashes: hashes, devices: [], found: 0), of: ann, at: now)
        }
        for (hashes, sum) in [(1_000, 0), (1_500, 500), (1_500, 500), (20, 520), (.max, .max), (5, .max)]
            as [(UInt64, UInt64)]
        {
            note(hashes)
            #expect(ledger.workers[ann]?.tried == sum)
        }
    }

    @Test("is a solution where the reference agrees, once")
    func good() throws {
        var ledger = CoordinatorLedger(badLimit: 3)
        ledger.begin(try FleetJob(epoch: 1, puzzles: [puzzle]))
        let nonces = puzzle.nonces(solving: true, count: 2)
        let solution = FleetSolution(
            puzzle: puzzle, solution: try puzzle.puzzle.solution(nonce: nonces[0]), worker: ann)
        #expect(ledger.judge(submission(ann, nonces[0]), at: now) == .good(solution))
        #expect(ledger.judge(submission(bob, nonces[0]), at: now) == .repeated)
        #expect(ledger.workers[ann]?.good == 1)
        #expect(ledger.workers[bob]?.good == 0)
        // The puzzle stays in the next job: what is known of it does too.
        ledger.begin(try FleetJob(epoch: 2, puzzles: [puzzle, try samplePuzzle(2)]))
        #expect(ledger.judge(submission(bob, nonces[0]), at: now) == .repeated)
        guard case .good = ledger.judge(submission(bob, nonces[1]), at: now) else {
            return #expect(Bool(false), "a result of the last job whose puzzle is wanted still")
        }
    }

    @Test("is late where the puzzle is not wanted any more, which is nobody's fault")
    func late() throws {
        var ledger = CoordinatorLedger(badLimit: 1)
        #expect(ledger.judge(submission(ann, 1), at: now) == .late)
        ledger.begin(try FleetJob(epoch: 2, puzzles: [try samplePuzzle(2)]))
        #expect(ledger.judge(submission(ann, puzzle.nonces(solving: false, count: 1)[0]), at: now) == .late)
        #expect(ledger.workers[ann]?.late == 2)
        #expect(ledger.workers[ann]?.isDropped == false)
    }

    @Test("is nothing where the reference does not agree, and the worker is dropped in the end")
    func bad() throws {
        var ledger = CoordinatorLedger(badLimit: 2)
        ledger.begin(try FleetJob(epoch: 1, puzzles: [puzzle]))
        let wrong = puzzle.nonces(solving: false, count: 1)[0]
        guard case .bad(let reason, false) = ledger.judge(submission(ann, wrong), at: now) else {
            return #expect(Bool(false), "it was taken")
        }
        #expect(reason.contains("does not meet difficulty 20"))
        let unread = FleetSubmission(worker: ann, result: .failure(FleetError(.malformed, "no result")))
        #expect(ledger.judge(unread, at: now) == .bad(reason: "no result", isDropped: true))
        let right = puzzle.nonces(solving: true, count: 1)[0]
        #expect(ledger.judge(submission(ann, right), at: now) == .refused)
        #expect(ledger.workers[ann]?.bad == 2)
        guard case .good = ledger.judge(submission(bob, right), at: now) else {
            return #expect(Bool(false), "another worker's result was not taken")
        }
    }

    @Test("is nothing under more names than any fleet has")
    func names() throws {
        var ledger = CoordinatorLedger(badLimit: 3)
        for number in 0..<CoordinatorLedger.mostWorkers {
            _ = ledger.judge(submission(try WorkerName("w\(number)"), 1), at: now)
        }
        #expect(ledger.judge(submission(ann, 1), at: now) == .refused)
        ledger.note(FleetReport(epoch: nil, hashes: 0, devices: [], found: 0), of: ann, at: now)
        #expect(ledger.workers.count == CoordinatorLedger.mostWorkers)
        #expect(ledger.judge(submission(try WorkerName("w7"), 1), at: now) == .late)
    }
}
