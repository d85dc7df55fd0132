// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
public import SubstratePrimitives

extension Wallet {
    /// The hotkey pair. Hotkeys are not encrypted as a rule; one that is needs its password.
    public func hotkey(password: SecretBytes? = nil) throws(WalletError) -> KeyPair {
        try checkHotkey()
        return try hotkeyFile.keyPair(password: password)
    }

    /// The hotkey's account, from the public file or else from the hotkey file.
    public func hotkeyPublic() throws(WalletError) -> AccountID {
        try hotkeyPublicKey().accountID
    }

    /// The hotkey's public half with its scheme.
    public func hotkeyPublicKey() throws(WalletError) -> PublicKey {
        let file = hotkeyPublicFile.exists ? hotkeyPublicFile : hotkeyFile
        if file == hotkeyFile { try checkHotkey() }
        return try file.read().publicKey
    }

    /// The coldkey pair. Opening an encrypted one takes seconds and 512 MiB of memory.
    public func coldkey(password: SecretBytes? = nil) throws(WalletError) -> KeyPair {
        try checkColdkey()
        return try coldkeyFile.keyPair(password: password)
    }

    /// The coldkey's account, from `coldkeypub.txt`: needs no password.
    public func coldkeyPublic() throws(WalletError) -> AccountID {
        try coldkeyPublicKey().accountID
    }

    /// The coldkey's public half with its scheme.
    public func coldkeyPublicKey() throws(WalletError) -> PublicKey {
        if let standIn { return PublicKey(standIn) }
        try checkFolder()
        return try coldkeyPublicFile.read().publicKey
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
            try checkHotkey()
            return try hotkeyFile.encryption() != .none
        }
    }

    /// Whether the wallet has a folder.
    public var exists: Bool { Folder.exists(folder) }

    /// Throws unless the file of the coldkey is there: what cannot sign is told from what is not there at all.
    package func checkColdkey() throws(WalletError) {
        try checkFolder()
        guard !coldkeyFile.exists, coldkeyPublicFile.exists else { return }
        throw WalletError(
            .publicKeyOnly,
            "the wallet \(excerpt(name)) can only be watched: there is its public coldkey and no \(quoted(coldkeyFile.path)); "
                + "what signs needs the coldkey itself, made again from its mnemonic")
    }

    /// Throws, with the hotkeys that the wallet has, unless the file of this one is there.
    package func checkHotkey() throws(WalletError) {
        try checkFolder()
        if hotkeyFile.exists { return }
        if hotkeyPublicFile.exists {
            throw WalletError(
                .publicKeyOnly,
                "the hotkey \(excerpt(hotkeyName)) can only be watched: there is its public half and no "
                    + quoted(hotkeyFile.path))
        }
        let others = try Self.list(path: root).first { $0.name == name }?.hotkeys.map(\.name) ?? []
        throw WalletError(
            .keyfileMissing,
            "there is no hotkey \(excerpt(hotkeyName)) at \(quoted(hotkeyFile.path)): \(Self.choice(of: others, "hotkey"))"
        )
    }

    private func checkFolder() throws(WalletError) {
        if exists { return }
        let others = try Self.list(path: root).map(\.name)
        throw WalletError(
            .walletMissing,
            "there is no wallet \(excerpt(name)) at \(quoted(folder)): \(Self.choice(of: others, "wallet"))")
    }

    /// Words about what there is instead.
    private static func choice(of names: [String], _ noun: String) -> String {
        guard let last = names.last else { return "make it first, or check its name and path" }
        let most = 12
        let shown = names.prefix(most).map { excerpt($0) }.joined(separator: ", ")
        if names.count > most { return "there are \(names.count), such as \(shown)" }
        return names.count == 1 ? "the only \(noun) there is \(excerpt(last))" : "there are \(shown)"
    }
}
