// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli proxy list`: who may act for an account, or what it has announced.
struct ProxyList: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show who may act for an account, and in what.",
        discussion: "--announced shows what the account has announced as a proxy with a delay.")

    @OptionGroup var selection: AccountSelection

    @Flag(help: "What it has announced as a proxy.")
    var announced = false

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let account = try await selection.account(console)
        let names = selection.wallet.accountNames(console)
        let words = "Reading the proxies of \(account)"
        guard announced else {
            let proxies = try await network.read(words, at: block.block, console) { subtensor, _ in
                try await subtensor.proxies(of: account)
            }
            try await table.show(ProxiesAnswer(account: account, proxies: proxies, names: names), on: console)
            return .done
        }
        let made = try await network.read(words, at: block.block, console) { subtensor, _ in
            try await subtensor.proxyAnnouncements(of: account)
        }
        try await table.show(AnnouncementsAnswer(account: account, made: made, names: names), on: console)
        return .done
    }
}

/// The options that name one account to look at.
struct AccountSelection: ParsableArguments {
    @OptionGroup var wallet: WalletOptions

    @Option(
        name: [.customLong("ss58"), .customLong("ss58-address")],
        help: ArgumentHelp("Any account, instead of the wallet's coldkey.", valueName: "name|ss58"),
        transform: Receiver.init)
    var given: Receiver?

    @Argument(help: ArgumentHelp("The account, without --ss58.", valueName: "name|ss58"), transform: Receiver.init)
    var bare: Receiver?

    func account(_ console: Console) async throws -> AccountID {
        if let receiver = given ?? bare { return try receiver.account(among: wallet, console) }
        return try await wallet.wallet(choosingOn: console).coldkeyPublic()
    }
}

private struct ProxiesAnswer: TableAnswer {
    let account: AccountID
    let proxies: AccountProxies
    let names: AccountNames

    var title: String { "Proxies of \(account)" }
    var summary: [Fact] {
        [Fact("account", "Account", .address(account)), Fact("deposit_tao", "Held (τ)", .tao(proxies.deposit))]
    }
    var rowsName: String { "proxies" }
    var emptyText: String { "Nobody may act for it." }

    var table: DataTable {
        var table = DataTable([
            .text("name", "Name").expendable(1), .text("delegate", "Who may act", .middle),
            .text("proxy_type", "In what"),
            .number("delay", "After blocks"),
        ])
        for proxy in proxies.proxies {
            table.add([
                .text(orNone: names[proxy.delegate]), .address(proxy.delegate), .text(proxy.kind.name.printable),
                .integer(proxy.delay),
            ])
        }
        return table
    }
}

private struct AnnouncementsAnswer: TableAnswer {
    let account: AccountID
    let made: ProxyAnnouncements
    let names: AccountNames

    var title: String { "Announced by \(account)" }
    var summary: [Fact] {
        [Fact("account", "Account", .address(account)), Fact("deposit_tao", "Held (τ)", .tao(made.deposit))]
    }
    var rowsName: String { "announcements" }
    var emptyText: String { "It has announced nothing." }

    var table: DataTable {
        var table = DataTable([
            .text("name", "Name").expendable(1), .text("real", "For", .middle),
            .text("call_hash", "Call hash", .middle),
            .number("block_number", "Block"),
        ])
        for announcement in made.announcements {
            table.add([
                .text(orNone: names[announcement.real]), .address(announcement.real),
                .text(announcement.callHash.hex), .block(announcement.height),
            ])
        }
        return table
    }
}
