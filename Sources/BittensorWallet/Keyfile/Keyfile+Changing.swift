// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys

extension Keyfile {
    /// Encrypts the file with another password, or with none; the key in it stays the same.
    ///
    /// The old file is there, whole, until the new one is. Takes seconds and 512 MiB of memory for each password. Throws
    /// what `read(password:)` throws, `weakPassword` for an empty new password, and `busy` when somebody else changed the
    /// file meanwhile.
    public func changePassword(from old: SecretBytes?, to new: SecretBytes?) throws(WalletError) {
        // Before anything that takes seconds.
        if let new { try Self.requireText(new) }
        let before = try bytes()
        let text = try opened(before, password: old)
        try replace(
            before, with: try new.map { (new) throws(WalletError) in try Self.sealed(text, password: new) } ?? text)
    }

    /// Encrypts an Ansible Vault or Fernet file the way all tools do today, under the same password.
    ///
    /// - Returns: whether there was something to do: false for plain files and those of today.
    public func upgradeEncryption(password: SecretBytes) throws(WalletError) -> Bool {
        let before = try bytes()
        switch KeyfileEncryption(of: before) {
        case .none, .nacl: return false
        case .ansibleVault, .fernet: break
        }
        let text = try opened(before, password: password)
        try replace(before, with: try Self.sealed(text, password: password))
        return true
    }

    /// Copies the file as it is, encrypted or not: whole or not at all, for its owner only, and over nothing.
    public func copy(to other: Keyfile) throws(WalletError) {
        let bytes = try fileBytes()
        let folder = StagedFile.split(other.path).folder
        try Folder.ensure(folder) { () throws(WalletError) in
            try FolderLock.hold(folder) { () throws(WalletError) in
                StagedFile.removeLeftovers(of: other.path)
                try StagedFile(bytes, for: other.path).publish(overwrite: false)
            }
        }
    }

    /// The content of a keyfile that holds `text` under a password; throws `weakPassword` for an empty one.
    static func sealed(_ text: SecretBytes, password: SecretBytes) throws(WalletError) -> SecretBytes {
        try requireText(password)
        return try NaClBox(password: password).seal(text)
    }

    private static func requireText(_ password: SecretBytes) throws(WalletError) {
        guard !password.isEmpty else {
            throw WalletError(.weakPassword, "the password is empty: choose one, or write the key unencrypted")
        }
    }

    /// The JSON in `bytes`, which must hold a key pair: nothing else is ever encrypted.
    private func opened(_ bytes: SecretBytes, password: SecretBytes?) throws(WalletError) -> SecretBytes {
        let text = try open(bytes, password: password)
        guard case .keyPair = try content(text) else {
            throw WalletError(.publicKeyOnly, "\(quoted(path)) holds only a public key: there is nothing to encrypt")
        }
        return text
    }

    private func replace(_ before: SecretBytes, with after: SecretBytes) throws(WalletError) {
        try FolderLock.hold(StagedFile.split(path).folder) { () throws(WalletError) in
            guard try bytes() == before else {
                throw WalletError(.busy, "another program has changed \(quoted(path)) meanwhile: try again")
            }
            StagedFile.removeLeftovers(of: path)
            try StagedFile(after, for: path).publish(overwrite: true)
        }
    }
}
