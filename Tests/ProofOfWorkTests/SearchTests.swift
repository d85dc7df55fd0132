// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import ProofOfWork

@Suite struct SearchTests {
    static let strides: [UInt64] = [1, 2, 3, 12_345, 1 << 32, 1 << 40, 3 << 40, 1 << 60, .max]

    @Test("any stride is answered exactly", arguments: SealScheme.allCases, strides)
    func anyStride(_ scheme: SealScheme, _ stride: UInt64) async throws {
        let puzzle = try samplePuzzle(scheme, difficulty: 3)
        for start in [0, 1 << 32 - 5, 1 << 40 - 5, .max - 4] as [UInt64] {
            let count = min(24, SealSearch.period(ofStride: stride) ?? .max)
            let search = try SealSearch(puzzle: puzzle, start: start, stride: stride, count: count)
            let expected = puzzle.referenceSolutions(start: start, stride: stride, count: count)
            #expect(try await search.solutions().map(\.nonce) == expected)
        }
    }

    @Test("a count beyond the stride's period is refused")
    func period() throws {
        #expect(SealSearch.period(ofStride: 1) == nil)
        #expect(SealSearch.period(ofStride: 12_345) == nil)
        #expect(SealSearch.period(ofStride: 1 << 40) == 1 << 24)
        #expect(SealSearch.period(ofStride: 6 << 60) == 1 << 3)
        let puzzle = try samplePuzzle(.powRegister, difficulty: 1)
        #expect(throws: ProofOfWorkError(.countBeyondPeriod, "")) {
            try SealSearch(puzzle: puzzle, stride: 1 << 40, count: 1 << 24 + 1)
        }
        #expect(throws: ProofOfWorkError(.zeroStride, "")) { try SealSearch(puzzle: puzzle, stride: 0, count: 1) }
        #expect(try SealSearch(puzzle: puzzle, stride: 1 << 40).count == 1 << 24)
        #expect(try SealSearch(puzzle: puzzle, count: .max).count == .max)
    }

    @Test("a whole period tries every nonce once")
    func wholePeriod() async throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1)
        let found = try await SealSearch(puzzle: puzzle, start: 3, stride: 1 << 56).solutions()
        #expect(found.map(\.nonce) == (0..<256).map { 3 + $0 << 56 })
    }

    @Test("first and limited searches stop at their hits")
    func limits() async throws {
        let puzzle = try samplePuzzle(.register, difficulty: 10)
        let all = try await SealSearch(puzzle: puzzle, start: 9, count: 500).solutions()
        #expect(all.count > 20)
        #expect(try await SealSearch(puzzle: puzzle, start: 9).firstSolution() == all.first)
        #expect(try await SealSearch(puzzle: puzzle, start: 9).solutions(limit: 7) == Array(all.prefix(7)))
        #expect(try await SealSearch(puzzle: puzzle, count: 0).solutions().isEmpty)
    }

    @Test("a search without end stops when its task is cancelled")
    func cancellation() async throws {
        let search = try SealSearch(puzzle: samplePuzzle(.register, difficulty: .max))
        let task = Task { try await search.firstSolution() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a trail of pow-register walks all high bytes before it changes the low ones")
    func trailLaps() {
        let low: UInt64 = 1 << 40 - 1
        var trail = NonceTrail(start: 5 << 40 | low, scheme: .powRegister)
        #expect(trail.remaining == 1 << 24)
        trail.advance(by: 1 << 24 - 5)
        #expect(trail.next == low)
        #expect(trail.remaining == 5)
        trail.advance(by: 5)
        // The low bytes turn over, the high ones stay.
        #expect(trail.next == 5 << 40)
        #expect(trail.remaining == 1 << 24)
    }

    @Test("a processor's trail of pow-register walks the tabled high bytes, then the next low ones")
    func tabledTrail() {
        let low: UInt64 = 1 << 40 - 1
        var trail = NonceTrail(start: 5 << 40 | low, scheme: .powRegister, lap: .tabled)
        #expect(trail.next == low)
        #expect(trail.remaining == 1024)
        trail.advance(by: 1000)
        #expect(trail.next == 1000 << 40 | low)
        trail.advance(by: 24)
        #expect(trail.next == 0)
        #expect(trail.remaining == 1024)
        trail.advance(by: 1024)
        #expect(trail.next == 1)
    }

    @Test("a walk goes along a trail lap after lap, and tells of every row")
    func walkAlongTrail() throws {
        let puzzle = try samplePuzzle(.powRegister, difficulty: 300)
        let walk = SealWalk(puzzle, kernel: SealKernel.available[0])
        var trail = NonceTrail(start: 77, scheme: .powRegister, lap: .tabled)
        var rows: [[UInt64]] = []
        var found: [UInt64] = []
        #expect(
            walk.advance(along: &trail, count: 2500) {
                rows.append([$0, $1])
            } onCandidate: {
                found.append($0)
            } == 2500)
        #expect(rows == [[77, 1024], [78, 1024], [79, 452]])
        #expect(trail.next == 452 << 40 | 79)
        let expected = rows.flatMap { puzzle.referenceSolutions(start: $0[0], stride: trail.stride, count: $0[1]) }
        #expect(!expected.isEmpty)
        #expect(found == expected)
    }

    @Test("a trail of register counts up and wraps at 2^64")
    func trailWraps() {
        var trail = NonceTrail(start: .max, scheme: .register)
        trail.advance(by: 3)
        #expect(trail.next == 2)
        #expect(trail.remaining == .max)
    }
}
