// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake child set`: lends parts of a hotkey's stake.
struct StakeChildSet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Lend parts of the hotkey's stake to child keys, in place of those that it has.",
        discussion: """
            Proportions are parts of one and may sum to less than one. Real chains put the change off for about a day; \
            'btcli stake child get' shows what waits.
            """)

    @OptionGroup var subnet: SubnetOption

    @Option(
        name: [.long, .customShort("c")], parsing: .upToNextOption,
        help: ArgumentHelp("The child keys.", valueName: "name|ss58"), transform: WordList.parse)
    var children: [[String]] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The part of the stake for each, such as 0.25.", valueName: "part"),
        transform: WordList.parse)
    var proportions: [[String]] = []

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let parent = try transaction.wallet.hotkey(console).account
        var words = Array(children.joined())
        if words.isEmpty {
            words = WordList.parse(try await console.ask("Enter the child hotkeys", option: "--children"))
        }
        var parts = Array(proportions.joined())
        if parts.isEmpty {
            parts = WordList.parse(
                try await console.ask("Enter the proportions (e.g. 0.25, 0.5 ...)", option: "--proportions"))
        }
        guard words.count == parts.count else {
            throw CLIError(
                .usage, "\(words.count) children and \(parts.count) proportions: give one proportion for each child")
        }
        let keys = try zip(words, parts).map { word, text in
            guard let part = Double(text) else {
                throw CLIError(.usage, "\(excerpt(text)) is no part: write it like 0.25")
            }
            return try ChildKey(try transaction.wallet.hotkey(word, console).account, part: part)
        }
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.setChildren(keys, of: parent, on: netuid)) { $0.facts }
        }
    }
}

extension [ChildKey] {
    /// How many are in force, and until the chain's delay is over the ones before.
    var facts: [Fact] { [Fact("children_in_force", "Children in force", .integer(count))] }
}
