// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys
import SubstratePrimitives

/// `btcli wallet create`: a coldkey and a hotkey in one go.
struct WalletCreate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a new wallet: a coldkey and a hotkey.",
        discussion: """
            The coldkey is encrypted with a password, the hotkey is not. The mnemonics are shown once, and only on a \
            terminal; --mnemonic-file writes the coldkey's into that file, and the hotkey's into the same with .hotkey \
            behind its name.
            """)

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var creation: KeyCreationOptions
    @OptionGroup var password: PasswordOptions

    @Flag(name: .customLong("use-password"), inversion: .prefixedNo, help: .hidden)
    var usePassword = true

    @Flag(help: "Write the coldkey without encryption: whoever reads the file owns the funds.")
    var noPassword = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if noPassword || !usePassword { try password.requireNone(with: "with --no-password") }
        if creation.uri != nil { try password.requireNone(with: "on the key of a --uri") }
    }

    /// What there is to do where some of the wallet is there already: make what is missing.
    private func advice(_ wallet: Wallet) -> String {
        let place = self.wallet.path.map { " -p \($0.shellWord)" } ?? ""
        let hasHotkey = wallet.hotkeyFile.exists || wallet.hotkeyPublicFile.exists
        if hasHotkey == (wallet.coldkeyFile.exists || wallet.coldkeyPublicFile.exists) { return "choose another name" }
        return hasHotkey
            ? "make the missing coldkey with btcli wallet new-coldkey -w \(wallet.name.shellWord)\(place)"
            : "make the missing hotkey with btcli wallet new-hotkey -w \(wallet.name.shellWord) -H "
                + "\(wallet.hotkeyName.shellWord)\(place)"
    }

    func run(_ console: Console) async throws -> ExitStatus {
        var hotkeyCreation = creation
        hotkeyCreation.mnemonicFile = creation.mnemonicFile.map { $0 + ".hotkey" }
        for creation in [creation, hotkeyCreation] { try creation.checkMnemonicFile() }
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: true, .newWallet)
        let replaces = try await creation.overwriting.mayReplace(
            [wallet.coldkeyFile, wallet.coldkeyPublicFile, wallet.hotkeyFile, wallet.hotkeyPublicFile],
            otherwise: advice(wallet), on: console)
        let isEncrypted = usePassword && !noPassword && creation.uri == nil
        let password =
            isEncrypted
            ? try await password.newPassword(
                for: wallet.coldkeyFile, wallet.coldkeyTitle, orNone: "--no-password", on: console) : nil
        let coldkey = try creation.makePair(on: console)
        let hotkey = try creation.makePair(on: console)
        try await creation.keep(coldkey, of: "coldkey", on: console) {
            if isEncrypted { console.say("Encrypting…") }
            try wallet.createColdkey(coldkey, password: password, overwrite: replaces)
        }
        try await hotkeyCreation.keep(hotkey, of: "hotkey", on: console) {
            try wallet.createHotkey(hotkey, overwrite: replaces)
        }
        try console.show(NewWalletAnswer(wallet: wallet, coldkey: coldkey.accountID, hotkey: hotkey.accountID))
        console.hint(
            "'btcli subnets list' shows where the hotkey can register; 'btcli localnet start' is a chain to try it on")
        return .done
    }
}

/// A wallet that has been made.
struct NewWalletAnswer: Answer {
    let wallet: Wallet
    let coldkey: AccountID
    let hotkey: AccountID

    var document: OutputDocument {
        [
            "name": .string(wallet.name),
            "path": .string(wallet.folder),
            "hotkey": .string(wallet.hotkeyName),
            "hotkey_ss58": .string(hotkey.ss58()),
            "coldkey_ss58": .string(coldkey.ss58()),
        ]
    }

    func text(width: Int?) -> StyledText {
        Facts([
            ("Wallet", wallet.name), ("Coldkey", coldkey.ss58()), ("Hotkey", wallet.hotkeyName),
            ("Address", hotkey.ss58()), ("Folder", wallet.folder),
        ]).text(width: width)
    }
}
