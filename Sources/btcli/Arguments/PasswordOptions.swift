// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// Where the password of an encrypted key comes from. Never from an argument: other users see those.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file whose first line is the password; - is standard input.",
            discussion: "Without it: BT_WALLET_PASSWORD, BT_PW_<keyfile>, BT_WALLET_PASSWORD_FILE, or a question.",
            valueName: "file"))
    var passwordFile: String?

    @Option(
        help: ArgumentHelp("An open file descriptor whose next line is the password.", valueName: "number"))
    var passwordFd: Int32?

    /// The options that were given.
    var givenOptions: [String] {
        [(passwordFile != nil, "--password-file"), (passwordFd != nil, "--password-fd")].filter(\.0).map(\.1)
    }

    func validate() throws {
        guard givenOptions.count <= 1 else {
            throw CLIError(.usage, "--password-file and --password-fd say the same thing twice: give one of them")
        }
    }

    /// Refuses a password for a key that will have none.
    ///
    /// - Parameter reason: such as `--no-password`.
    func requireNone(with reason: String) throws(CLIError) {
        guard let option = givenOptions.first else { return }
        throw CLIError(.usage, "\(option) has no effect \(reason): leave one out")
    }

    /// How often someone may mistype a password.
    private static let mostTries = 3

    /// The coldkey pair of a wallet, opened with its password if it has one.
    ///
    /// - Parameter purpose: what it is opened for, such as `to sign 'transfer'`.
    func coldkey(of wallet: Wallet, _ purpose: String, on console: Console) async throws -> KeyPair {
        let isEncrypted = try wallet.isColdkeyEncrypted
        return try await opening(
            wallet.coldkeyFile, wallet.coldkeyTitle, purpose, isEncrypted: isEncrypted, on: console
        ) {
            (password) throws(WalletError) in try wallet.coldkey(password: password)
        }
    }

    /// The hotkey pair of a wallet, opened with its password if it has one.
    func hotkey(of wallet: Wallet, _ purpose: String, on console: Console) async throws -> KeyPair {
        let isEncrypted = try wallet.isHotkeyEncrypted
        return try await opening(
            wallet.hotkeyFile, wallet.hotkeyTitle, purpose, isEncrypted: isEncrypted, on: console
        ) {
            (password) throws(WalletError) in try wallet.hotkey(password: password)
        }
    }

    /// Does something with the password of a file: the one that is given, or the first that is typed and fits.
    ///
    /// - Parameters:
    ///   - title: whose it is, such as `the coldkey of me`.
    ///   - purpose: what it is opened for, such as `to sign 'transfer'`.
    func opening<Result>(
        _ file: Keyfile, _ title: String, _ purpose: String, isEncrypted: Bool, on console: Console,
        _ body: (SecretBytes?) throws(WalletError) -> Result
    ) async throws -> Result {
        for concern in file.concerns { console.warn("\(concern)") }
        console.terminal.expectsSecret()
        guard isEncrypted else {
            if let option = givenOptions.first {
                console.warn("\(file.path) is not encrypted: \(option) has no effect")
            }
            return try body(nil)
        }
        if let given = try await given(for: file, on: console) {
            return try await console.working("Opening \(title)", atOnce: true) { try body(given) }
        }
        // Nothing is shown between the tries either: an impatient person types on.
        return try await console.hidingTyping { try await openingAsked(title, purpose, on: console, body) }
    }

    private func openingAsked<Result>(
        _ title: String, _ purpose: String, on console: Console,
        _ body: (SecretBytes?) throws(WalletError) -> Result
    ) async throws -> Result {
        var failures: [WalletError] = []
        while true {
            do {
                let password = try await typed("Password of \(title), \(purpose)", on: console)
                return try await console.working("Opening \(title)", atOnce: true) { try body(password) }
            } catch let error as WalletError where error.code == .wrongPassword {
                failures.append(error)
                guard failures.count < Self.mostTries else { throw error }
                console.say("The password is wrong. Try again.")
            } catch let error as CLIError where error.code == .noAnswer {
                throw failures.last ?? error
            }
        }
    }

    /// A new password for a key: given, or asked for twice.
    ///
    /// - Parameters:
    ///   - title: whose it is, such as `the coldkey of me`.
    ///   - alternative: the option that does without a password, for someone who cannot be asked.
    func newPassword(
        for file: Keyfile, _ title: String, orNone alternative: String? = nil, on console: Console
    ) async throws -> SecretBytes {
        if let given = try await given(for: file, on: console) { return try console.accept(newPassword: given) }
        return try await console.askNewPassword(of: title, option: Self.optionName(orNone: alternative))
    }

    private func typed(_ question: String, on console: Console) async throws -> SecretBytes {
        // The Python wallets' prompts cut blanks at both ends, so that no password typed there has any.
        try await console.askSecret(question, option: Self.optionName(orNone: nil)).trimmingBlanks
    }

    private static func optionName(orNone alternative: String?) -> String {
        "--password-file" + (alternative.map { " or \($0)" } ?? "")
    }

    /// The password from wherever nobody has to be asked.
    private func given(for file: Keyfile, on console: Console) async throws -> SecretBytes? {
        if let passwordFile { return try await SecretSource.line(atPath: passwordFile, on: console) }
        if let passwordFd { return try await SecretSource.line(ofDescriptor: passwordFd, on: console) }
        let environment = console.environment
        console.terminal.expectsSecret()
        if let plain = environment["BT_WALLET_PASSWORD"] { return SecretBytes(utf8: plain) }
        let variable = KeyfilePassword.variableName(forKeyfile: file.path)
        if let value = environment[variable] { return try KeyfilePassword.decode(value: value, name: variable) }
        if let path = environment["BT_WALLET_PASSWORD_FILE"] {
            return try await SecretSource.line(atPath: path, on: console)
        }
        return nil
    }
}

extension Wallet {
    /// What questions call its keys.
    var coldkeyTitle: String { "the coldkey of \(name.printable)" }
    var hotkeyTitle: String { "the hotkey \(hotkeyName.printable) of \(name.printable)" }
}
