// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli root list`: the members of the root network.
struct RootList: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the members of the root network (subnet 0): stake, take, name.")

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let answer = try await network.read("Reading the root network", at: block.block, console) { subtensor, place in
            let state = try await subtensor.state()
            async let senators = state.hasSenate ? Set(subtensor.senateMembers()) : nil
            let metagraph = try await subtensor.metagraph(0)
            async let takes = subtensor.takes(of: metagraph.hotkeys)
            async let names = subtensor.names(of: metagraph.coldkeys)
            return RootMembersAnswer(
                place: place, metagraph: metagraph, takes: try await takes, names: try await names,
                senators: try await senators)
        }
        try await table.show(answer, on: console)
        return .done
    }
}

/// The members of the root network.
struct RootMembersAnswer: TableAnswer {
    let place: ReadPlace
    let metagraph: Metagraph
    let takes: [AccountID: Proportion]
    let names: [AccountID: String]
    /// nil where there is no senate.
    let senators: Set<AccountID>?

    var title: String { "The root network of \(place.network)" }
    var summary: [Fact] {
        place.facts + [
            Fact("members", "Members", .integer(metagraph.n)),
            Fact("total_stake_tao", "Stake (τ)", .tao(metagraph.taoStake.reduce(Balance.zero, +))),
        ]
    }
    var rowsName: String { "root" }
    var emptyText: String { "The root network has no members." }

    var table: DataTable {
        var table = DataTable([
            .number("uid", "Uid"), .text("name", "Name"), .number("stake_tao", "Stake (τ)"),
            .number("take", "Take").expendable(1), .text("senator", "Senator").expendable(2),
            .text("hotkey", "Hotkey", .middle), .text("coldkey", "Coldkey", .middle).expendable(3),
        ])
        for neuron in metagraph.neurons {
            table.add([
                .integer(neuron.uid), .text(orNone: names[neuron.coldkey]), .tao(neuron.taoStake),
                takes[neuron.hotkey].map { .fraction($0) } ?? .none,
                senators.map { .yesNo($0.contains(neuron.hotkey)) } ?? .none,
                .address(neuron.hotkey), .address(neuron.coldkey),
            ])
        }
        return table
    }
}
