// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

/// A password in the form that one kind of encryption needs it in: it opens keyfiles.
protocol KeyfileBox: Sendable {
    /// What the encrypted keyfile content `bytes` holds; throws `wrongPassword`, or `corrupt` for what is cut off or malformed.
    func open(_ bytes: SecretBytes, path: String) throws(WalletError) -> SecretBytes
}

extension KeyfileBox {
    static func wrongPassword(_ path: String) -> WalletError {
        WalletError(.wrongPassword, "the password does not open \(quoted(path)) (or the file is damaged)")
    }

    static func corrupt(_ path: String, _ encryption: KeyfileEncryption) -> WalletError {
        WalletError(.corrupt, "\(quoted(path)) is cut off or damaged: it is no whole \(encryption) file")
    }
}

extension KeyfileEncryption {
    /// Whether bytes that begin as such a file does go on as one.
    func isWhole(_ bytes: SecretBytes) -> Bool {
        switch self {
        case .none: true
        case .nacl: NaClBox.isWhole(bytes)
        #if LegacyKeyfiles
            case .ansibleVault: AnsibleVaultBox.isWhole(bytes)
            case .fernet: FernetBox.isWhole(bytes)
        #else
            // Refused by the name of its encryption.
            case .ansibleVault, .fernet: true
        #endif
        }
    }

    /// The box of a password; nil where nothing is encrypted. For NaCl and Fernet this is the part that takes seconds.
    func box(password: SecretBytes) throws(WalletError) -> (any KeyfileBox)? {
        switch self {
        case .none: nil
        case .nacl: try NaClBox(password: password)
        #if LegacyKeyfiles
            case .ansibleVault: AnsibleVaultBox(password: password)
            case .fernet: try FernetBox(password: password)
        #else
            case .ansibleVault, .fernet:
                throw WalletError(
                    .unsupportedEncryption,
                    "this program was built without the trait LegacyKeyfiles and opens no \(self) files: "
                        + "encrypt the file anew with `btcli wallet update`")
        #endif
        }
    }
}
