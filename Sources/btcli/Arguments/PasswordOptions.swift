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
        if let given = try given(for: file) { return given }
        return try await console.askSecret("Enter your password", option: "--password-file")
    }

    /// A new password for a key: given, or asked for twice.
    func newPassword(for file: Keyfile, on console: Console) async throws -> SecretBytes {
        if let given = try given(for: file) {
            try PasswordStrength.check(given)
            return given
        }
        while true {
            let password = try await console.askSecret("Enter your password", option: "--password-file (or --no-password)")
            do {
                try PasswordStrength.check(password)
            } catch {
                console.say(error.reason)
                continue
            }
            if try await console.askSecret("Retype your password", option: "--password-file") == password {
                return password
            }
            console.say("The passwords do not match.")
        }
    }

    /// The password from wherever nobody has to be asked.
    private func given(for file: Keyfile) throws(WalletError) -> SecretBytes? {
        if let passwordFile { return try SecretFile(path: passwordFile).firstLine() }
        if let plain = Environment["BT_WALLET_PASSWORD"] { return SecretBytes(utf8: plain) }
        let variable = KeyfilePassword.variableName(forKeyfile: file.path)
        if let value = Environment[variable] { return try KeyfilePassword.decode(value: value, name: variable) }
        if let path = Environment["BT_WALLET_PASSWORD_FILE"] { return try SecretFile(path: path).firstLine() }
        return nil
    }
}
