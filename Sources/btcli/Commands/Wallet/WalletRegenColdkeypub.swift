// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// `btcli wallet regen-coldkeypub`: the public file of a coldkey whose secret is elsewhere.
struct WalletRegenColdkeypub: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "regen-coldkeypub",
        abstract: "Write the public file of a coldkey from its address or public key.",
        discussion: "The wallet can then be looked at, and not spent from.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var key: PublicKeyOptions
    @OptionGroup var overwriting: OverwriteOption
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: false, .newWallet)
        let replaces = try await overwriting.mayReplace([wallet.coldkeyPublicFile], on: console)
        let key = try await key.key(console)
        try wallet.createColdkeyPublic(key, overwrite: replaces)
        try console.show(NewKeyAnswer(wallet: wallet, kind: "coldkey", account: key.accountID, isPublic: true))
        return .done
    }
}
