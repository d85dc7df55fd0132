import ArgumentParser

/// `btcli wallet`: coldkeys, hotkeys and what they own.
struct WalletGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "Coldkeys and hotkeys on disk, balances, transfers.",
        subcommands: [
            WalletNewColdkey.self, WalletNewHotkey.self, WalletList.self, WalletBalance.self, WalletTransfer.self,
            WalletFaucet.self,
        ],
        aliases: ["w", "wallets"])
}
