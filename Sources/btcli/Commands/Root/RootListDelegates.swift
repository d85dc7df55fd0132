// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli root list-delegates`: to whom stake can be delegated.
struct RootListDelegates: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list-delegates",
        abstract: "List the delegates: take, nominators, stake, return.",
        discussion: "Those with the most stake come first. Alpha counts at the price of its pool.")

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let answer = try await network.read("Reading the delegates", at: block.block, console) { subtensor, place in
            DelegatesAnswer(place: place, table: .delegates(try await subtensor.delegateRanking()))
        }
        try await table.show(answer, on: console)
        return .done
    }
}

/// The delegates of a chain.
struct DelegatesAnswer: TableAnswer {
    let place: ReadPlace
    var table: DataTable

    var title: String { "Delegates of \(place.network)" }
    var summary: [Fact] { place.facts }
    var rowsName: String { "delegates" }
    var emptyText: String { "There are no delegates." }
}
