// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// The options that say what a proxy may do, and how soon.
struct ProxyTypeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What it may do: Any, Staking, Transfer, NonTransfer, … as the chain names it.", valueName: "type"))
    var proxyType: String?

    @Option(
        help: ArgumentHelp(
            "The blocks between announcing a call and carrying it out. (default: 0)", valueName: "blocks"),
        transform: { try WholeNumber.parse($0) })
    var delay: UInt32?

    /// What it may do; asks unless it was given.
    func kind(_ console: Console) async throws -> ProxyKind {
        if let proxyType { return ProxyKind(proxyType) }
        return ProxyKind(
            try await console.ask("Enter what the proxy may do, such as Staking or Any", option: "--proxy-type"))
    }
}

/// The option that names the account that may act.
struct DelegateAccountOption: ParsableArguments {
    @Option(
        name: [.customLong("delegate"), .customLong("delegate-ss58")],
        help: ArgumentHelp("The account that may act.", valueName: "name|ss58"), transform: Receiver.init)
    var delegate: Receiver?

    /// The account; asks unless it was given.
    func account(among wallets: WalletOptions, _ console: Console) async throws -> AccountID {
        if let delegate { return try delegate.account(among: wallets, console) }
        return try await console.ask("Enter the account that may act", option: "--delegate") {
            try Receiver($0).account(among: wallets, console)
        }
    }
}

extension AccountProxies {
    /// Who may act then, for whoever has changed it.
    func report(_ sentence: StyledText) -> ActionReport {
        ActionReport(
            sentence,
            [Fact("proxies", "Proxies", .integer(proxies.count)), Fact("deposit_tao", "Held (τ)", .tao(deposit))],
            news: ["proxies", "deposit_tao"], next: "'btcli proxy list' shows who may act")
    }
}
