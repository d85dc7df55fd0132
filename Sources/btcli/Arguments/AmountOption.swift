// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// The options that say how much, or everything.
struct AmountOption: ParsableArguments {
    @Option(
        name: [.long, .customShort("a")],
        help: ArgumentHelp("How much, in TAO; alpha where alpha is meant.", valueName: "amount"),
        transform: { try GivenAmount($0) })
    var amount: GivenAmount?

    @Flag(help: "All there is, but the fee and what has to stay.")
    var all = false

    /// Whether neither says anything.
    var isEmpty: Bool { amount == nil && !all }

    func validate() throws {
        guard amount == nil || !all else {
            throw CLIError(.usage, "--amount and --all exclude each other: leave one out")
        }
        guard amount?.isZero != true else { throw CLIError(.usage, "--amount is 0: nothing would move") }
    }

    /// The amount in TAO, asked for where it is missing; nil for everything.
    func tao(_ console: Console, _ question: String) async throws -> Balance? {
        try await given(console, "\(question), in TAO")?.tao()
    }

    /// The amount in a subnet's alpha, asked for where it is missing; nil for everything. On the root that is TAO.
    func alpha(_ console: Console, _ question: String, of netuid: NetUID) async throws -> Alpha? {
        let given = try await given(console, "\(question), in \(netuid == 0 ? "TAO" : "alpha")")
        if netuid == 0, let tao = try? given?.tao() { return Alpha(rao: tao.rao) }
        return try given?.alpha()
    }

    private func given(_ console: Console, _ question: String) async throws -> GivenAmount? {
        if all { return nil }
        if let amount { return amount }
        return try await console.ask(question, option: "--amount") { text in
            let answer = try GivenAmount(text)
            guard !answer.isZero else { throw CLIError(.usage, "the amount is 0: nothing would move") }
            return answer
        }
    }
}

/// An amount whose unit the command knows, unless the text names it.
struct GivenAmount: Sendable {
    private let text: String

    init(_ text: String) throws {
        guard !Self.everything.contains(text.lowercased()) else {
            throw CLIError(.usage, "\(excerpt(text)) is no number: for all there is, leave it out and give --all")
        }
        self.text = text
        if (try? alpha()) == nil { _ = try tao() }
    }

    func tao() throws(AmountError) -> Balance { try Balance(tao: text) }
    func alpha() throws(AmountError) -> Alpha { try Alpha(alpha: text) }

    var isZero: Bool { (try? tao()) == .zero || (try? alpha()) == .zero }

    private static let everything: Set = ["all", "max", "everything"]
}
