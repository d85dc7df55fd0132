// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SubstratePrimitives

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

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        guard !all || nonceCount != nil else {
            throw CLIError(.usage, "--nonce-count is missing: --all needs it")
        }
        let search = try SealSearch(
            puzzle: try puzzle.puzzle(), start: nonceStart, stride: nonceStride, count: nonceCount,
            kernel: try kernel.chosen())
        let progress = SearchProgress(console: console, count: search.count)
        let solutions = try await ParallelSealSearch(search).solutions(limit: all ? .max : 1) { tried in
            progress.update(tried: tried)
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

    func text(width: Int?) -> String {
        guard !solutions.isEmpty else {
            return "none of \(search.count) nonces meets difficulty \(search.puzzle.target.difficulty)"
        }
        var table = Table([.number("Nonce"), .text("Seal", .never)])
        for solution in solutions { table.add([String(solution.nonce), solution.seal.hex]) }
        return table.text(width: width)
    }
}

/// Shows how far a search has come, where someone watches.
private struct SearchProgress: Sendable {
    let console: Console
    let count: UInt64
    private let clock = ContinuousClock()
    private let begin = ContinuousClock.now

    init(console: Console, count: UInt64) {
        self.console = console
        self.count = count
    }

    func update(tried: UInt64) {
        let time = begin.duration(to: clock.now)
        // Nobody needs to be told that a short search is going on.
        guard console.status.isInPlace, !console.options.isQuiet, time > .seconds(1) else { return }
        console.status.update("tried \(tried) of \(count) nonces, \(HashRate(hashes: tried, in: time))")
    }
}
