// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet

/// `btcli wallet update`: the encryption of today for files of old.
struct WalletUpdate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Encrypt the keys of a wallet the way all tools do today, where they are encrypted in an older way.",
        discussion: """
            Passwords stay the same. Keys that are not encrypted, or are already as they should be, are left alone.
            """)

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions

    @Flag(help: "Update every wallet of the folder.")
    var all = false

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let files = try await files(console)
        var updates: [WalletUpdateAnswer.File] = []
        for file in files where file.exists {
            let before = try file.encryption()
            let isOld = before == .ansibleVault || before == .fernet
            var isUpdated = false
            if isOld {
                console.say("\(file.path) is encrypted with \(before).")
                isUpdated = try await password.opening(
                    file, file.path.printable, "to encrypt it anew", isEncrypted: true, on: console
                ) {
                    (password) throws(WalletError) in
                    try password.map { (password) throws(WalletError) in
                        try file.upgradeEncryption(password: password)
                    } ?? false
                }
            }
            updates.append(
                WalletUpdateAnswer.File(
                    path: file.path, before: before, after: try file.encryption(), isUpdated: isUpdated))
        }
        try console.show(WalletUpdateAnswer(files: updates))
        return .done
    }

    private func files(_ console: Console) async throws -> [Keyfile] {
        var options = wallet
        if all {
            options.name = nil
        } else {
            options.name = try await wallet.wallet(askingOn: console, forHotkey: false).name
        }
        var files: [Keyfile] = []
        for listing in try options.listing(console) {
            options.name = listing.name
            options.hotkey = nil
            files.append(try options.wallet(console).coldkeyFile)
            for hotkey in listing.hotkeys {
                options.hotkey = hotkey.name
                files.append(try options.wallet(console).hotkeyFile)
            }
        }
        return files
    }
}

/// The key files that were looked at.
struct WalletUpdateAnswer: Answer {
    struct File: Sendable {
        let path: String
        let before: KeyfileEncryption
        let after: KeyfileEncryption
        let isUpdated: Bool
    }

    let files: [File]

    var document: OutputDocument {
        [
            "files": .array(
                files.map { file in
                    [
                        "path": .string(file.path), "encryption_before": .string(Self.name(file.before)),
                        "encryption": .string(Self.name(file.after)), "updated": .bool(file.isUpdated),
                    ]
                })
        ]
    }

    private static func name(_ encryption: KeyfileEncryption) -> String {
        switch encryption {
        case .none: "none"
        case .nacl: "nacl"
        case .ansibleVault: "ansible_vault"
        case .fernet: "fernet"
        }
    }

    func text(width: Int?) -> StyledText {
        guard !files.isEmpty else { return "There are no key files" }
        return Facts(
            files.map { file in
                (
                    file.path,
                    file.isUpdated
                        ? "updated from \(file.before)" : file.after == .none ? "not encrypted" : "up to date"
                )
            }
        ).text(width: width)
    }
}
