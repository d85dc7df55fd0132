import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// Where the password of an encrypted key comes from. Never from an argument: other users see those.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file whose first line is the password.",
            discussion: "Without it: BT_WALLET_PASSWORD, BT_PW_<keyfile>, BT_WALLET_PASSWORD_FILE, or a question.",
            valueName: "file"))
    var passwordFile: String?

    /// The coldkey pair of a wallet, opened with its password if it has one.
    func coldkey(of wallet: Wallet, on console: Console) async throws -> KeyPair {
        guard try wallet.isColdkeyEncrypted else { return try wallet.coldkey() }
        let password = try await password(for: wallet.coldkeyFile, on: console)
        console.detail("Decrypting…")
        return try wallet.coldkey(password: password)
    }

    /// The hotkey pair of a wallet, opened with its password if it has one.
    func hotkey(of wallet: Wallet, on console: Console) async throws -> KeyPair {
        guard try wallet.isHotkeyEncrypted else { return try wallet.hotkey() }
        return try wallet.hotkey(password: try await password(for: wallet.hotkeyFile, on: console))
    }

    private func password(for file: Keyfile, on console: Console) async throws -> SecretBytes {
        if let given = try given(for: file, console.environment) { return given }
        return try await typed("Enter your password", on: console)
    }

    /// A new password for a key: given, or asked for twice.
    ///
    /// - Parameter alternative: the option that does without a password, for someone who cannot be asked.
    func newPassword(
        for file: Keyfile, orNone alternative: String? = nil, on console: Console
    ) async throws -> SecretBytes {
        if let given = try given(for: file, console.environment) {
            try PasswordStrength.check(given)
            return given
        }
        while true {
            let password = try await typed("Enter your password", orNone: alternative, on: console)
            do {
                try PasswordStrength.check(password)
            } catch {
                console.say("\(error.reason). Try again.")
                continue
            }
            if try await typed("Retype your password", on: console) == password { return password }
            console.say("The passwords do not match. Try again.")
        }
    }

    private func typed(
        _ question: String, orNone alternative: String? = nil, on console: Console
    ) async throws -> SecretBytes {
        let option = "--password-file" + (alternative.map { " or \($0)" } ?? "")
        // The Python wallets' prompts cut blanks at both ends, so that no password typed there has any.
        return try await console.askSecret(question, option: option).trimmingBlanks
    }

    /// The password from wherever nobody has to be asked.
    private func given(for file: Keyfile, _ environment: Environment) throws(WalletError) -> SecretBytes? {
        if let passwordFile { return try SecretFile(path: passwordFile).firstLine() }
        if let plain = environment["BT_WALLET_PASSWORD"] { return SecretBytes(utf8: plain) }
        let variable = KeyfilePassword.variableName(forKeyfile: file.path)
        if let value = environment[variable] { return try KeyfilePassword.decode(value: value, name: variable) }
        if let path = environment["BT_WALLET_PASSWORD_FILE"] { return try SecretFile(path: path).firstLine() }
        return nil
    }
}

extension SecretBytes {
    /// Without the blanks at both ends.
    fileprivate var trimmingBlanks: SecretBytes {
        let kept = withUnsafeBytes { bytes in
            func isInk(_ byte: UInt8) -> Bool { byte > UInt8(ascii: " ") }
            let end = bytes.lastIndex(where: isInk).map { $0 + 1 } ?? 0
            return min(bytes.firstIndex(where: isInk) ?? 0, end)..<end
        }
        return self[kept]
    }
}
