// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SubstratePrimitives

/// `btcli pow verify`: whether a nonce solves a puzzle.
struct PowVerify: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tell whether a nonce's seal meets a difficulty.",
        discussion: "Exits with 0 if it does and with 1 if it does not.")

    @OptionGroup var puzzle: PuzzleOptions

    @Option(
        help: ArgumentHelp("The nonce: 0 to 2^64 - 1.", valueName: "number"), transform: { try WholeNumber.parse($0) })
    var nonce: UInt64

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let verdict = VerifyAnswer(puzzle: try puzzle.puzzle(), nonce: nonce)
        try console.show(verdict)
        return verdict.meetsDifficulty ? .done : .no
    }
}

/// A nonce, its seal, and whether that is good enough.
struct VerifyAnswer: Answer {
    let puzzle: SealPuzzle
    let nonce: UInt64

    var meetsDifficulty: Bool { puzzle.target.accepts(puzzle.seal(of: nonce)) }

    var document: OutputDocument {
        SealAnswer(message: puzzle.message, nonce: nonce).document + ["meets_difficulty": .bool(meetsDifficulty)]
    }

    func text(width: Int?) -> StyledText {
        let target = "difficulty \(puzzle.target.difficulty), read \(puzzle.target.order.rawValue)-endian"
        return Facts([
            ("Seal", puzzle.seal(of: nonce).hex), puzzle.message.fact, ("Nonce", String(nonce)),
            ("Meets", "\(meetsDifficulty ? "yes" : "no"): \(target)"),
        ]).text(width: width)
    }
}
