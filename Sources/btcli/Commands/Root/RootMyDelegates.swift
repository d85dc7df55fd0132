// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli root my-delegates`: to whom a wallet has delegated.
struct RootMyDelegates: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "my-delegates",
        abstract: "List the delegates on whom a wallet, or every wallet, has stake.",
        discussion: "Alpha counts at the price of its pool.")

    @OptionGroup var wallet: WalletOptions

    @Flag(name: [.long, .customShort("a")], help: "Every wallet of the folder.")
    var all = false

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let wallets = try wallets(console)
        let answer = try await network.read("Reading the delegates", at: block.block, console) { subtensor, place in
            let delegated = try await subtensor.delegated(by: wallets.map(\.coldkey))
            let rows = zip(wallets, delegated).flatMap { wallet, found in
                found.map { MyDelegatesAnswer.Row(wallet: wallet.name, delegated: $0) }
            }
            return MyDelegatesAnswer(
                place: place, rows: rows, ranking: try await subtensor.ranking(of: rows.map(\.delegated.delegate)))
        }
        try await table.show(answer, on: console)
        return .done
    }

    private func wallets(_ console: Console) throws -> [(name: String, coldkey: AccountID)] {
        guard all else {
            let wallet = try wallet.wallet(console)
            return [(wallet.name, try wallet.coldkeyPublic())]
        }
        var everyone = wallet
        everyone.name = nil
        return try everyone.listing(console).compactMap { listing in listing.coldkey.map { (listing.name, $0) } }
    }
}

/// To whom some wallets have delegated.
struct MyDelegatesAnswer: TableAnswer {
    struct Row: Sendable {
        let wallet: String
        let delegated: DelegatedInfo
    }

    let place: ReadPlace
    let rows: [Row]
    let ranking: DelegateRanking

    var title: String { "Delegates on \(place.network)" }
    var summary: [Fact] {
        let worth = rows.reduce(Balance.zero) { $0 + $1.delegated.worth(at: ranking.prices) }
        return place.facts + [Fact("total_worth_tao", "All together (τ)", .tao(worth, decimals: 4))]
    }
    var rowsName: String { "delegates" }
    var emptyText: String { "Nothing is delegated." }

    var table: DataTable {
        var table = DataTable([
            .text("wallet", "Wallet"), .text("name", "Name").expendable(1), .number("netuid", "Netuid"),
            .number("stake_alpha", "Stake (α; root: τ)"), .number("worth_tao", "Worth (τ)").expendable(4),
            .number("take", "Take").expendable(2), .number("nominators", "Nominators").expendable(5),
            .number("return_per_1000_tao", "Return (τ/24h/kτ)").expendable(3), .text("hotkey", "Hotkey", .middle),
        ])
        for row in rows {
            let (delegate, netuid) = (row.delegated.delegate, row.delegated.netuid)
            table.add([
                .text(row.wallet), .text(orNone: ranking.names[delegate.owner]), .integer(netuid.rawValue),
                .alpha(row.delegated.stake), .tao(row.delegated.worth(at: ranking.prices), decimals: 4),
                .fraction(delegate.take),
                .integer(delegate.nominators.count), .tao(delegate.returnPer1000), .address(delegate.hotkey),
            ])
        }
        return table
    }
}
