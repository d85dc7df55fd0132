public import SubstrateKeys

/// One file of a wallet: a key pair or a public key, encrypted or not.
public struct Keyfile: Hashable, Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Real files have well below 1 KiB.
    static let largestFile = 64 * 1024

    /// Whether there is something at the path.
    public var exists: Bool { (try? SystemCall.status(of: path)) != nil }

    /// How the file is encrypted, told from its first bytes.
    public func encryption() throws(WalletError) -> KeyfileEncryption { KeyfileEncryption(of: try bytes()) }

    /// What the file holds.
    ///
    /// Opening an encrypted file takes seconds and 512 MiB of memory. Throws `passwordNeeded`, `wrongPassword`,
    /// `unsupportedEncryption` or `corrupt`.
    public func read(password: SecretBytes? = nil) throws(WalletError) -> KeyfileContent {
        try read { () throws(WalletError) in
            guard let password else {
                throw WalletError(.passwordNeeded, "\(quoted(path)) is encrypted: give its password")
            }
            return try NaClBox(password: password)
        }
    }

    /// As `read(password:)`, with the box of the password; it is asked for only when the file is encrypted.
    func read(box: () throws(WalletError) -> NaClBox) throws(WalletError) -> KeyfileContent {
        let bytes = try bytes()
        let text: SecretBytes
        switch KeyfileEncryption(of: bytes) {
        case .none:
            text = bytes
        case .nacl:
            text = try box().open(bytes, path: path)
        case .ansibleVault, .fernet:
            throw WalletError(
                .unsupportedEncryption,
                "\(quoted(path)) is encrypted with \(KeyfileEncryption(of: bytes)), which this version does not open")
        }
        return try KeyfileRecord(parsing: text, path: path).content()
    }

    /// The key pair in the file; throws `publicKeyOnly` when there is no secret in it.
    public func keyPair(password: SecretBytes? = nil) throws(WalletError) -> KeyPair {
        switch try read(password: password) {
        case .keyPair(let pair): return pair
        case .publicKey(let key):
            throw WalletError(.publicKeyOnly, "\(quoted(path)) holds only the public key \(key): it cannot sign")
        }
    }

    private func bytes() throws(WalletError) -> SecretBytes {
        try SecretFile(path: path).read(noun: "keyfile", atMost: Self.largestFile)
    }
}

/// What a keyfile holds.
public enum KeyfileContent: Sendable {
    case keyPair(KeyPair)
    case publicKey(PublicKey)

    /// The public key, which both have.
    public var publicKey: PublicKey {
        switch self {
        case .keyPair(let pair): pair.publicKey
        case .publicKey(let key): key
        }
    }
}
