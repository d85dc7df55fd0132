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
        let parent = try await transaction.wallet.hotkey(console).account
        let words = Array(children.joined())
        let accounts =
            if words.isEmpty {
                try await console.ask(
                    transaction.wallet.question("Enter the child hotkeys", option: "--children", console)
                ) { try hotkeys(WordList.parse($0), console) }
            } else {
                try hotkeys(words, console)
            }
        let parts = Array(proportions.joined())
        let keys =
            if parts.isEmpty {
                try await console.ask("Enter the proportions (e.g. 0.25, 0.5 ...)", option: "--proportions") {
                    try Self.keys(accounts, WordList.parse($0))
                }
            } else {
                try Self.keys(accounts, parts)
            }
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.setChildren(keys, of: parent, on: netuid)) { $0.report(of: parent, netuid) }
        }
    }

    private func hotkeys(_ words: [String], _ console: Console) throws -> [AccountID] {
        guard !words.isEmpty else { throw CLIError(.usage, "there is no child: name one, or several between commas") }
        return try words.map { try transaction.wallet.hotkey($0, console).account }
    }

    private static func keys(_ accounts: [AccountID], _ parts: [String]) throws -> [ChildKey] {
        guard accounts.count == parts.count else {
            throw CLIError(
                .usage, "\(accounts.count) children and \(parts.count) proportions: give one proportion for each child")
        }
        return try zip(accounts, parts).map { account, text in
            guard let part = Double(text) else {
                throw CLIError(.usage, "\(excerpt(text)) is no part: write it like 0.25")
            }
            return try ChildKey(account, part: part)
        }
    }
}

extension [ChildKey] {
    /// How many are in force, and until the chain's delay is over the ones before.
    func report(of parent: AccountID, _ netuid: NetUID) -> ActionReport {
        ActionReport(
            "Set the child keys of \(parent) on \(netuid.title)",
            [Fact("children_in_force", "Children in force", .integer(count))], news: ["children_in_force"])
    }
}
