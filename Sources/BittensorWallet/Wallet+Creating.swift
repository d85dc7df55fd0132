public import SubstrateKeys

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

    private func write(
        _ pair: KeyPair, to file: Keyfile, publicFile: Keyfile, password: SecretBytes?, overwrite: Bool
    ) throws(WalletError) {
        if !overwrite {
            // Spares the work; the race with another writer is settled by `publish`.
            for file in [file, publicFile] where file.exists { throw StagedFile.failure(file.path, .exists) }
        }
        var secret = KeyfileRecord.json(pair)
        if let password {
            guard !password.isEmpty else {
                throw WalletError(.weakPassword, "the password is empty: choose one, or write the key unencrypted")
            }
            secret = try NaClBox(password: password).seal(secret)
        }
        try Folder.ensure(file == hotkeyFile ? "\(folder)/hotkeys" : folder) { () throws(WalletError) in
            try publish(secret, as: file, KeyfileRecord.json(pair.publicKey), as: publicFile, overwrite: overwrite)
        }
    }

    private func publish(
        _ secret: SecretBytes, as file: Keyfile, _ publicRecord: SecretBytes, as publicFile: Keyfile, overwrite: Bool
    ) throws(WalletError) {
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
