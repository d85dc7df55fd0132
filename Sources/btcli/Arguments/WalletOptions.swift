// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstratePrimitives

/// The options that say which wallet is meant.
struct WalletOptions: ParsableArguments {
    @Option(
        name: [.customLong("wallet-name"), .customShort("w")],
        help: ArgumentHelp(
            "The wallet: a coldkey and its hotkeys. (default: BT_WALLET, the configuration, or default)",
            valueName: "name"))
    var name: String?

    @Option(
        name: [.customLong("wallet-hotkey"), .customShort("H")],
        help: ArgumentHelp(
            "The hotkey of the wallet. (default: BT_WALLET_HOTKEY, the configuration, or default)", valueName: "name"))
    var hotkey: String?

    @Option(
        name: [.customLong("wallet-path"), .customShort("p")],
        help: ArgumentHelp(
            "The folder of all wallets. (default: BT_WALLET_PATH, the configuration, or \(Wallet.defaultPath))",
            valueName: "folder"))
    var path: String?

    /// The wallet, under settled or default names where none were given.
    func wallet(_ console: Console) throws(WalletError) -> Wallet {
        try Wallet(
            name: name ?? console.chosen(.walletName) ?? Wallet.defaultName,
            hotkey: hotkey ?? console.chosen(.walletHotkey) ?? Wallet.defaultName, path: path(console),
            homeFolder: console.environment["HOME"])
    }

    /// The folder of all wallets.
    func path(_ console: Console) -> String { path ?? console.settings[.walletPath] ?? Wallet.defaultPath }

    /// The wallets of the folder, or only the one that was named.
    func listing(_ console: Console) throws(WalletError) -> [WalletListing] {
        let path = path(console)
        let wallets = try Wallet.list(path: path, homeFolder: console.environment["HOME"])
        guard let name else { return wallets }
        guard let wallet = wallets.first(where: { $0.name == name }) else {
            throw WalletError(.walletMissing, "there is no wallet \(excerpt(name)) in \(path)")
        }
        return [wallet]
    }

    /// What people here call accounts: the wallets of the folder, and the address book.
    func accountNames(_ console: Console) -> AccountNames {
        var names = AccountNames(others(console))
        names.addBook(console)
        return names
    }

    /// Every wallet of the folder; none where it cannot be read.
    func others(_ console: Console) -> [WalletListing] {
        (try? Wallet.list(path: path(console), homeFolder: console.environment["HOME"])) ?? []
    }
}
