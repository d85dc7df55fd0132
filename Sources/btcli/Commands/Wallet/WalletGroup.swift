import ArgumentParser

/// `btcli wallet`: coldkeys, hotkeys and what they own.
struct WalletGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "Coldkeys and hotkeys: files, signatures, balances, transfers, neurons, identities.",
        subcommands: [
            WalletCreate.self, WalletNewColdkey.self, WalletNewHotkey.self, WalletRegenColdkey.self,
            WalletRegenColdkeypub.self, WalletRegenHotkey.self, WalletRegenHotkeypub.self, WalletList.self,
            WalletUpdate.self, WalletChangePassword.self, WalletBalance.self, WalletTransfer.self, WalletSent.self,
            WalletFaucet.self,
            WalletSign.self, WalletVerify.self, WalletOverview.self, WalletInspect.self, WalletHistory.self,
            WalletSwapHotkey.self, WalletAssociateHotkey.self, WalletSetIdentity.self, WalletGetIdentity.self,
            WalletAnnounceColdkeySwap.self, WalletSwapColdkey.self,
        ],
        aliases: ["w", "wallets"])
}
