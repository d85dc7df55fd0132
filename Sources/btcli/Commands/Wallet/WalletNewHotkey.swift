// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// `btcli wallet new-hotkey`: a key that works online.
struct WalletNewHotkey: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-hotkey",
        abstract: "Make a new hotkey: the key that a miner or validator works with.",
        discussion: "It is written without encryption, so that programs can use it, unless --use-password is given.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var creation: KeyCreationOptions
    @OptionGroup var password: PasswordOptions

    @Flag(help: "Encrypt the hotkey with a password.")
    var usePassword = false

    @Flag(help: .hidden)
    var noPassword = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !usePassword || !noPassword else {
            throw CLIError(.usage, "--use-password and --no-password exclude each other: leave one out")
        }
        if !usePassword { try password.requireNone(with: "without --use-password") }
        guard !usePassword || creation.uri == nil else {
            throw CLIError(.usage, "--use-password has no effect on the key of a --uri: leave one out")
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        try creation.checkMnemonicFile()
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: true, .newHotkey)
        let replaces = try await creation.overwriting.mayReplace(
            [wallet.hotkeyFile, wallet.hotkeyPublicFile], on: console)
        let isEncrypted = usePassword && !noPassword && creation.uri == nil
        let password =
            isEncrypted
            ? try await password.newPassword(for: wallet.hotkeyFile, wallet.hotkeyTitle, on: console) : nil
        let pair = try creation.makePair(on: console)
        try await creation.keep(pair, of: "hotkey", on: console) {
            try wallet.createHotkey(pair, password: password, overwrite: replaces)
        }
        try console.show(NewKeyAnswer(wallet: wallet, kind: "hotkey", account: pair.accountID))
        console.hint("'btcli subnets list' shows where it can register")
        return .done
    }
}
