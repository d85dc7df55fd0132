// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import FakeCards
import Foundation
import SubstratePrimitives
import Testing

@testable import ProofOfWork

/// Cards in a solver: alone, several, beside the processor, and when they fail.
@Suite struct CUDASolverTests {
    @Test("no nonce is missed or tried twice by two cards and a processor", arguments: SealScheme.allCases)
    func exactSlices(_ scheme: SealScheme) async throws {
        let puzzle = try samplePuzzle(scheme, difficulty: 20)
        let cards = try FakeCards()
        let record = SliceLog()
        var options = options(cards.options(), threads: 1, record)
        let starts: [UInt64] = [1 << 20, 1 << 32 - 100, .max - 100]
        options.firstNonce = { starts[$0] }
        let (solutions, progress) = try await withSealSolver(options) { solver in
            #expect(solver.threads == 1)
            #expect(solver.devices.map(\.number) == [0, 1])
            record.whenAll(of: [0, 1, 2], have: 4) { solver.stop() }
            solver.take(puzzle)
            var found: [POWSolution] = []
            for await solution in solver.solutions { found.append(solution) }
            #expect(solver.failure == nil)
            return (found, solver.progress)
        }
        #expect(progress.workers.map(\.device) == ["cpu", "cuda:0", "cuda:1"])
        #expect(progress.workers.dropFirst().allSatisfy { $0.sensors?.power ?? 0 > 400 })
        var expected: Set<UInt64> = []
        for worker in starts.indices {
            let slices = record.slices(of: worker)
            #expect(slices.reduce(0) { $0 + $1.count } == progress.workers[worker].hashes)
            var trail = NonceTrail(start: starts[worker], scheme: scheme, lap: worker == 0 ? .tabled : .grid)
            for slice in slices {
                #expect(slice.start == trail.next)
                expected.formUnion(
                    puzzle.referenceSolutions(start: slice.start, stride: slice.stride, count: slice.count))
                trail.advance(by: slice.count)
            }
        }
        #expect(Set(solutions.map(\.nonce)) == expected)
        #expect(solutions.count == expected.count)
        #expect(cards["most_in_flight"] == 2)
        #expect(cards["latest_threads"] == 32)
    }

    @Test("cards search alone when no threads are asked for, and a new puzzle is taken up with the next launch")
    func newPuzzle() async throws {
        let first = try samplePuzzle(.register, seed: 1, difficulty: 20)
        let second = try samplePuzzle(.powRegister, seed: 2, difficulty: 20)
        let cards = try FakeCards()
        let record = SliceLog()
        try await withSealSolver(options(cards.options(devices: [1]), threads: nil, record)) { solver in
            #expect(solver.threads == 0)
            #expect(solver.progress.workers.map(\.device) == ["cuda:1"])
            solver.take(first)
            var next = solver.solutions.makeAsyncIterator()
            #expect(await next.next()?.puzzle == first)
            solver.take(second)
            while let solution = await next.next(), solution.puzzle == first {}
        }
        let puzzles = record.slices(of: 0).map(\.puzzle)
        let turn = puzzles.firstIndex(of: second) ?? puzzles.endIndex
        #expect(puzzles[..<turn].allSatisfy { $0 == first })
        #expect(puzzles[turn...].allSatisfy { $0 == second })
        #expect(puzzles.contains(second))
    }

    @Test("a card that rests starts nothing, and goes on afterwards")
    func resting() async throws {
        let puzzle = try samplePuzzle(.register, difficulty: .max)
        var options = options(try FakeCards().options(devices: [0]), threads: nil, SliceLog())
        let control = SearchControl()
        options.control = control
        try await withSealSolver(options) { solver in
            solver.take(puzzle)
            while solver.progress.rounds < 2 { await Task.yield() }
            control.pause()
            let resting = solver.progress.rounds
            for _ in 0..<1000 { await Task.yield() }
            // Two launches may have been under way, and one about to be.
            #expect(solver.progress.rounds <= resting + 3)
            control.resume()
            while solver.progress.rounds <= resting + 3 { await Task.yield() }
        }
    }

    @Test("a puzzle that comes back is not searched twice in one place")
    func samePuzzleAgain() async throws {
        let puzzle = try samplePuzzle(.powRegister, difficulty: 3)
        let record = SliceLog()
        let solutions = try await withSealSolver(options(FakeCards().options(devices: [0]), threads: 0, record)) {
            solver in
            var found: [POWSolution] = []
            solver.take(puzzle)
            for await solution in solver.solutions {
                found.append(solution)
                solver.pause()
                solver.take(puzzle)
                if found.count == 100 { solver.stop() }
            }
            return found
        }
        #expect(Set(solutions).count == solutions.count)
        let slices = record.slices(of: 0)
        var trail = NonceTrail(start: slices.first?.start ?? 0, scheme: .powRegister, lap: .grid)
        for slice in slices {
            #expect(slice.start == trail.next)
            trail.advance(by: slice.count)
        }
    }

    @Test("Python's update interval: nonces per thread of one block in a round")
    func updateInterval() async throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        let record = SliceLog()
        var options = options(try FakeCards().options(devices: [0]), threads: 0, record)
        options.updateInterval = 3
        options.launchTime = .seconds(3600)
        try await withSealSolver(options) { solver in
            record.whenAll(of: [0], have: 5) { solver.stop() }
            solver.take(puzzle)
            for await _ in solver.solutions {}
        }
        #expect(record.slices(of: 0).allSatisfy { $0.count <= 32 * 3 })
        #expect(record.slices(of: 0).contains { $0.count == 32 * 3 })
    }

    @Test("a launch grows or shrinks to its time")
    func pace() {
        // Nonces per millisecond: an old card, a new one.
        for rate in [50_000.0, 3_000_000] {
            var pace = SlicePace(first: 100_000, most: 1 << 40, budget: CardSession.launchTime)
            for _ in 0..<20 { pace.observe(tried: pace.nonces, time: .milliseconds(Double(pace.nonces) / rate)) }
            #expect(abs(Double(pace.nonces) / rate / 6 - 1) < 0.01)
        }
        var slow = SlicePace(first: 1 << 20, most: 1 << 40, budget: CardSession.launchTime)
        slow.observe(tried: 1 << 20, time: .seconds(2))
        #expect(slow.nonces == 1 << 19)
    }

    @Test("slow launches become shorter")
    func slowLaunch() async throws {
        let record = SliceLog()
        let cards = try FakeCards(["multiprocessors": 16])
        let puzzle = try samplePuzzle(.register, difficulty: 1_000_000)
        // A thread of this "card" takes some 10 µs for a nonce, and a wave of 2^13 nonces more than a launch may.
        var cuda = cards.options(devices: [0])
        cuda.threadsPerBlock = 512
        try await withSealSolver(options(cuda, threads: 0, record)) { solver in
            record.whenAll(of: [0], have: 12) { solver.stop() }
            solver.take(puzzle)
            for await _ in solver.solutions {}
        }
        let slices = record.slices(of: 0).map(\.count)
        #expect(slices.first == 8192)
        #expect(slices.last ?? 8192 < 8192)
    }

    @Test(
        "a card that falls off is reported and left out; the other goes on",
        arguments: [
            "cuEventSynchronize", "cuLaunchKernel",
        ])
    func lostDevice(_ function: String) async throws {
        let cards = try FakeCards()
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        let record = SliceLog()
        cards.fail(function, with: 999, after: 40, device: 0)
        let progress = try await withSealSolver(options(cards.options(), threads: 0, record)) { solver in
            solver.take(puzzle)
            for await _ in solver.solutions where solver.progress.workers[0].failure != nil { break }
            let before = solver.progress.workers[1].hashes
            for await _ in solver.solutions where solver.progress.workers[1].hashes > before { break }
            #expect(solver.failure == nil)
            return solver.progress
        }
        let failure = try #require(progress.workers[0].failure)
        #expect(failure.code == .callFailed)
        #expect(failure.device == 0)
        #expect(failure.call == function)
        #expect(failure.result == 999)
        #expect(progress.workers[1].failure == nil)
    }

    @Test(
        "a card that falls off comes back, in a new context and tested again",
        arguments: ["cuEventSynchronize", "cuLaunchKernel"])
    func returningDevice(_ function: String) async throws {
        let cards = try FakeCards()
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        cards.fail(function, with: 719, after: 40, device: 0)
        var options = options(cards.options(), threads: 0)
        options.cardRest = CardRest(first: .zero, longest: .zero)
        try await withSealSolver(options) { solver in
            solver.take(puzzle)
            for await _ in solver.solutions where solver.progress.workers[0].failure != nil { break }
            let before = solver.progress.workers[0].hashes
            // It is tried again and again, to no avail.
            for await _ in solver.solutions where cards.calls("cuDevicePrimaryCtxRetain") > 4 { break }
            #expect(solver.progress.workers[0].hashes == before)
            #expect(solver.progress.workers[0].failure?.result == 719)
            cards.mend()
            for await _ in solver.solutions where solver.progress.workers[0].hashes > before { break }
            #expect(solver.progress.workers[0].failure == nil)
        }
        #expect(cards.calls("cuDevicePrimaryCtxRetain") == cards.calls("cuDevicePrimaryCtxRelease_v2"))
    }

    @Test("a card that has become wrong is tried again, and stays out as long as the self-test finds it wrong")
    func returningWrong() async throws {
        let cards = try FakeCards()
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        var options = options(cards.options(devices: [0]), threads: 1)
        options.cardRest = CardRest(first: .zero, longest: .zero)
        try await withSealSolver(options) { solver in
            solver.take(puzzle)
            for await _ in solver.solutions where solver.progress.workers[1].hashes > 0 { break }
            cards.set("wrong_hit_every", 1)
            for await _ in solver.solutions where cards.calls("cuDevicePrimaryCtxRetain") > 3 { break }
            #expect(solver.progress.workers[1].failure?.code == .wrongResults)
            cards.set("wrong_hit_every", 0)
            for await solution in solver.solutions {
                #expect(puzzle.target.accepts(puzzle.seal(of: solution.nonce)))
                if solver.progress.workers[1].failure == nil { break }
            }
        }
    }

    @Test("a card that could never be made ready is not tried again")
    func neverReady() async throws {
        let cards = try FakeCards()
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        cards.fail("cuModuleLoadDataEx", with: 222, device: 0)
        var options = options(cards.options(devices: [0]), threads: 1)
        options.cardRest = CardRest(first: .zero, longest: .zero)
        try await withSealSolver(options) { solver in
            solver.take(puzzle)
            for await _ in solver.solutions where solver.progress.workers[1].failure != nil { break }
            var more = 100
            for await _ in solver.solutions {
                more -= 1
                if more == 0 { break }
            }
        }
        #expect(cards.calls("cuDevicePrimaryCtxRetain") == 1)
    }

    @Test("a card's rest doubles, and what has gone well for the longest is forgotten about")
    func rest() {
        var rest = CardRest(first: .seconds(10), longest: .seconds(60))
        let lengths = [1, 30, 59, 1, 1].map { rest.length(afterSearching: .seconds($0)) }
        #expect(lengths == [.seconds(10), .seconds(20), .seconds(40), .seconds(60), .seconds(60)])
        #expect(rest.length(afterSearching: .seconds(60)) == .seconds(10))
        #expect(rest.length(afterSearching: .seconds(59)) == .seconds(20))
    }

    @Test("each card has launches of its own length")
    func ownPace() async throws {
        let cards = try FakeCards(["multiprocessors": 16, "slow_device": 0, "slow_microseconds": 200])
        let record = SliceLog()
        var cuda = cards.options()
        cuda.threadsPerBlock = 512
        var options = options(cuda, threads: 0, record)
        // A wave of 8,192 nonces takes the slow one 1.6 s.
        options.launchTime = .milliseconds(200)
        let puzzle = try samplePuzzle(.register, difficulty: 1_000_000)
        try await withSealSolver(options) { solver in
            record.whenAll(of: [0, 1], have: 8) { solver.stop() }
            solver.take(puzzle)
            for await _ in solver.solutions {}
        }
        let last = [0, 1].map { record.slices(of: $0).last?.count ?? 0 }
        #expect(last[0] < 8192)
        #expect(last[1] > last[0])
    }

    @Test("when the last worker has failed, the solutions end and the error is there")
    func allLost() async throws {
        let cards = try FakeCards()
        cards.fail("cuLaunchKernel", with: 719, after: 20)
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        let failure = try await withSealSolver(options(cards.options(), threads: 0)) { solver in
            solver.take(puzzle)
            for await _ in solver.solutions {}
            return solver.failure
        }
        #expect(failure?.code == .callFailed)
        #expect(failure?.result == 719)
    }

    @Test("a card that becomes wrong during the search is left out, and its wrong hit is no solution")
    func wrongLater() async throws {
        let cards = try FakeCards()
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        let failure = try await withSealSolver(options(cards.options(devices: [0]), threads: 0)) { solver in
            solver.take(puzzle)
            for await solution in solver.solutions {
                #expect(puzzle.target.accepts(puzzle.seal(of: solution.nonce)))
                cards.set("wrong_hit_every", 1)
            }
            return solver.failure
        }
        #expect(failure?.code == .wrongResults)
    }

    @Test("what is wrong from the start is thrown before a thread starts")
    func notStarted() async throws {
        let cards = try FakeCards()
        await #expect(throws: CardError(.unknownDevice, "")) {
            try await withSealSolver(.init(cuda: cards.options(devices: [7]))) { _ in }
        }
        let missing = CUDAOptions(library: CUDALibrary(driver: "libcuda-that-is-not-there.so", management: ""))
        await #expect(throws: CardError(.noDriver, "")) { try await withSealSolver(.init(cuda: missing)) { _ in } }
        await #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try await withSealSolver(.init(threads: -1, cuda: cards.options())) { _ in }
        }
    }

    @Test("cancellation ends the search on cards, and everything is given back")
    func cancellation() async throws {
        let cards = try FakeCards()
        let puzzle = try samplePuzzle(.powRegister, difficulty: .max)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await withSealSolver(options(cards.options(), threads: 0)) { solver in
                solver.take(puzzle)
                while solver.progress.hashes == 0 { await Task.yield() }
                start.finish()
                for await _ in solver.solutions {}
                try Task.checkCancellation()
            }
        }
        for await _ in started {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(cards.calls("cuDevicePrimaryCtxRetain") == 2)
        #expect(cards.calls("cuDevicePrimaryCtxRelease_v2") == 2)
        #expect(cards.calls("cuMemFree_v2") == 4)
    }

    private func options(_ cuda: CUDAOptions, threads: Int?, _ record: SliceLog? = nil) -> SealSolver.Options {
        var options = SealSolver.Options(threads: threads, updateInterval: nil, solutionBuffer: 1_000_000, cuda: cuda)
        if let record { options.sliceObserver = { record.note($0) } }
        return options
    }
}

/// Every slice that a solver's workers report.
private final class SliceLog: @unchecked Sendable {
    // All of it is guarded by the condition.
    private let condition = NSCondition()
    private var slices: [Int: [SealSolver.Slice]] = [:]
    private var waiting: (workers: [Int], count: Int, action: @Sendable () -> Void)?
    private var isFull = false

    /// Runs `action` on a worker's thread once each of these workers has tried so many slices. Whoever is far ahead waits for
    /// the others: there is the less to check.
    func whenAll(of workers: [Int], have count: Int, _ action: @escaping @Sendable () -> Void) {
        condition.withLock { waiting = (workers, count, action) }
    }

    func slices(of worker: Int) -> [SealSolver.Slice] { condition.withLock { slices[worker] ?? [] } }

    func note(_ slice: SealSolver.Slice) {
        let action = condition.withLock { () -> (@Sendable () -> Void)? in
            slices[slice.worker, default: []].append(slice)
            guard let waiting else { return nil }
            if waiting.workers.allSatisfy({ slices[$0]?.count ?? 0 >= waiting.count }) {
                isFull = true
                condition.broadcast()
                return waiting.action
            }
            while !isFull, slices[slice.worker]?.count ?? 0 >= 25 * waiting.count { condition.wait() }
            return nil
        }
        action?()
    }
}
