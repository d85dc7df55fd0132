// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// `btcli wallet regen-hotkeypub`: the public file of a hotkey whose secret is elsewhere.
struct WalletRegenHotkeypub: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "regen-hotkeypub",
        abstract: "Write the public file of a hotkey from its address or public key.",
        discussion: "The hotkey can then be looked at, and not sign.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var key: PublicKeyOptions
    @OptionGroup var overwriting: OverwriteOption
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: true, .newHotkey)
        let replaces = try await overwriting.mayReplace([wallet.hotkeyPublicFile], on: console)
        let key = try await key.key(console)
        try wallet.createHotkeyPublic(key, overwrite: replaces)
        try console.show(NewKeyAnswer(wallet: wallet, kind: "hotkey", account: key.accountID, isPublic: true))
        return .done
    }
}
