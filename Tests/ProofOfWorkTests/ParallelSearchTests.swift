// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization
import Testing

@testable import ProofOfWork

@Suite("A search in pieces")
struct ParallelSearchTests {
    @Test("finds what the plain search finds, in its order, at any number of threads", arguments: [0, 1, 2, 7])
    func pieces(threads: Int) async throws {
        let puzzle = try samplePuzzle(.register, difficulty: 5000)
        for stride: UInt64 in [1, 3] {
            let search = try SealSearch(puzzle: puzzle, start: .max - 50_000, stride: stride, count: 70_000)
            let expected = try await search.solutions()
            #expect(!expected.isEmpty)
            let parallel = ParallelSealSearch(search, threads: threads)
            #expect(try await parallel.solutions() == expected)
            #expect(try await parallel.solutions(limit: 1) == Array(expected.prefix(1)))
        }
    }

    @Test("tells how much of the row has been tried without a gap")
    func progress() async throws {
        let search = try SealSearch(puzzle: samplePuzzle(.register, difficulty: .max), count: 100_000)
        let told = Mutex<[UInt64]>([])
        let found = try await ParallelSealSearch(search, threads: 3).solutions { tried in
            told.withLock { $0.append(tried) }
        }
        #expect(found.isEmpty)
        let numbers = told.withLock { $0 }
        #expect(numbers == numbers.sorted())
        #expect(numbers.last == 100_000)
    }

    @Test("a row of nothing has no solutions")
    func empty() async throws {
        let search = try SealSearch(puzzle: samplePuzzle(.register, difficulty: 1), count: 0)
        #expect(try await ParallelSealSearch(search).solutions().isEmpty)
    }

    @Test("a search without end stops when its task is cancelled")
    func cancellation() async throws {
        let search = try SealSearch(puzzle: samplePuzzle(.register, difficulty: .max))
        let task = Task { try await ParallelSealSearch(search, threads: 2).solutions(limit: 1) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
