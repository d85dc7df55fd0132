// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import MiningFleet

@Suite("What a worker is about")
struct DeskTests {
    private let first: FleetPuzzle
    private let second: FleetPuzzle

    init() throws {
        first = try samplePuzzle(1, weight: 1)
        second = try samplePuzzle(2, weight: 3)
    }

    @Test("is a puzzle of the newest job, chosen by weight")
    func choice() throws {
        let job = try FleetJob(epoch: 1, puzzles: [first, second])
        for (place, wanted) in [(0, first), (1, second), (2, second), (3, second)] {
            var desk = WorkerDesk()
            var total = 0
            let order = desk.take(job) {
                total = $0; return place
            }
            #expect(order == .take(wanted, turn: 1))
            #expect(total == 4)
            #expect(desk.epoch == 1)
        }
    }

    @Test("stays the same puzzle as long as it is wanted")
    func kept() throws {
        var desk = WorkerDesk()
        _ = desk.take(try FleetJob(epoch: 1, puzzles: [first])) { _ in 0 }
        #expect(desk.take(try FleetJob(epoch: 2, puzzles: [second, first])) { _ in 0 } == .take(first, turn: 2))
        #expect(desk.take(try FleetJob(epoch: 3, puzzles: [second])) { _ in 0 } == .take(second, turn: 3))
        #expect(desk.take(try FleetJob(epoch: 4, puzzles: [])) { _ in 0 } == .rest(.noWork))
        #expect(desk.epoch == nil)
    }

    @Test("is not changed by old news")
    func stale() throws {
        var desk = WorkerDesk()
        _ = desk.take(try FleetJob(epoch: 5, puzzles: [first])) { _ in 0 }
        for epoch in [UInt64(0), 4, 5] {
            #expect(desk.take(try FleetJob(epoch: epoch, puzzles: [second])) { _ in 0 } == .goOn)
        }
        #expect(desk.puzzle == first)
        // The first job may have any number.
        var fresh = WorkerDesk()
        #expect(fresh.take(try FleetJob(epoch: 0, puzzles: [second])) { _ in 0 } == .take(second, turn: 1))
    }

    @Test("is an earlier coordinator's job as long as there is one, and then any other")
    func clockBehind() throws {
        var desk = WorkerDesk()
        _ = desk.take(try FleetJob(epoch: 500, puzzles: [first])) { _ in 0 }
        #expect(desk.take(try FleetJob(epoch: 7, puzzles: [second])) { _ in 0 } == .goOn)
        #expect(desk.expire(turn: 1) == .rest(.expired))
        #expect(desk.take(try FleetJob(epoch: 500, puzzles: [first])) { _ in 0 } == .goOn)
        #expect(desk.take(try FleetJob(epoch: 8, puzzles: [second])) { _ in 0 } == .take(second, turn: 2))
        #expect(desk.take(try FleetJob(epoch: 9, puzzles: [first])) { _ in 0 } == .take(first, turn: 3))
    }

    @Test("ends with the puzzle's time, unless another was taken up meanwhile")
    func expiry() throws {
        var desk = WorkerDesk()
        _ = desk.take(try FleetJob(epoch: 1, puzzles: [first])) { _ in 0 }
        _ = desk.take(try FleetJob(epoch: 2, puzzles: [first])) { _ in 0 }
        #expect(desk.expire(turn: 1) == .goOn)
        #expect(desk.expire(turn: 2) == .rest(.expired))
        #expect(desk.expire(turn: 2) == .goOn)
        #expect(desk.epoch == nil)
        #expect(desk.take(try FleetJob(epoch: 3, puzzles: [first])) { _ in 0 } == .take(first, turn: 3))
    }

    @Test("makes results of solutions of its puzzle, and of no others")
    func results() throws {
        var desk = WorkerDesk()
        let nonce = first.nonces(solving: true, count: 1)[0]
        let solution = try first.puzzle.solution(nonce: nonce)
        #expect(desk.result(of: solution) == nil)
        _ = desk.take(try FleetJob(epoch: 1, puzzles: [first])) { _ in 0 }
        let result = try #require(desk.result(of: solution))
        #expect(result == FleetResult(epoch: 1, puzzle: first.id, nonce: nonce))
        #expect(desk.isWanted(result))
        _ = desk.take(try FleetJob(epoch: 2, puzzles: [second])) { _ in 0 }
        #expect(desk.result(of: solution) == nil)
        #expect(!desk.isWanted(result))
    }

    @Test("is told with rates since the last time, each device's threads together")
    func reports() {
        var meter = WorkerMeter()
        func progress(_ cpu: UInt64, _ card: UInt64) -> SealSolver.Progress {
            .init(workers: [
                .init(hashes: cpu, rounds: 1, roundTime: .zero), .init(hashes: cpu, rounds: 1, roundTime: .zero),
                .init(hashes: card, rounds: 1, roundTime: .zero, device: "cuda:0"),
            ])
        }
        let first = meter.report(progress(100, 1000), at: .seconds(2), epoch: 3, found: 1)
        #expect(first.hashes == 1200 && first.epoch == 3 && first.found == 1)
        #expect(
            first.devices == [.init(name: "cpu", hashesPerSecond: 100), .init(name: "cuda:0", hashesPerSecond: 500)])
        let second = meter.report(progress(150, 1000), at: .seconds(4), epoch: nil, found: 1)
        #expect(second.devices == [.init(name: "cpu", hashesPerSecond: 50), .init(name: "cuda:0", hashesPerSecond: 0)])
        #expect(meter.report(progress(150, 1000), at: .seconds(4), epoch: nil, found: 1).hashesPerSecond == 0)
    }
}
