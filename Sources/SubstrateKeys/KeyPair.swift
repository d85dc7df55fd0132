// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A secret key with its public key. It signs; it never prints its secret.
///
/// ```swift
/// let alice = try KeyPair(uri: "//Alice")
/// let signature = alice.sign(message)
/// ```
public struct KeyPair: Sendable {
    private enum Secret: Sendable {
        case sr25519(Sr25519SecretKey)
        case ed25519(Ed25519SecretKey)
    }

    private let secret: Secret

    /// The words that this pair was made from, if it was made from words alone: they bring it back.
    public let mnemonic: Mnemonic?
    /// The 32-byte mini secret that this pair was made from, if it was made from words or a seed.
    public let seed: SecretBytes?

    private init(_ secret: Secret, mnemonic: Mnemonic? = nil, seed: SecretBytes? = nil) {
        self.secret = secret
        self.mnemonic = mnemonic
        self.seed = seed
    }

    /// The pair of a mnemonic and, if there is one, of the password that belongs to it.
    public init(
        mnemonic: Mnemonic, password: SecretBytes? = nil, scheme: KeyScheme = .sr25519
    ) throws(KeysError) {
        let seed = mnemonic.seed(password: password)
        let isWholeSecret = password?.isEmpty ?? true
        self.init(
            try Self.secret(seed: seed, scheme: scheme), mnemonic: isWholeSecret ? mnemonic : nil, seed: seed)
    }

    /// The pair of a 32-byte mini secret.
    public init(seed: SecretBytes, scheme: KeyScheme = .sr25519) throws(KeysError) {
        self.init(try Self.secret(seed: Self.checkedSeed(seed), scheme: scheme), seed: seed)
    }

    /// The pair of a private key as keyfiles hold it: 64 bytes for sr25519, the 32-byte seed for ed25519.
    public init(privateKey: SecretBytes, scheme: KeyScheme = .sr25519) throws(KeysError) {
        switch scheme {
        case .sr25519:
            self.init(.sr25519(try Sr25519SecretKey(bytes: privateKey)))
        case .ed25519:
            guard privateKey.count == 32 else {
                throw KeysError(.invalidPrivateKey, "an ed25519 private key is 32 bytes, not \(privateKey.count)")
            }
            self.init(.ed25519(Ed25519SecretKey(seed: privateKey)))
        }
    }

    /// The sr25519 pair of 64 bytes as an expanded ed25519 key has them, which is how polkadot-js exports them.
    package init(ed25519Form privateKey: SecretBytes) throws(KeysError) {
        self.init(.sr25519(try Sr25519SecretKey(ed25519Form: privateKey)))
    }

    /// The pair of a secret URI such as `//Alice`, `word word …//path///password` or `0x…//path`.
    public init(uri: String, scheme: KeyScheme = .sr25519) throws(KeysError) {
        try self.init(SecretURI(uri), scheme: scheme)
    }

    /// The pair of a parsed secret URI.
    public init(_ uri: SecretURI, scheme: KeyScheme = .sr25519) throws(KeysError) {
        let root =
            switch uri.root {
            case .mnemonic(let mnemonic): mnemonic.seed(password: uri.password)
            case .seed(let seed): seed
            }
        var secret = try Self.secret(seed: root, scheme: scheme)
        for junction in uri.junctions {
            switch secret {
            case .sr25519(let key): secret = .sr25519(try key.derived(junction))
            case .ed25519(let key): secret = .ed25519(try key.derived(junction))
            }
        }
        self.init(secret)
    }

    /// The same pair without the words and the seed that it was made from: what signs needs neither.
    public func forgettingOrigin() -> KeyPair { KeyPair(secret) }

    /// Signs `message` as it is. sr25519 signatures are randomised: no two are alike.
    public func sign(_ message: some Collection<UInt8>) -> Signature {
        switch secret {
        case .sr25519(let key): Signature(unchecked: key.sign(message), scheme: .sr25519)
        case .ed25519(let key): Signature(unchecked: key.sign(message), scheme: .ed25519)
        }
    }

    public var scheme: KeyScheme {
        switch secret {
        case .sr25519: .sr25519
        case .ed25519: .ed25519
        }
    }

    /// The 32 bytes of the public key.
    public var accountID: AccountID {
        switch secret {
        case .sr25519(let key): key.publicKey
        case .ed25519(let key): key.publicKey
        }
    }

    public var publicKey: PublicKey { PublicKey(accountID, scheme: scheme) }

    /// The private key as keyfiles hold it: see `init(privateKey:scheme:)`.
    public var privateKey: SecretBytes {
        switch secret {
        case .sr25519(let key): key.bytes
        case .ed25519(let key): key.seed
        }
    }

    static func checkedSeed(_ seed: SecretBytes) throws(KeysError) -> SecretBytes {
        guard seed.count == 32 else {
            throw KeysError(.invalidSeed, "a seed is 32 bytes (64 hex digits), not \(seed.count)")
        }
        return seed
    }

    private static func secret(seed: SecretBytes, scheme: KeyScheme) throws(KeysError) -> Secret {
        switch scheme {
        case .sr25519: .sr25519(try Sr25519SecretKey(seed: seed))
        case .ed25519: .ed25519(Ed25519SecretKey(seed: seed))
        }
    }
}

extension KeyPair: CustomStringConvertible, CustomReflectable {
    /// The public half: scheme and address.
    public var description: String { "KeyPair(\(scheme), \(accountID))" }
    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
