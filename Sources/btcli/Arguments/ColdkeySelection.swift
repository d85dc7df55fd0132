// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstratePrimitives

/// A coldkey to look at, with the hotkeys that are known by name.
struct NamedColdkey: Hashable, Sendable {
    /// The wallet; nil for an account that was given by its address.
    let name: String?
    let account: AccountID
    let hotkeys: [NamedHotkey]
}

/// The options that say whose belongings are looked at: a wallet's, every wallet's, or any account's.
struct ColdkeySelection: ParsableArguments {
    @OptionGroup var wallet: WalletOptions

    @Option(
        name: [.customLong("ss58"), .customLong("ss58-address")],
        help: ArgumentHelp("Any account, instead of a wallet's coldkey.", valueName: "ss58|0x-hex|name"),
        transform: Receiver.init)
    var account: Receiver?

    @Argument(
        help: ArgumentHelp("The account, without --ss58.", valueName: "address"), transform: Receiver.init)
    var bare: Receiver?

    @Flag(name: [.long, .customShort("a")], help: "Every wallet of the folder.")
    var all = false

    /// Whose belongings are meant; nobody's where a folder without wallets is.
    func coldkeys(_ console: Console) async throws -> [NamedColdkey] {
        let (named, bare) = (
            try account?.account(among: wallet, console), try bare?.account(among: wallet, console)
        )
        if let named, let bare, named != bare {
            throw CLIError(.usage, "--ss58 \(named) and \(bare) are different accounts: give one of them")
        }
        if let account = named ?? bare {
            guard !all else { throw CLIError(.usage, "--all and --ss58 exclude each other: leave one out") }
            return [NamedColdkey(name: nil, account: account, hotkeys: [])]
        }
        var options = wallet
        guard all else {
            let wallet = try await wallet.wallet(choosingOn: console)
            options.name = wallet.name
            let listing = try options.listing(console).first
            return [
                NamedColdkey(name: wallet.name, account: try wallet.coldkeyPublic(), hotkeys: listing?.named ?? [])
            ]
        }
        options.name = nil
        return try options.listing(console).compactMap { listing in
            listing.coldkey.map { NamedColdkey(name: listing.name, account: $0, hotkeys: listing.named) }
        }
    }
}

extension [NamedColdkey] {
    /// What a person reads where there is none.
    static let emptyText = "There is no wallet with a coldkey: make one with 'btcli wallet new-coldkey'"

    /// The names of all hotkeys.
    var hotkeyNames: [AccountID: String] {
        let pairs = flatMap(\.hotkeys).compactMap { hotkey in hotkey.name.map { (hotkey.account, $0) } }
        return Dictionary(pairs) { first, _ in first }
    }

    /// What tells whose a table is, at its head.
    var facts: [Fact] {
        guard count == 1, let only = first else { return [] }
        return [Fact("wallet", "Wallet", .text(orNone: only.name)), Fact("coldkey", "Coldkey", .address(only.account))]
    }
}

extension WalletListing {
    fileprivate var named: [NamedHotkey] {
        hotkeys.compactMap { hotkey in hotkey.account.map { NamedHotkey(name: hotkey.name, account: $0) } }
    }
}
