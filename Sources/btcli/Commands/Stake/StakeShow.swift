// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake show`: what coldkeys have staked, where, and what it is worth.
struct StakeShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the stake of a coldkey by hotkey and subnet, and what it is worth.",
        discussion: "Values are alpha times the present price of the subnet's pool: selling much moves it.",
        aliases: ["list"])

    @OptionGroup var coldkeys: ColdkeySelection
    @OptionGroup var netuids: NetuidsOption
    @OptionGroup var block: BlockOption
    @OptionGroup var live: LiveOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let coldkeys = try await coldkeys.coldkeys(console)
        return try await network.show("Reading the stake", at: block.block, live, page, console) { subtensor, place in
            StakeAnswer(
                place, coldkeys: coldkeys,
                holdings: try await subtensor.holdings(of: coldkeys.map(\.account)), only: netuids)
        }
    }
}

/// The stake of some coldkeys.
struct StakeAnswer: TableAnswer {
    let summary: [Fact]
    let title: String
    var table: DataTable
    let hiddenColumns: Set<String>
    let rowsName = "stakes"
    let emptyText: String
    let plots = [TablePlot(title: "Worth (τ)", column: "value_tao", label: "hotkey")]

    init(_ place: ReadPlace, coldkeys: [NamedColdkey], holdings: Holdings, only netuids: NetuidsOption) {
        title = "Stake on \(place.network)"
        emptyText = coldkeys.isEmpty ? [NamedColdkey].emptyText : "There is no stake."
        hiddenColumns = coldkeys.count == 1 ? ["wallet", "coldkey"] : []
        table = DataTable([
            .text("wallet", "Wallet").expendable(3), .text("coldkey", "Coldkey", .middle).expendable(8),
            .text("hotkey_name", "Hotkey").expendable(2), .text("hotkey", "Address", .middle),
            .number("netuid", "Netuid"), .text("subnet", "Subnet").expendable(5),
            .number("stake_alpha", "Stake (α)"), .number("price_tao", "Price (τ)").expendable(4),
            .number("value_tao", "Worth (τ)"), .number("emission_alpha", "Emission (α)").expendable(6),
            .text("registered", "Registered").expendable(7),
        ])
        let names = coldkeys.hotkeyNames
        var staked = Balance.zero
        for coldkey in coldkeys {
            for stake in holdings.stakes(of: coldkey.account) where netuids.contains(stake.netuid) {
                let subnet = holdings.prices[stake.netuid]
                let value = holdings.value(of: stake)
                staked = staked + value
                table.add([
                    .text(orNone: coldkey.name), .address(coldkey.account), .text(orNone: names[stake.hotkey]),
                    .address(stake.hotkey), .integer(stake.netuid.rawValue), .text(orNone: subnet?.name),
                    .alpha(stake.stake), .tao(holdings.prices.price(of: stake.netuid).tao), .tao(value),
                    .alpha(stake.emission), .yesNo(stake.isRegistered),
                ])
            }
        }
        table.total(["value_tao": .tao(staked)])
        let free = coldkeys.reduce(Balance.zero) { $0 + holdings.free(of: $1.account) }
        summary =
            place.facts + coldkeys.facts + [
                Fact("free_tao", "Free (τ)", .tao(free)), Fact("staked_tao", "Staked (τ)", .tao(staked)),
                Fact("total_tao", "Total (τ)", .tao(free + staked)),
            ]
    }
}
