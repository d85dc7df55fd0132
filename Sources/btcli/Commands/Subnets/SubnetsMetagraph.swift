// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli subnets metagraph`: the neurons of a subnet.
struct SubnetsMetagraph: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "metagraph",
        abstract: "Show the neurons of a subnet: stake, incentive, dividends, addresses.",
        aliases: ["show"])

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var block: BlockOption

    @Option(
        help: ArgumentHelp(
            "Put the rows in the order of a column, such as uid, stake or incentive; numbers from the largest.",
            valueName: "column"))
    var sort: String?

    @OptionGroup var page: PageOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        var answer = try await network.read("Reading subnet \(netuid)", at: block.block, console) { subtensor, place in
            MetagraphAnswer(network: place.network, try await subtensor.metagraph(netuid))
        }
        if let sort { try answer.table.sort(by: sort) }
        try page.show(answer, on: console)
        return .done
    }
}

/// The neurons of a subnet.
struct MetagraphAnswer: TableAnswer {
    let summary: [Fact]
    let title: String
    var table: DataTable
    let rowsName = "neurons"
    let emptyText = "The subnet has no neurons."
    let plots = [
        TablePlot(title: "Stake (τ)", column: "stake_tao", label: "uid"),
        TablePlot(title: "Incentive", column: "incentive", label: "uid"),
        TablePlot(title: "Dividends", column: "dividends", label: "uid"),
    ]

    init(network: String, _ metagraph: Metagraph) {
        title = "Metagraph of subnet \(metagraph.netuid) on \(network)"
        let total = metagraph.totalStake.reduce(Balance.zero, +)
        summary = [
            Fact("network", "Network", .text(network)),
            Fact("netuid", "Subnet", .integer(metagraph.netuid.rawValue)),
            Fact("block", "Block", .block(metagraph.block)),
            Fact("n", "Neurons", .integer(metagraph.n)),
            Fact("validators", "Validators", .integer(metagraph.validatorPermit.count { $0 })),
            Fact("total_stake_tao", "Stake (τ)", .tao(total)),
        ]
        table = DataTable([
            .number("uid", "Uid"), .number("stake_tao", "Stake (τ)"), .number("rank", "Rank").expendable(9),
            .number("trust", "Trust").expendable(8), .number("consensus", "Consensus").expendable(7),
            .number("incentive", "Incentive").expendable(1), .number("dividends", "Dividends").expendable(2),
            .number("emission_alpha", "Emission (α)").expendable(4),
            .number("validator_trust", "Vtrust").expendable(6), .text("validator_permit", "Permit").expendable(5),
            .number("updated_blocks", "Updated").expendable(10), .text("active", "Active").expendable(11),
            .text("axon", "Axon", .never).expendable(12), .text("hotkey", "Hotkey", .middle),
            .text("coldkey", "Coldkey", .middle).expendable(3),
        ])
        for neuron in metagraph.neurons {
            table.add([
                .integer(neuron.uid), .tao(neuron.totalStake), .fraction(neuron.rank), .fraction(neuron.trust),
                .fraction(neuron.consensus), .fraction(neuron.incentive), .fraction(neuron.dividends),
                .alpha(neuron.emission), .fraction(neuron.validatorTrust), .yesNo(neuron.hasValidatorPermit),
                .integer(neuron.lastUpdate.age(at: metagraph.block)), .yesNo(neuron.isActive),
                neuron.axon.isServing ? .text(neuron.axon.endpointText) : .none,
                .address(neuron.hotkey), .address(neuron.coldkey),
            ])
        }
    }
}
