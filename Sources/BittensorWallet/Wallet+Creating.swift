// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
import SubstratePrimitives

extension Wallet {
    /// Writes the coldkey and `coldkeypub.txt`.
    ///
    /// With a password the coldkey is encrypted, which takes seconds and 512 MiB of memory. An empty password is refused;
    /// whether it is a good one is for `PasswordStrength` to say. Without `overwrite` nothing that is there is touched:
    /// throws `keyfileExists`.
    public func createColdkey(_ pair: KeyPair, password: SecretBytes?, overwrite: Bool = false) throws(WalletError) {
        try write(pair, to: coldkeyFile, publicFile: coldkeyPublicFile, password: password, overwrite: overwrite)
    }

    /// Writes the hotkey and its public file: see `createColdkey(_:password:overwrite:)`.
    public func createHotkey(
        _ pair: KeyPair, password: SecretBytes? = nil, overwrite: Bool = false
    ) throws(WalletError) {
        try write(pair, to: hotkeyFile, publicFile: hotkeyPublicFile, password: password, overwrite: overwrite)
    }

    /// Writes `coldkeypub.txt` alone: a wallet that can be looked at and not spent from.
    ///
    /// Throws `keyfileExists` without `overwrite`, and whenever the coldkey beside it is known to be another one.
    public func createColdkeyPublic(_ key: PublicKey, overwrite: Bool = false) throws(WalletError) {
        try write(key, to: coldkeyPublicFile, beside: coldkeyFile, overwrite: overwrite)
    }

    /// Writes the hotkey's public file alone: see `createColdkeyPublic(_:overwrite:)`.
    public func createHotkeyPublic(_ key: PublicKey, overwrite: Bool = false) throws(WalletError) {
        try write(key, to: hotkeyPublicFile, beside: hotkeyFile, overwrite: overwrite)
    }

    private func write(
        _ pair: KeyPair, to file: Keyfile, publicFile: Keyfile, password: SecretBytes?, overwrite: Bool
    ) throws(WalletError) {
        if !overwrite {
            // Spares the work; the race with another writer is settled by `publish`.
            for file in [file, publicFile] where file.exists { throw StagedFile.failure(file.path, .exists) }
        }
        var secret = KeyfileRecord.json(pair)
        if let password { secret = try Keyfile.sealed(secret, password: password) }
        try writing(file) { () throws(WalletError) in
            try publish(secret, as: file, KeyfileRecord.json(pair.publicKey), as: publicFile, overwrite: overwrite)
        }
    }

    private func write(
        _ key: PublicKey, to publicFile: Keyfile, beside file: Keyfile, overwrite: Bool
    ) throws(WalletError) {
        if let account = try? file.read().publicKey.accountID, account != key.accountID {
            throw WalletError(
                .keyfileExists, "\(quoted(file.path)) holds another key, \(account): the two files must agree")
        }
        try writing(publicFile) { () throws(WalletError) in
            try StagedFile(KeyfileRecord.json(key), for: publicFile.path).publish(overwrite: overwrite)
        }
    }

    /// Makes the folder of `file`, keeps other writers out, and runs `body`.
    private func writing(_ file: Keyfile, _ body: () throws(WalletError) -> Void) throws(WalletError) {
        let folder = StagedFile.split(file.path).folder
        try Folder.ensure(folder) { () throws(WalletError) in try FolderLock.hold(folder, body) }
    }

    private func publish(
        _ secret: SecretBytes, as file: Keyfile, _ publicRecord: SecretBytes, as publicFile: Keyfile, overwrite: Bool
    ) throws(WalletError) {
        for file in [file, publicFile] {
            if overwrite { try StagedFile.requireNoLink(file.path) }
            StagedFile.removeLeftovers(of: file.path)
        }
        // A full disk shows here, before anything has changed.
        let stagedSecret = try StagedFile(secret, for: file.path)
        let stagedPublic = try StagedFile(publicRecord, for: publicFile.path)
        if overwrite {
            // At no moment may the public file name a key whose secret is not beside it: money would go there.
            do throws(SystemCall.Failure) {
                try SystemCall.remove(publicFile.path)
            } catch {
                guard error.isMissing else { throw StagedFile.failure(publicFile.path, error) }
            }
        }
        try stagedSecret.publish(overwrite: overwrite)
        try stagedPublic.publish(overwrite: overwrite)
    }
}
