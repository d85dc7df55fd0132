// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli subnets list`: the subnets of a chain.
struct SubnetsList: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the subnets, what their alpha costs, and what it takes to join them.")

    @OptionGroup var block: BlockOption
    @OptionGroup var live: LiveOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let status = try await network.show("Reading the subnets", at: block.block, live, page, console) {
            subtensor, place in
            async let pools = subtensor.pools()
            let subnets = try await subtensor.subnets()
            return SubnetsAnswer(place: place, subnets: subnets, pools: try await pools)
        }
        console.hint("'btcli subnets metagraph --netuid N' shows the neurons of one")
        return status
    }
}

/// The subnets of a chain.
struct SubnetsAnswer: TableAnswer {
    let place: ReadPlace
    let subnets: [SubnetSummary]
    let pools: [NetUID: SubnetPool]

    var title: String { "Subnets of \(place.network)" }
    var summary: [Fact] { place.facts }
    var rowsName: String { "subnets" }
    var emptyText: String { "This chain has no subnets." }
    var plots: [TablePlot] {
        [
            TablePlot(title: "Price of alpha (τ)", column: "price_tao", label: "netuid"),
            TablePlot(title: "TAO in the pool", column: "tao_in", label: "netuid"),
        ]
    }

    var table: DataTable {
        var table = DataTable([
            .number("netuid", "Netuid"), .text("name", "Name"), .text("symbol", "Symbol").expendable(3),
            .number("price_tao", "Price (τ)"), .number("tao_in", "Pool (τ)").expendable(6),
            .number("neurons", "Neurons").expendable(2), .number("max_neurons", "Limit").expendable(7),
            .number("difficulty", "Difficulty").expendable(5), .number("burn_tao", "Burn (τ)"),
            .text("registration_allowed", "Burning").expendable(4),
            .text("pow_registration_allowed", "Work").expendable(1),
            .number("tempo", "Tempo").expendable(8),
        ])
        for subnet in subnets {
            let pool = pools[subnet.netuid]
            // What the root's storage has of these means nothing: its seats are for stake.
            let isJoined = subnet.netuid != 0
            table.add([
                .integer(subnet.netuid.rawValue), .text(orNone: pool?.name), .text(orNone: pool?.symbol),
                pool.map { .tao($0.price.tao, decimals: 6) } ?? .none, pool.map { .tao($0.tao) } ?? .none,
                .integer(subnet.neurons), .integer(subnet.maxNeurons), isJoined ? .digits(subnet.difficulty) : .none,
                isJoined ? .tao(subnet.burn) : .none,
                .yesNo(subnet.allowsRegistration), .yesNo(subnet.allowsPOW), .integer(subnet.tempo),
            ])
        }
        return table
    }
}
