import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// `btcli wallet new-coldkey`: the key that holds funds.
struct WalletNewColdkey: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-coldkey",
        abstract: "Make a new coldkey: the key that holds funds and owns hotkeys.",
        discussion: "It is encrypted with a password, and its mnemonic is the only way back when the file is lost.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var creation: KeyCreationOptions
    @OptionGroup var password: PasswordOptions

    @Flag(name: .customLong("use-password"), inversion: .prefixedNo, help: .hidden)
    var usePassword = true

    @Flag(help: "Write the key without encryption: whoever reads the file owns the funds.")
    var noPassword = false

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: false)
        let replaces = try await creation.mayReplace([wallet.coldkeyFile, wallet.coldkeyPublicFile], on: console)
        let isEncrypted = usePassword && !noPassword
        let password = isEncrypted ? try await password.newPassword(for: wallet.coldkeyFile, on: console) : nil
        let pair = try KeyPair(mnemonic: .generate(creation.nWords))
        try creation.keep(pair, of: "coldkey", on: console) {
            if isEncrypted { console.say("Encrypting…") }
            try wallet.createColdkey(pair, password: password, overwrite: replaces)
        }
        try console.show(NewKeyAnswer(wallet: wallet, kind: "coldkey", account: pair.accountID))
        return .done
    }
}

extension KeyCreationOptions {
    /// Saves the mnemonic, writes the key files, and shows the mnemonic once they are there.
    func keep(_ pair: KeyPair, of kind: String, on console: Console, write: () throws -> Void) throws {
        if let mnemonic = pair.mnemonic { try save(mnemonic) }
        try write()
        if let mnemonic = pair.mnemonic { show(mnemonic, kind: kind, on: console) }
    }
}
