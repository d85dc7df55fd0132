// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// `btcli wallet regen-hotkey`: a hotkey from what was kept of it.
struct WalletRegenHotkey: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "regen-hotkey",
        abstract: "Make a hotkey again from its mnemonic, its seed, or a JSON file that polkadot-js exported.",
        discussion: """
            Without --mnemonic-file, --seed-file or --json it asks, and shows nothing of the answer. What stands on the \
            command line can be seen by other users of the machine.
            """)

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var source: KeySourceOptions
    @OptionGroup var overwriting: OverwriteOption
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
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: true, .newHotkey)
        let replaces = try await overwriting.mayReplace([wallet.hotkeyFile, wallet.hotkeyPublicFile], on: console)
        let pair = try await source.pair("hotkey", on: console)
        console.say("The address of the hotkey is \(pair.accountID)")
        let isEncrypted = usePassword && !noPassword
        let password =
            isEncrypted
            ? try await password.newPassword(for: wallet.hotkeyFile, wallet.hotkeyTitle, on: console) : nil
        if isEncrypted { console.say("Encrypting…") }
        try wallet.createHotkey(pair, password: password, overwrite: replaces)
        try console.show(NewKeyAnswer(wallet: wallet, kind: "hotkey", account: pair.accountID))
        return .done
    }
}
