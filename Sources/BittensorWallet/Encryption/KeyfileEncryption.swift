// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

/// How a keyfile is encrypted.
public enum KeyfileEncryption: Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case none
    /// Argon2i and XSalsa20-Poly1305: what every tool has written since SDK 6.
    case nacl
    /// SDK 5 and older.
    case ansibleVault
    /// The oldest SDKs.
    case fernet

    init(of bytes: SecretBytes) {
        self =
            Self.allCases.first { encryption in
                guard let mark = encryption.mark else { return false }
                return bytes.withUnsafeBytes { $0.starts(with: mark.utf8) }
            } ?? .none
    }

    /// The text that such a file begins with.
    var mark: String? {
        switch self {
        case .none: nil
        case .nacl: "$NACL"
        case .ansibleVault: "$ANSIBLE_VAULT"
        case .fernet: "gAAAAA"
        }
    }

    public var description: String {
        switch self {
        case .none: "nothing"
        case .nacl: "NaCl"
        case .ansibleVault: "Ansible Vault"
        case .fernet: "Fernet"
        }
    }
}
