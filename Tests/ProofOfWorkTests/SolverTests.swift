// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstratePrimitives
import Synchronization
import Testing

@testable import ProofOfWork

@Suite struct SolverTests {
    @Test("inside a slice no nonce is missed or tried twice", arguments: SealScheme.allCases)
    func exactSlices(_ scheme: SealScheme) async throws {
        let puzzle = try samplePuzzle(scheme, difficulty: 20)
        let record = SliceRecord()
        let starts: [UInt64] = [1 << 32 - 100, .max - 100]
        var options = record.options(threads: 2)
        options.firstNonce = { starts[$0] }
        let (solutions, progress) = try await withSealSolver(options) { solver in
            // Stopped by the workers themselves: however late the reader is, the reference has no more to check.
            record.whenFull(slices: 40) { solver.stop() }
            solver.take(puzzle)
            var found: [POWSolution] = []
            for await solution in solver.solutions { found.append(solution) }
            return (found, solver.progress)
        }
        #expect(!solutions.isEmpty)
        var expected: Set<UInt64> = []
        for worker in starts.indices {
            let slices = record.slices(of: worker)
            var trail = NonceTrail(start: starts[worker], scheme: scheme, lap: .tabled)
            for slice in slices {
                #expect(slice.start == trail.next)
                trail.advance(by: slice.count)
                expected.formUnion(
                    puzzle.referenceSolutions(start: slice.start, stride: slice.stride, count: slice.count))
            }
            #expect(slices.allSatisfy { $0.stride == scheme.nativeStride && $0.count <= 37 })
            #expect(progress.workers[worker].hashes == slices.reduce(0) { $0 + $1.count })
            // Under `pow-register` a round that reaches into the next lap has two rows.
            let laps = slices.count { $0.start &+ $0.count &* $0.stride == 1024 << 40 | $0.start & (1 << 40 - 1) }
            let rows = scheme == .powRegister ? UInt64(slices.count - laps) : UInt64(slices.count)
            #expect((rows...UInt64(slices.count)).contains(progress.workers[worker].rounds))
        }
        #expect(Set(solutions.map(\.nonce)) == expected)
        #expect(solutions.count == expected.count)
    }

    @Test("a new puzzle is taken up in the middle of a search, and the old one is not looked at again")
    func newPuzzle() async throws {
        let first = try samplePuzzle(.register, seed: 1, difficulty: 20)
        let second = try samplePuzzle(.powRegister, seed: 2, difficulty: 20)
        let record = SliceRecord()
        try await withSealSolver(record.options(threads: 2)) { solver in
            solver.take(first)
            var next = solver.solutions.makeAsyncIterator()
            #expect(await next.next()?.puzzle == first)
            solver.take(second)
            while let solution = await next.next(), solution.puzzle == first {}
        }
        for worker in 0..<2 {
            let puzzles = record.slices(of: worker).map(\.puzzle)
            let turn = puzzles.firstIndex(of: second) ?? puzzles.endIndex
            #expect(puzzles[..<turn].allSatisfy { $0 == first })
            #expect(puzzles[turn...].allSatisfy { $0 == second })
        }
        #expect(record.all.contains { $0.puzzle == second })
    }

    @Test("a puzzle that comes back is not searched twice in one place", arguments: SealScheme.allCases)
    func samePuzzleAgain(_ scheme: SealScheme) async throws {
        let puzzle = try samplePuzzle(scheme, difficulty: 5)
        let record = SliceRecord()
        var options = record.options(threads: 1)
        options.firstNonce = { _ in 0x1234_5678_9abc_def0 }
        let solutions = try await withSealSolver(options) { solver in
            var found: [POWSolution] = []
            solver.take(puzzle)
            for await solution in solver.solutions {
                found.append(solution)
                solver.pause()
                solver.take(puzzle)
                // More than one lap.
                if found.count == 500 { solver.stop() }
            }
            return found
        }
        #expect(Set(solutions).count == solutions.count)
        var trail = NonceTrail(start: 0x1234_5678_9abc_def0, scheme: scheme, lap: .tabled)
        for slice in record.slices(of: 0) {
            #expect(slice.start == trail.next)
            trail.advance(by: slice.count)
        }
    }

    @Test("without a puzzle the workers do nothing")
    func idle() async throws {
        let progress = try await withSealSolver(.init(threads: 3)) { $0.progress }
        #expect(progress.workers.count == 3)
        #expect(progress.hashes == 0)
        #expect(progress.rounds == 0)
    }

    @Test("a search that rests tries nothing, whatever puzzles come, and goes on where it was")
    func resting() async throws {
        let puzzle = try samplePuzzle(.register, difficulty: .max)
        let record = SliceRecord()
        var options = record.options(threads: 2)
        let control = SearchControl()
        options.control = control
        control.pause()
        try await withSealSolver(options) { solver in
            solver.take(puzzle)
            for _ in 0..<1000 { await Task.yield() }
            #expect(solver.progress.hashes == 0)
            control.resume()
            while solver.progress.hashes == 0 { await Task.yield() }
            control.pause()
            solver.take(try samplePuzzle(.register, seed: 2, difficulty: .max))
            let resting = solver.progress.rounds
            // A slice that has begun is finished.
            for _ in 0..<1000 { await Task.yield() }
            #expect(solver.progress.rounds <= resting + 2)
            control.resume()
            while solver.progress.rounds <= resting + 2 { await Task.yield() }
        }
        #expect(!control.isPaused)
        for worker in 0..<2 {
            let slices = record.slices(of: worker)
            for (slice, following) in zip(slices, slices.dropFirst()) {
                #expect(following.start == slice.start &+ slice.count)
            }
        }
    }

    @Test("nobody reads: the newest solutions stay, and no more than the buffer holds")
    func boundedSolutions() async throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1)
        let record = SliceRecord()
        var options = record.options(threads: 1)
        options.solutionBuffer = 4
        options.firstNonce = { _ in 1000 }
        let left = try await withSealSolver(options) { solver in
            solver.take(puzzle)
            while solver.progress.hashes < 100 { await Task.yield() }
            return solver.solutions
        }
        let solutions = await left.reduce(into: []) { $0.append($1.nonce) }
        let end = 1000 + record.all.reduce(0) { $0 + $1.count }
        #expect(solutions == Array(end - 4..<end))
    }

    @Test("cancellation ends the search and every thread")
    func cancellation() async throws {
        let puzzle = try samplePuzzle(.powRegister, difficulty: .max)
        var options = SealSolver.Options(threads: 3)
        options.threadName = "cancelled"
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let task = Task { [options] in
            try await withSealSolver(options) { solver in
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
        #expect(await threadsEnd(named: "cancelled"))
    }

    @Test("an error in the body ends every thread")
    func throwingBody() async throws {
        struct Refused: Error {}
        let puzzle = try samplePuzzle(.register, difficulty: .max)
        var options = SealSolver.Options(threads: 2)
        options.threadName = "thrown"
        await #expect(throws: Refused.self) {
            try await withSealSolver(options) { solver in
                solver.take(puzzle)
                throw Refused()
            }
        }
        #expect(await threadsEnd(named: "thrown"))
    }

    @Test("options that make no sense are refused")
    func invalidOptions() async {
        for options in [
            SealSolver.Options(threads: 0), .init(threads: 5000), .init(updateInterval: 0), .init(solutionBuffer: 0),
        ] {
            await #expect(throws: ProofOfWorkError(.invalidOption, "")) { try await withSealSolver(options) { _ in } }
        }
    }

    @Test("a slice grows or shrinks to one millisecond")
    func pace() {
        // Nonces per millisecond: unoptimised portable code, the portable kernel, a wide one.
        for rate in [200.0, 2_500, 40_000] {
            var pace = SlicePace(updateInterval: nil)
            for _ in 0..<20 { pace.observe(tried: pace.nonces, time: .milliseconds(Double(pace.nonces) / rate)) }
            #expect(abs(Double(pace.nonces) / rate - 1) < 0.01)
        }
        var fixed = SlicePace(updateInterval: 77)
        fixed.observe(tried: 77, time: .seconds(1))
        #expect(fixed.nonces == 77)
    }
}

/// Every slice that a solver's workers report.
private final class SliceRecord: Sendable {
    private let slices = Mutex<[SealSolver.Slice]>([])
    private let limit = Mutex<(slices: Int, action: @Sendable () -> Void)?>(nil)

    /// Runs `action` on a worker's thread once so many slices have been tried.
    func whenFull(slices count: Int, _ action: @escaping @Sendable () -> Void) {
        limit.withLock { $0 = (count, action) }
    }

    var all: [SealSolver.Slice] { slices.withLock { $0 } }

    func slices(of worker: Int) -> [SealSolver.Slice] { all.filter { $0.worker == worker } }

    /// Small odd slices, and room for all solutions.
    func options(threads: Int) -> SealSolver.Options {
        var options = SealSolver.Options(threads: threads, updateInterval: 37, solutionBuffer: 1_000_000)
        options.sliceObserver = { slice in
            let count = self.slices.withLock { slices in
                slices.append(slice)
                return slices.count
            }
            if let limit = self.limit.withLock({ $0 }), count >= limit.slices { limit.action() }
        }
        return options
    }
}

/// Whether this process has no thread of this name, at once or after the kernel has cleared it away.
private func threadsEnd(named name: String) async -> Bool {
    for _ in 0..<100_000 {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        let names = tasks.compactMap { try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8) }
        if !names.contains(where: { $0.hasPrefix(name) }) { return true }
        await Task.yield()
    }
    return false
}
