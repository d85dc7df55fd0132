// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet

/// `btcli wallet change-password`: another password for a key, or none.
struct WalletChangePassword: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "change-password",
        abstract: "Give the coldkey another password.",
        discussion: "--password-file and --password-fd name the present password, as everywhere.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var newPassword: NewPasswordOptions

    @Flag(help: "Change the hotkey's password, not the coldkey's.")
    var useHotkey = false

    @Flag(help: "Take the password away: whoever reads the file owns the key.")
    var noPassword = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard noPassword, let option = newPassword.givenOptions.first else { return }
        throw CLIError(.usage, "\(option) has no effect with --no-password: leave one out")
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: useHotkey)
        let file = useHotkey ? wallet.hotkeyFile : wallet.coldkeyFile
        let title = useHotkey ? wallet.hotkeyTitle : wallet.coldkeyTitle
        // The old password is proved before a new one is asked for.
        let old = try await password.opening(
            file, title, "to change it", isEncrypted: useHotkey ? wallet.isHotkeyEncrypted : wallet.isColdkeyEncrypted,
            on: console
        ) { (password) throws(WalletError) in
            _ = try file.keyPair(password: password)
            return password
        }
        let new = noPassword ? nil : try await newPassword.password(of: title, console)
        if new != nil { console.say("Encrypting…") }
        try file.changePassword(from: old, to: new)
        try console.show(ChangedFileAnswer(file: file, encryption: try file.encryption()))
        return .done
    }
}

/// A key file as it is now.
struct ChangedFileAnswer: Answer {
    let file: Keyfile
    let encryption: KeyfileEncryption

    var document: OutputDocument {
        ["path": .string(file.path), "encrypted": .bool(encryption != .none)]
    }

    func text(width: Int?) -> StyledText {
        Facts([("File", file.path), ("Encrypted", encryption == .none ? "no" : "yes")]).text(width: width)
    }
}
