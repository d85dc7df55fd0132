// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// The option that says which delegate is meant; shows a list to choose from where it is missing and someone is there.
struct DelegateOption: ParsableArguments {
    @Option(
        name: [.customLong("delegate-ss58key"), .customLong("delegate-ss58")],
        help: ArgumentHelp("The delegate's hotkey.", valueName: "name|ss58"))
    var given: String?

    /// - Parameter reading: those to choose from.
    func delegate(
        _ wallets: WalletOptions, _ console: Console, from reading: () async throws -> DelegateRanking
    ) async throws -> AccountID {
        if let given { return try wallets.knownHotkey(given, console) }
        guard console.canAsk else {
            // Says which option is missing.
            return try AccountID(parsing: try await console.ask("", option: "--delegate-ss58key"))
        }
        let ranking = try await reading()
        guard !ranking.delegates.isEmpty else {
            throw BittensorError(.notRegistered, "there are no delegates to choose from")
        }
        console.status.say(
            "\n" + DataTable.delegates(ranking, isNumbered: true).text(width: console.terminal.talk.size?.columns)
                + "\n")
        return try await console.ask("Enter delegate index", option: "--delegate-ss58key") { answer in
            if Int(answer) == nil { return try wallets.knownHotkey(answer, console) }
            guard let index = Int(answer), ranking.delegates.indices.contains(index) else {
                throw CLIError(
                    .usage, "please answer with a number from 0 to \(ranking.delegates.count - 1), or an address")
            }
            return ranking.delegates[index].hotkey
        }
    }
}
