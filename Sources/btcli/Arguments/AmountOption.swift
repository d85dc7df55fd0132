// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// The options that say how much, or everything.
struct AmountOption: ParsableArguments {
    @Option(
        name: [.long, .customShort("a")],
        help: ArgumentHelp("How much, in TAO; alpha where alpha is meant.", valueName: "amount"),
        transform: { try Balance(tao: $0) })
    var amount: Balance?

    @Flag(help: "All there is, but the fee and what has to stay.")
    var all = false

    func validate() throws {
        guard amount == nil || !all else {
            throw CLIError(.usage, "--amount and --all exclude each other: leave one out")
        }
        guard amount != .zero else { throw CLIError(.usage, "--amount is 0: nothing would move") }
    }

    /// The amount, asked for where it is missing; nil for everything.
    func amount(_ console: Console, _ question: String) async throws -> Balance? {
        if all { return nil }
        if let amount { return amount }
        let answer = try Balance(tao: try await console.ask("\(question), in TAO", option: "--amount"))
        guard answer != .zero else { throw CLIError(.usage, "the amount is 0: nothing would move") }
        return answer
    }
}
