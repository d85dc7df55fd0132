import ArgumentParser
import BittensorWallet

/// The options that say which wallet is meant.
struct WalletOptions: ParsableArguments {
    @Option(
        name: [.customLong("wallet-name"), .customShort("w")],
        help: ArgumentHelp("The wallet, which is its coldkey. (default: default)", valueName: "name"))
    var name: String?

    @Option(
        name: [.customLong("wallet-hotkey"), .customShort("H")],
        help: ArgumentHelp("The hotkey of the wallet. (default: default)", valueName: "name"))
    var hotkey: String?

    @Option(
        name: [.customLong("wallet-path"), .customShort("p")],
        help: ArgumentHelp("The folder of all wallets.", valueName: "folder"))
    var path = Wallet.defaultPath

    /// The wallet, under default names where none were given.
    func wallet() throws(WalletError) -> Wallet {
        try Wallet(
            name: name ?? Wallet.defaultName, hotkey: hotkey ?? Wallet.defaultName, path: path,
            homeFolder: Environment["HOME"])
    }

    /// The wallet; asks for the names that were not given, where there is someone to ask.
    func wallet(askingOn console: Console, forHotkey: Bool) async throws -> Wallet {
        var options = self
        if name == nil {
            options.name = try await console.ask(
                "Enter wallet name", option: "--wallet-name", default: Wallet.defaultName)
        }
        if forHotkey, hotkey == nil {
            options.hotkey = try await console.ask(
                "Enter hotkey name", option: "--wallet-hotkey", default: Wallet.defaultName)
        }
        return try options.wallet()
    }
}
