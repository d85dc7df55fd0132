// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli wallet overview`: the neurons of a wallet's hotkeys.
struct WalletOverview: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "overview",
        abstract: "Show the neurons of a wallet's hotkeys on all subnets.",
        discussion:
            "Hotkeys that the chain knows as the coldkey's and the folder does not hold are shown without a name.",
        aliases: ["registrations"])

    @OptionGroup var coldkeys: ColdkeySelection
    @OptionGroup var selection: HotkeySelection
    @OptionGroup var netuids: NetuidsOption

    @Option(
        help: ArgumentHelp("Make the table so wide. (default: as wide as the terminal)", valueName: "columns"),
        transform: { try WholeNumber.parse($0) })
    var width: UInt16?

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let coldkeys = try await coldkeys.coldkeys(console)
        var answer = try await network.read("Reading the neurons", at: block.block, console) { subtensor, place in
            async let listed = subtensor.listedNetuids()
            async let balances = subtensor.balances(of: coldkeys.map(\.account))
            let owners = coldkeys.adding(try await subtensor.hotkeys(ownedBy: coldkeys.map(\.account)))
            let wanted = try selection.keep(from: owners.flatMap(\.hotkeys))
            let neurons = try await subtensor.neuronsLite(
                of: wanted.map(\.account), on: try await listed.filter(netuids.contains))
            return OverviewAnswer(
                place, coldkeys: owners, neurons: neurons,
                free: try await balances.values.reduce(.zero, +))
        }
        answer.ownWidth = width.map(Int.init)
        try await table.show(answer, on: console)
        return .done
    }
}

extension [NamedColdkey] {
    /// The same with the hotkeys added that the chain knows as theirs.
    fileprivate func adding(_ owned: [AccountID: [AccountID]]) -> [NamedColdkey] {
        map { coldkey in
            let known = Set(coldkey.hotkeys.map(\.account))
            let unnamed = (owned[coldkey.account] ?? []).filter { !known.contains($0) }
            return NamedColdkey(
                name: coldkey.name, account: coldkey.account,
                hotkeys: coldkey.hotkeys + unnamed.map { NamedHotkey(name: nil, account: $0) })
        }
    }
}

/// The neurons of some hotkeys.
struct OverviewAnswer: TableAnswer {
    let summary: [Fact]
    let title: String
    var table: DataTable
    let hiddenColumns: Set<String>
    let rowsName = "neurons"
    let emptyText: String
    var ownWidth: Int?

    init(_ place: ReadPlace, coldkeys: [NamedColdkey], neurons: [NeuronInfoLite], free: Balance) {
        title = "Neurons on \(place.network)"
        emptyText = coldkeys.isEmpty ? [NamedColdkey].emptyText : "No hotkey is registered."
        hiddenColumns = coldkeys.count == 1 ? ["wallet"] : []
        summary =
            place.facts + coldkeys.facts + [
                Fact("n", "Neurons", .integer(neurons.count)), Fact("free_tao", "Free (τ)", .tao(free)),
            ]
        table = DataTable([
            .text("wallet", "Wallet").expendable(3), .text("hotkey_name", "Hotkey"), .number("netuid", "Netuid"),
            .number("uid", "Uid"), .text("active", "Active").expendable(9), .number("stake_alpha", "Stake (α)"),
            .number("rank", "Rank").expendable(12), .number("trust", "Trust").expendable(11),
            .number("consensus", "Consensus").expendable(10), .number("incentive", "Incentive").expendable(1),
            .number("dividends", "Dividends").expendable(2), .number("emission_alpha", "Emission (α)").expendable(4),
            .number("validator_trust", "Vtrust").expendable(8), .text("validator_permit", "Permit").expendable(7),
            .number("updated_blocks", "Updated").expendable(6), .text("axon", "Axon", .never).expendable(13),
            .text("hotkey", "Address", .middle).expendable(5),
        ])
        let names = coldkeys.hotkeyNames
        let owners = coldkeys.flatMap { coldkey in coldkey.hotkeys.map { ($0.account, coldkey) } }
        let wallets = Dictionary(owners) { first, _ in first }
        for neuron in neurons {
            table.add([
                .text(orNone: wallets[neuron.hotkey]?.name), .text(orNone: names[neuron.hotkey]),
                .integer(neuron.netuid.rawValue), .integer(neuron.uid), .yesNo(neuron.isActive),
                .alpha(neuron.totalStake), .fraction(neuron.rank), .fraction(neuron.trust),
                .fraction(neuron.consensus), .fraction(neuron.incentive), .fraction(neuron.dividends),
                .alpha(neuron.emission), .fraction(neuron.validatorTrust), .yesNo(neuron.hasValidatorPermit),
                .integer(neuron.lastUpdate.age(at: place.block)),
                neuron.axonInfo.isServing ? .text(neuron.axonInfo.endpointText) : .none, .address(neuron.hotkey),
            ])
        }
    }
}
