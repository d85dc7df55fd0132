// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli wallet inspect`: to whom coldkeys gave stake, their own hotkeys and others'.
struct WalletInspect: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show a coldkey's balance, and its stake on its own hotkeys and on those of others.")

    @OptionGroup var coldkeys: ColdkeySelection
    @OptionGroup var netuids: NetuidsOption
    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let coldkeys = try await coldkeys.coldkeys(console)
        let answer = try await network.read("Reading the stake", at: block.block, console) { subtensor, place in
            let holdings = try await subtensor.holdings(of: coldkeys.map(\.account))
            let hotkeys = coldkeys.flatMap { holdings.stakes(of: $0.account) }.map(\.hotkey).uniqued()
            return InspectAnswer(
                place, coldkeys: coldkeys, holdings: holdings,
                holders: try await subtensor.holders(of: hotkeys), only: netuids)
        }
        try await table.show(answer, on: console)
        return .done
    }
}

/// The balance of some coldkeys, and to whom they gave stake.
struct InspectAnswer: TableAnswer {
    let summary: [Fact]
    let title: String
    var table: DataTable
    let hiddenColumns: Set<String>
    let rowsName = "stakes"
    let emptyText: String

    init(
        _ place: ReadPlace, coldkeys: [NamedColdkey], holdings: Holdings,
        holders: [AccountID: HotkeyHolder], only netuids: NetuidsOption
    ) {
        title = "Wallets on \(place.network)"
        emptyText = coldkeys.isEmpty ? [NamedColdkey].emptyText : "There is no stake."
        hiddenColumns = coldkeys.count == 1 ? ["wallet", "coldkey", "free_tao"] : []
        table = DataTable([
            .text("wallet", "Wallet").expendable(2), .text("coldkey", "Coldkey", .middle).expendable(8),
            .number("free_tao", "Free (τ)").expendable(7), .text("relation", "Hotkey", .never),
            .text("delegate", "Name").expendable(1), .text("hotkey", "Address", .middle),
            .number("take", "Take").expendable(5), .number("netuid", "Netuid"),
            .number("stake_alpha", "Stake (α)"), .number("value_tao", "Worth (τ)").expendable(3),
            .number("emission_alpha", "Emission (α)").expendable(6),
        ])
        let names = coldkeys.hotkeyNames
        var staked = Balance.zero
        for coldkey in coldkeys {
            for stake in holdings.stakes(of: coldkey.account) where netuids.contains(stake.netuid) {
                let holder = holders[stake.hotkey]
                let isOwn = holder?.owner == coldkey.account
                let value = holdings.value(of: stake)
                staked = staked + value
                table.add([
                    .text(orNone: coldkey.name), .address(coldkey.account), .tao(holdings.free(of: coldkey.account)),
                    .text(isOwn ? "own" : "delegate"), .text(orNone: names[stake.hotkey] ?? holder?.name),
                    .address(stake.hotkey), holder?.take.map { .fraction($0) } ?? .none,
                    .integer(stake.netuid.rawValue), .alpha(stake.stake), .tao(value), .alpha(stake.emission),
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
