// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import ProofOfWork

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct WorkPriorityTests {
    @Test("words and nice values")
    func parsing() throws {
        let spellings: [(String, WorkPriority)] = [
            ("background", .background), ("idle", .background), ("low", .nice(10)), ("normal", .inherited),
            ("high", .nice(-5)), ("0", .nice(0)), ("19", .nice(19)), ("-20", .nice(-20)),
        ]
        for (text, priority) in spellings { #expect(try WorkPriority(parsing: text) == priority) }
        for text in ["", "20", "-21", "nice", "5%", "9999999999999999999"] {
            let error = #expect(throws: ProofOfWorkError.self) { try WorkPriority(parsing: text) }
            #expect(error?.code == .invalidOption)
        }
    }

    @Test("a thread takes a lower priority, and its process keeps its own")
    func lower() throws {
        for priority in [WorkPriority.background, .nice(3), .nice(19), .inherited] { try priority.check() }
        #if canImport(Glibc)
            #expect(getpriority(0, 0) == 0)
            #expect(sched_getscheduler(0) == 0)
        #endif
    }

    @Test("a search in the background finds what it finds")
    func search() async throws {
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        var options = SealSolver.Options(threads: 1)
        options.priority = .background
        let found = try await withSealSolver(options) { solver in
            solver.take(puzzle)
            return await solver.solutions.first { _ in true }
        }
        #expect(found?.puzzle == puzzle)
    }
}
