// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys

/// Who a client says it is, and by what it proves that. Never shown.
public struct NATSCredentials: Sendable, CustomStringConvertible, CustomReflectable {
    enum Kind: Sendable {
        case password(user: String, SecretBytes)
        case token(SecretBytes)
        case key(NATSKey)
        case signedUser(SecretBytes, NATSKey)
    }

    let kind: Kind

    /// A name and a password.
    public static func user(_ name: String, password: SecretBytes) -> NATSCredentials {
        NATSCredentials(kind: .password(user: name, password))
    }

    /// A token that stands for everybody who has it.
    public static func token(_ token: SecretBytes) -> NATSCredentials { NATSCredentials(kind: .token(token)) }

    /// A key that signs what the server asks.
    public static func key(_ key: NATSKey) -> NATSCredentials { NATSCredentials(kind: .key(key)) }

    /// What an account's owner has signed for a user (a JWT), and the user's key.
    public static func signedUser(jwt: SecretBytes, key: NATSKey) -> NATSCredentials {
        NATSCredentials(kind: .signedUser(jwt, key))
    }

    public var description: String {
        switch kind {
        case .password: "(user and password)"
        case .token: "(token)"
        case .key(let key), .signedUser(_, let key): "(key \(key.publicKey))"
        }
    }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
