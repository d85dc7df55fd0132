// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import ProofOfWork
import SubstratePrimitives

/// How soon busy workers turn to a new puzzle, and what the program costs beside the hashing.
@main
struct SolverSwitching: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solver-switching",
        abstract: "Measure how soon all workers take up a new puzzle, and the processor time that does not hash.",
        discussion: """
            A switch is over when the first seal of the new puzzle and the last one of the old have arrived. Puzzles \
            are so easy that every slice of every worker finds some. The time includes the way of a seal to its reader.
            """)

    @Option(help: "How many switches.")
    var switches = 1000

    @Option(help: "Seconds of undisturbed search for the processor times.")
    var seconds = 10

    @Option(help: "Threads; without it, one per processor.")
    var threads: Int?

    @Flag(help: "Fail above 5 ms at the 99th percentile, or with 0.5 % of the processor time beside the hashing.")
    var check = false

    func validate() throws {
        guard switches > 0 else { throw ValidationError("--switches must be 1 or more") }
        guard seconds > 0 else { throw ValidationError("--seconds must be 1 or more") }
        guard threads ?? 1 > 0 else { throw ValidationError("--threads must be 1 or more") }
    }

    func run() async throws {
        let switching = try await switchingTimes()
        let other = try await otherShare()
        func milliseconds(_ part: Double) -> String { String(format: "%.2f ms", switching.quantile(part) * 1000) }
        print("switches      \(switching.count)")
        print("taken up      median \(milliseconds(0.5)), p90 \(milliseconds(0.9)), p99 \(milliseconds(0.99))")
        print("slowest       \(milliseconds(1))")
        let share = other.map { String(format: "%.3f %% of the processor time", $0 * 100) }
        print("not hashing   \(share ?? "unknown here")")
        if check, switching.quantile(0.99) >= 0.005 || (other ?? 0) >= 0.005 { throw ExitCode.failure }
    }

    /// Seconds from each post to the end of the switch.
    private func switchingTimes() async throws -> [Double] {
        let clock = ContinuousClock()
        var options = SealSolver.Options(threads: threads)
        options.solutionBuffer = 4096
        return try await withSealSolver(options) { solver in
            // About ten seals in a worker's millisecond.
            let perSlice = try await rate(of: solver) / Double(solver.threads) / 1000
            let difficulty = max(1, UInt64(perSlice / 10))
            var posted: [(block: BlockNumber, time: ContinuousClock.Instant)] = []
            var arrivals: [(first: ContinuousClock.Instant?, last: ContinuousClock.Instant?)] = []
            let reader = Task {
                var times: [BlockNumber: (first: ContinuousClock.Instant, last: ContinuousClock.Instant)] = [:]
                for await solution in solver.solutions {
                    let now = clock.now
                    times[solution.puzzle.blockNumber, default: (now, now)].last = now
                }
                return times
            }
            for index in 0...switches {
                let block = BlockNumber(index)
                posted.append((block, clock.now))
                solver.take(try puzzle(block: block, difficulty: difficulty))
                try await Task.sleep(for: .milliseconds(10))
            }
            solver.stop()
            let times = await reader.value
            for entry in posted { arrivals.append((times[entry.block]?.first, times[entry.block]?.last)) }
            return (1...switches).compactMap { index in
                guard let first = arrivals[index].first, let last = arrivals[index - 1].last else { return nil }
                return (max(first, last) - posted[index].time) / .seconds(1)
            }
        }
    }

    /// Hashes per second, of a puzzle that nobody solves.
    private func rate(of solver: SealSolver) async throws -> Double {
        solver.take(try puzzle(block: 1_000_000_000, difficulty: .max))
        let clock = ContinuousClock()
        let begin = clock.now
        try await Task.sleep(for: .milliseconds(500))
        return Double(solver.progress.hashes) / ((clock.now - begin) / .seconds(1))
    }

    /// The part of the processor time that threads other than the workers take, with statistics read five times and a
    /// puzzle changed once a second; nil where the system does not tell.
    private func otherShare() async throws -> Double? {
        try await withSealSolver(SealSolver.Options(threads: threads)) { solver in
            let before = ThreadTimes.current
            for index in 0..<seconds * 5 {
                if index % 5 == 0 { solver.take(try puzzle(block: BlockNumber(index), difficulty: .max)) }
                _ = solver.progress.hashes
                try await Task.sleep(for: .milliseconds(200))
            }
            guard let before, let after = ThreadTimes.current else { return nil }
            let all = after.all - before.all
            return (all - (after.workers - before.workers)) / all
        }
    }

    private func puzzle(block: BlockNumber, difficulty: UInt64) throws -> SealPuzzle {
        let hash = Hash256(unchecked: Hashing.sha256(Array("block \(block)".utf8)))
        return .register(
            blockNumber: block, blockHash: hash, account: AccountID(unchecked: hash.bytes),
            target: try SealTarget(difficulty: UInt256(difficulty), order: .little))
    }
}

/// Seconds of processor time that the threads of this process have taken.
struct ThreadTimes {
    var workers = 0.0
    var all = 0.0

    /// From Linux's /proc: the first number of `schedstat` is nanoseconds.
    static var current: ThreadTimes? {
        guard let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") else { return nil }
        var times = ThreadTimes()
        for thread in threads {
            let folder = "/proc/self/task/\(thread)"
            guard let name = try? String(contentsOfFile: "\(folder)/comm", encoding: .utf8),
                let line = try? String(contentsOfFile: "\(folder)/schedstat", encoding: .utf8),
                let nanoseconds = line.split(separator: " ").first.flatMap({ Double($0) })
            else { continue }
            times.all += nanoseconds / 1e9
            if name.hasPrefix("seal-solver") { times.workers += nanoseconds / 1e9 }
        }
        return times
    }
}

extension [Double] {
    fileprivate func quantile(_ fraction: Double) -> Double {
        isEmpty ? .nan : sorted()[Int(Double(count - 1) * fraction)]
    }
}
