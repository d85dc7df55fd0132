// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SubstratePrimitives
import Synchronization

/// `btcli pow solve`: the nonces of a row that solve a puzzle.
struct PowSolve: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Search a row of nonces for seals that meet a difficulty.",
        discussion: """
            Stops at the first one, in the order of the row, and exits with 1 if there is none. With --all it lists \
            every one. The row is start, start + stride, start + 2 * stride ..., modulo 2^64. The fast stride is 1 \
            under the scheme register and 1099511627776 (2^40) under pow-register.
            """)

    @OptionGroup var puzzle: PuzzleOptions

    @Option(
        help: ArgumentHelp("The first nonce. (default: 0)", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var nonceStart: UInt64 = 0

    @Option(
        help: ArgumentHelp("How many nonces to try; without it, all of them.", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var nonceCount: UInt64?

    @Option(
        help: ArgumentHelp("The distance between nonces. (default: 1)", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var nonceStride: UInt64 = 1

    @Flag(help: "List every solution; needs --nonce-count.")
    var all = false

    @OptionGroup var kernel: KernelOption
    @OptionGroup var watching: SearchOptions

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        guard !all || nonceCount != nil else {
            throw CLIError(.usage, "--nonce-count is missing: --all needs it")
        }
        let search = try SealSearch(
            puzzle: try puzzle.puzzle(), start: nonceStart, stride: nonceStride, count: nonceCount,
            kernel: try await kernel.chosen(console))
        let session = try SearchSession(console, goal: "one puzzle", watching, patience: .seconds(1))
        let progress = RowProgress(search, session)
        let solutions = try await session.run {
            try await ParallelSealSearch(search, control: session.control).solutions(limit: all ? .max : 1) { tried in
                progress.update(tried: tried)
            }
        }
        try console.show(SolveAnswer(search: search, solutions: solutions))
        return solutions.isEmpty && !all ? .no : .done
    }
}

/// Solutions, in the order of the search.
struct SolveAnswer: Answer {
    let search: SealSearch
    let solutions: [POWSolution]

    var document: OutputDocument {
        search.puzzle.message.documentMember + [
            "solutions": .array(
                solutions.map { ["nonce": .digits($0.nonce), "seal": .string($0.seal.hex)] })
        ]
    }

    func text(width: Int?) -> StyledText {
        guard !solutions.isEmpty else {
            return "none of \(search.count) nonces meets difficulty \(search.puzzle.target.difficulty)"
        }
        var table = Table([.number("Nonce"), .text("Seal", .never)])
        for solution in solutions { table.add([String(solution.nonce), solution.seal.hex]) }
        return table.text(width: width)
    }
}

/// Tells how far a search of a row has come.
private final class RowProgress: Sendable {
    private let search: SealSearch
    private let session: SearchSession
    private let begin = ContinuousClock.now
    private let meter: Mutex<SearchMeter>

    init(_ search: SealSearch, _ session: SearchSession) {
        self.search = search
        self.session = session
        meter = Mutex(SearchMeter(kernel: search.kernel))
    }

    func update(tried: UInt64) {
        // Pieces of the row are tried by as many threads as there are processors, and counted together.
        let idle = SealSolver.Progress.Worker(hashes: 0, rounds: 0, roundTime: .zero)
        var progress = SealSolver.Progress(workers: Array(repeating: idle, count: ProcessorCount.available))
        progress.workers[0].hashes = tried
        let statistics = meter.withLock {
            $0.tick(
                progress, puzzle: search.puzzle, at: begin.duration(to: .now), isPaused: session.control.isPaused)
        }
        session.show(statistics)
    }
}
