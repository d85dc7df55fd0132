// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives
import Synchronization

/// Measures how long a new puzzle takes from the solver to a card: until a launch with it is done, which is the earliest
/// that anyone could hear of a seal.
struct PuzzleSwitch {
    let options: CardOptions
    let times: Int

    func run() async throws -> [Duration] {
        let (slices, found) = AsyncStream.makeStream(of: SealPuzzle.self, bufferingPolicy: .unbounded)
        var solver = SealSolver.Options(cuda: options.cuda, opencl: options.opencl)
        solver.sliceObserver = { found.yield($0.puzzle) }
        return try await withSealSolver(solver) { solver in
            // Without a worker left there are no more slices.
            async let end: Void = finish(found, with: solver)
            var next = slices.makeAsyncIterator()
            var delays: [Duration] = []
            // The first puzzles meet a card that is still being made ready, and launches that are still growing.
            for number in 0..<times + 20 {
                let puzzle = try puzzle(number)
                let begin = ContinuousClock.now
                solver.take(puzzle)
                var slice = await next.next()
                while let other = slice, other != puzzle { slice = await next.next() }
                if let failure = solver.failure { throw failure }
                if number >= 20 { delays.append(begin.duration(to: .now)) }
                try await Task.sleep(for: .milliseconds(100))
            }
            solver.stop()
            await end
            return delays
        }
    }

    private func finish(_ slices: AsyncStream<SealPuzzle>.Continuation, with solver: SealSolver) async {
        for await _ in solver.solutions {}
        slices.finish()
    }

    private func puzzle(_ number: Int) throws -> SealPuzzle {
        let hash = Hash256(unchecked: Hashing.sha256([UInt8(truncatingIfNeeded: number), 0]))
        return .register(
            blockNumber: BlockNumber(number), blockHash: hash, account: AccountID(unchecked: hash.bytes),
            target: try SealTarget(difficulty: .max, order: .little))
    }
}
