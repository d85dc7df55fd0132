// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// `btcli wallet new-coldkey`: the key that holds funds.
struct WalletNewColdkey: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-coldkey",
        abstract: "Make a new coldkey: the key that holds funds and owns hotkeys.",
        discussion: """
            It is encrypted with a password. Its mnemonic, the only way back when the file is lost, is shown once, and \
            only on a terminal; --mnemonic-file writes it down as well.
            """)

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var creation: KeyCreationOptions
    @OptionGroup var password: PasswordOptions

    @Flag(name: .customLong("use-password"), inversion: .prefixedNo, help: .hidden)
    var usePassword = true

    @Flag(help: "Write the key without encryption: whoever reads the file owns the funds.")
    var noPassword = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if noPassword || !usePassword { try password.requireNone(with: "with --no-password") }
        if creation.uri != nil { try password.requireNone(with: "on the key of a --uri") }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        try creation.checkMnemonicFile()
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: false, .newWallet)
        let replaces = try await creation.overwriting.mayReplace(
            [wallet.coldkeyFile, wallet.coldkeyPublicFile], on: console)
        let isEncrypted = usePassword && !noPassword && creation.uri == nil
        let password =
            isEncrypted
            ? try await password.newPassword(
                for: wallet.coldkeyFile, wallet.coldkeyTitle, orNone: "--no-password", on: console) : nil
        let pair = try creation.makePair(on: console)
        try await creation.keep(pair, of: "coldkey", on: console) {
            if isEncrypted { console.say("Encrypting…") }
            try wallet.createColdkey(pair, password: password, overwrite: replaces)
        }
        try console.show(NewKeyAnswer(wallet: wallet, kind: "coldkey", account: pair.accountID))
        console.hint("'btcli wallet new-hotkey -w \(wallet.name.shellWord)' makes a hotkey, which works for it")
        return .done
    }
}
