import ArgumentParser

/// `btcli wallet`: coldkeys, hotkeys and what they own.
struct WalletGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "Coldkeys and hotkeys on disk, signatures, balances, transfers.",
        subcommands: [
            WalletCreate.self, WalletNewColdkey.self, WalletNewHotkey.self, WalletRegenColdkey.self,
            WalletRegenColdkeypub.self, WalletRegenHotkey.self, WalletRegenHotkeypub.self, WalletList.self,
            WalletUpdate.self, WalletChangePassword.self, WalletBalance.self, WalletTransfer.self, WalletFaucet.self,
            WalletSign.self, WalletVerify.self,
        ],
        aliases: ["w", "wallets"])
}
