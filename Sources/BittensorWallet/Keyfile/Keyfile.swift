// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys

/// One file of a wallet: a key pair or a public key, encrypted or not.
public struct Keyfile: Hashable, Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Real files have well below 1 KiB.
    static let largestFile = 64 * 1024

    /// Whether there is something at the path.
    public var exists: Bool { (try? SystemCall.status(of: path)) != nil }

    /// How the file is encrypted; throws `corrupt` for one that is cut short.
    public func encryption() throws(WalletError) -> KeyfileEncryption { try encryption(of: bytes()) }

    /// What the file holds.
    ///
    /// Opening an encrypted file takes seconds, and 512 MiB of memory for NaCl. Throws `passwordNeeded`, `wrongPassword` or
    /// `corrupt`.
    public func read(password: SecretBytes? = nil) throws(WalletError) -> KeyfileContent {
        try content(try open(try bytes(), password: password))
    }

    func open(_ bytes: SecretBytes, password: SecretBytes?) throws(WalletError) -> SecretBytes {
        try open(bytes) { (encryption) throws(WalletError) in
            guard let password else {
                throw WalletError(.passwordNeeded, "\(quoted(path)) is encrypted: give its password")
            }
            return try encryption.box(password: password)
        }
    }

    /// The JSON in `bytes`, the file's content; a box is asked for only when that is encrypted.
    func open(
        _ bytes: SecretBytes, box: (KeyfileEncryption) throws(WalletError) -> (any KeyfileBox)?
    ) throws(WalletError) -> SecretBytes {
        let encryption = try encryption(of: bytes)
        guard encryption != .none, let box = try box(encryption) else { return bytes }
        return try box.open(bytes, path: path)
    }

    /// What the JSON of the file says.
    func content(_ text: SecretBytes) throws(WalletError) -> KeyfileContent {
        try KeyfileRecord(parsing: text, path: path).content()
    }

    /// The key pair in the file, for signing: without the words and the seed that `read(password:)` tells. Throws
    /// `publicKeyOnly` when there is no secret in it.
    public func keyPair(password: SecretBytes? = nil) throws(WalletError) -> KeyPair {
        switch try read(password: password) {
        case .keyPair(let pair): return pair.forgettingOrigin()
        case .publicKey(let key):
            throw WalletError(.publicKeyOnly, "\(quoted(path)) holds only the public key \(key): it cannot sign")
        }
    }

    /// Before a key is derived, which takes seconds: no password opens what is cut short.
    private func encryption(of bytes: SecretBytes) throws(WalletError) -> KeyfileEncryption {
        let encryption = KeyfileEncryption(of: bytes)
        guard encryption.isWhole(bytes) else {
            throw WalletError(
                .corrupt,
                "\(quoted(path)) is cut off or damaged: it is no whole \(encryption) file, and no password opens it")
        }
        return encryption
    }

    /// What the file says, whatever editor has been at it.
    func bytes() throws(WalletError) -> SecretBytes {
        let bytes = try fileBytes()
        return KeyfileEncryption(of: bytes) == .nacl ? bytes : try bytes.plainText(named: quoted(path))
    }

    func fileBytes() throws(WalletError) -> SecretBytes {
        try SecretFile(path: path).regularContents(noun: "keyfile", atMost: Self.largestFile)
    }
}

/// What a keyfile holds.
public enum KeyfileContent: Sendable {
    case keyPair(KeyPair)
    case publicKey(PublicKey)

    /// The pair, with the words or the seed that it was made from where the file holds them; nil for a public key.
    public var keyPair: KeyPair? {
        guard case .keyPair(let pair) = self else { return nil }
        return pair
    }

    /// The public key, which both have.
    public var publicKey: PublicKey {
        switch self {
        case .keyPair(let pair): pair.publicKey
        case .publicKey(let key): key
        }
    }
}
