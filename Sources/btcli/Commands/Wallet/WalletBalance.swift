// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli wallet balance`: what an account owns, freely and staked.
struct WalletBalance: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance",
        abstract: "Show what a wallet, all wallets, or any address own: free TAO, and what their stake is worth.")

    @OptionGroup var coldkeys: ColdkeySelection
    @OptionGroup var block: BlockOption
    @OptionGroup var live: LiveOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let coldkeys = try await coldkeys.coldkeys(console)
        return try await network.show("Reading the balance", at: block.block, live, page, console) { subtensor, place in
            BalanceAnswer(
                place, coldkeys: coldkeys,
                holdings: try await subtensor.holdings(of: coldkeys.map(\.account), needsStakes: false))
        }
    }
}

/// What some accounts own.
struct BalanceAnswer: TableAnswer {
    let summary: [Fact]
    let title: String
    var table: DataTable
    /// Whether there is nothing at all.
    let isEmpty: Bool
    let rowsName = "balances"
    let emptyText = [NamedColdkey].emptyText

    init(_ place: ReadPlace, coldkeys: [NamedColdkey], holdings: Holdings) {
        title = "Balances on \(place.network)"
        table = DataTable([
            .text("name", "Wallet"), .text("coldkey", "Coldkey", .middle), .number("free_tao", "Free (τ)"),
            .number("staked_tao", "Staked (τ)").expendable(2), .number("total_tao", "Total (τ)").expendable(1),
        ])
        var (allFree, allStaked) = (Balance.zero, holdings.stakes.map { _ in Balance.zero })
        for coldkey in coldkeys {
            let (free, staked) = (holdings.free(of: coldkey.account), holdings.staked(by: coldkey.account))
            table.add(
                [.text(orNone: coldkey.name), .address(coldkey.account)] + Self.sums(free, staked).map(\.value))
            allFree = allFree + free
            if let known = allStaked, let staked { allStaked = known + staked }
        }
        isEmpty = allFree == .zero && (allStaked ?? .zero) == .zero
        let totals = Self.sums(allFree, allStaked)
        table.total(Dictionary(uniqueKeysWithValues: totals.map { ($0.name, $0.value) }))
        summary = place.facts + totals
    }

    /// - Parameter staked: nil where the runtime does not tell.
    private static func sums(_ free: Balance, _ staked: Balance?) -> [Fact] {
        [
            Fact("free_tao", "Free (τ)", .tao(free)),
            Fact("staked_tao", "Staked (τ)", staked.map { .tao($0) } ?? .none),
            Fact("total_tao", "Total (τ)", .tao(free + (staked ?? .zero))),
        ]
    }
}
