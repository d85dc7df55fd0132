// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// `btcli wallet regen-coldkey`: a coldkey from what was kept of it.
struct WalletRegenColdkey: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "regen-coldkey",
        abstract: "Make a coldkey again from its mnemonic, its seed, or a JSON file that polkadot-js exported.",
        discussion: """
            Without --mnemonic-file, --seed-file or --json it asks, and shows nothing of the answer. What stands on the \
            command line can be seen by other users of the machine.
            """)

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var source: KeySourceOptions
    @OptionGroup var overwriting: OverwriteOption
    @OptionGroup var password: PasswordOptions

    @Flag(name: .customLong("use-password"), inversion: .prefixedNo, help: .hidden)
    var usePassword = true

    @Flag(help: "Write the key without encryption: whoever reads the file owns the funds.")
    var noPassword = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if noPassword || !usePassword { try password.requireNone(with: "with --no-password") }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: false, .newWallet)
        let replaces = try await overwriting.mayReplace([wallet.coldkeyFile, wallet.coldkeyPublicFile], on: console)
        let pair = try await source.pair("coldkey", on: console)
        console.say("The address of the coldkey is \(pair.accountID)")
        let isEncrypted = usePassword && !noPassword
        let password =
            isEncrypted
            ? try await password.newPassword(
                for: wallet.coldkeyFile, wallet.coldkeyTitle, orNone: "--no-password", on: console) : nil
        if isEncrypted { console.say("Encrypting…") }
        try wallet.createColdkey(pair, password: password, overwrite: replaces)
        try console.show(NewKeyAnswer(wallet: wallet, kind: "coldkey", account: pair.accountID))
        return .done
    }
}
