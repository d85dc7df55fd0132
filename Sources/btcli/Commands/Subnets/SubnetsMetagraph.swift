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
        name: [.customLong("mechid"), .customLong("mech-id"), .customLong("mechanism")],
        help: ArgumentHelp("The subnet's incentive mechanism; 0 is the first. (default: 0)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var mechanism: UInt8?

    @OptionGroup var live: LiveOptions

    @OptionGroup var files: MetagraphFileOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        try files.check(block: block)
        guard live.live != nil else {
            try await page.show(try await answer(console), on: console)
            return .done
        }
        guard files.save == nil, files.load == nil else {
            throw CLIError(.usage, "--live follows the chain: leave out --save and --load")
        }
        let netuid = try await subnet.netuid(console)
        return try await network.show("Reading subnet \(netuid)", at: block.block, live, page, console) {
            MetagraphAnswer(network: $1.network, try await $0.metagraph(netuid, mechanism: mechanism ?? 0, lite: true))
        }
    }

    private func answer(_ console: Console) async throws -> MetagraphAnswer {
        if let (metagraph, path) = try files.loaded(try subnet.named(), console) {
            guard mechanism == nil else {
                throw CLIError(
                    .usage, "--mechid says what to read of a chain, and this comes from a file: leave one out")
            }
            return MetagraphAnswer(
                network: metagraph.networkName, metagraph, loaded: path, saved: try files.write(metagraph, console))
        }
        let netuid = try await subnet.netuid(console)
        let isLite = files.save == nil
        let (metagraph, place) = try await network.read("Reading subnet \(netuid)", at: block.block, console) {
            subtensor, place in
            (try await subtensor.metagraph(netuid, mechanism: mechanism ?? 0, lite: isLite), place)
        }
        return MetagraphAnswer(
            network: place.network, metagraph, saved: try files.write(metagraph, console))
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

    /// - Parameters:
    ///   - loaded: the file it was read from, instead of a chain.
    ///   - saved: the files it was written to.
    init(network: String, _ metagraph: Metagraph, loaded: String? = nil, saved: [String] = []) {
        title = "Metagraph of subnet \(metagraph.netuid) on \(network)"
        let total = metagraph.totalStake.reduce(Balance.zero, +)
        summary =
            [
                Fact("network", "Network", .text(network)),
                Fact("netuid", "Subnet", .integer(metagraph.netuid.rawValue)),
                Fact("block", "Block", .block(metagraph.block)),
            ]
            + (metagraph.mechanism > 0 ? [Fact("mechanism", "Mechanism", .integer(metagraph.mechanism))] : []) + [
                Fact("n", "Neurons", .integer(metagraph.n)),
                Fact("validators", "Validators", .integer(metagraph.validatorPermit.count { $0 })),
                Fact("total_stake_tao", "Stake (τ)", .tao(total)),
            ]
            + (loaded.map { [Fact("loaded", "Loaded from", .text($0))] } ?? [])
            + (saved.isEmpty ? [] : [Fact("saved", "Saved in", .list(saved.map { .text($0) }))])
        table = DataTable([
            .number("uid", "Uid"), .number("stake_tao", "Stake (τ)"), .number("rank", "Rank").expendable(10),
            .number("trust", "Trust").expendable(9), .number("consensus", "Consensus").expendable(8),
            .number("incentive", "Incentive").expendable(1), .number("dividends", "Dividends").expendable(2),
            .number("emission_alpha", "Emission (α)").expendable(4),
            .number("validator_trust", "Vtrust").expendable(7), .text("validator_permit", "Permit").expendable(6),
            .number("updated_blocks", "Updated").expendable(11), .text("active", "Active").expendable(12),
            .text("axon", "Axon", .never).expendable(3), .text("hotkey", "Hotkey", .middle),
            .text("coldkey", "Coldkey", .middle).expendable(5),
        ])
        let fractions = MetagraphFractions(metagraph)
        for (place, neuron) in metagraph.neurons.enumerated() {
            let fraction = { (column: MetagraphFractions.Column) in CellValue.fraction(fractions[column, place]) }
            table.add([
                .integer(neuron.uid), .tao(neuron.totalStake), fraction(\.ranks), fraction(\.trust),
                fraction(\.consensus), fraction(\.incentive), fraction(\.dividends), .alpha(neuron.emission),
                fraction(\.validatorTrust), .yesNo(neuron.hasValidatorPermit),
                .integer(neuron.lastUpdate.age(at: metagraph.block)), .yesNo(neuron.isActive),
                neuron.axon.isServing ? .text(neuron.axon.endpointText) : .none,
                neuron.hotkey.isNobody ? .none : .address(neuron.hotkey),
                neuron.coldkey.isNobody ? .none : .address(neuron.coldkey),
            ])
        }
    }
}

/// The parts of one of every neuron: the chain's, or, of a file of Python's, what the file says.
private struct MetagraphFractions {
    typealias Column = KeyPath<MetagraphFractions, [Double]>

    let ranks: [Double]
    let trust: [Double]
    let consensus: [Double]
    let incentive: [Double]
    let dividends: [Double]
    let validatorTrust: [Double]

    init(_ metagraph: Metagraph) {
        func column(_ parts: [Proportion], _ letters: [Float]) -> [Double] {
            metagraph.isPythons ? letters.map { Double($0) } : parts.map(\.value)
        }
        ranks = column(metagraph.rank, metagraph.R)
        trust = column(metagraph.trust, metagraph.T)
        consensus = column(metagraph.consensus, metagraph.C)
        incentive = column(metagraph.incentive, metagraph.I)
        dividends = column(metagraph.dividends, metagraph.D)
        validatorTrust = column(metagraph.validatorTrust, metagraph.Tv)
    }

    subscript(column: Column, place: Int) -> Double { self[keyPath: column][place] }
}

extension AccountID {
    /// Whether it stands for no account: 32 zero bytes.
    fileprivate var isNobody: Bool { bytes.allSatisfy { $0 == 0 } }
}
