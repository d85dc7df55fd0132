// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
public import SubstratePrimitives

extension Wallet {
    /// The hotkey pair. Hotkeys are not encrypted as a rule; one that is needs its password.
    public func hotkey(password: SecretBytes? = nil) throws(WalletError) -> KeyPair {
        try checkFolder()
        return try hotkeyFile.keyPair(password: password)
    }

    /// The hotkey's account, from the public file or else from the hotkey file.
    public func hotkeyPublic() throws(WalletError) -> AccountID {
        try checkFolder()
        let file = hotkeyPublicFile.exists ? hotkeyPublicFile : hotkeyFile
        return try file.read().publicKey.accountID
    }

    /// The coldkey pair. Opening an encrypted one takes seconds and 512 MiB of memory.
    public func coldkey(password: SecretBytes? = nil) throws(WalletError) -> KeyPair {
        try checkColdkey()
        return try coldkeyFile.keyPair(password: password)
    }

    /// The coldkey's account, from `coldkeypub.txt`: needs no password.
    public func coldkeyPublic() throws(WalletError) -> AccountID {
        try checkFolder()
        return try coldkeyPublicFile.read().publicKey.accountID
    }

    /// Whether opening the coldkey takes a password.
    public var isColdkeyEncrypted: Bool {
        get throws(WalletError) {
            try checkColdkey()
            return try coldkeyFile.encryption() != .none
        }
    }

    /// Whether opening the hotkey takes a password.
    public var isHotkeyEncrypted: Bool {
        get throws(WalletError) {
            try checkFolder()
            return try hotkeyFile.encryption() != .none
        }
    }

    /// Whether the wallet has a folder.
    public var exists: Bool { Folder.exists(folder) }

    /// A wallet that was made to be looked at has no coldkey, and none to sign with.
    private func checkColdkey() throws(WalletError) {
        try checkFolder()
        guard coldkeyFile.exists || !coldkeyPublicFile.exists else {
            throw WalletError(
                .keyfileMissing,
                "the wallet \(excerpt(name)) has only the public half of its coldkey, and cannot sign: there is no "
                    + "\(quoted(coldkeyFile.path)); regenerate it from its mnemonic")
        }
    }

    private func checkFolder() throws(WalletError) {
        guard exists else {
            throw WalletError(
                .walletMissing,
                "there is no wallet \(excerpt(name)) at \(quoted(folder)): make it first, or check its name and path")
        }
    }
}
