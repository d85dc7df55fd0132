// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstrateRPC

/// The first words of a client: what it can, and who it is.
struct ConnectDocument {
    /// The JSON behind `CONNECT`.
    let bytes: [UInt8]

    /// - Throws: `authenticationRefused` where the server does not ask for a signature and the client has nothing else.
    init(
        _ configuration: NATSConfiguration, to server: NATSServer, info: NATSServerInfo, isSecure: Bool
    ) throws(NATSError) {
        var members: [String: JSONValue] = [
            "verbose": false, "pedantic": false, "tls_required": .bool(isSecure), "lang": "swift", "version": "1",
            "protocol": 1, "headers": true, "no_responders": true, "name": .string(configuration.name),
        ]
        func signature(by key: NATSKey) throws(NATSError) -> JSONValue {
            guard let nonce = info.nonce else {
                throw NATSError(
                    .authenticationRefused, "\(server) asks for no key: it knows its users by passwords, or knows none")
            }
            return .string(key.signature(of: nonce))
        }
        switch (server.credentials ?? configuration.credentials)?.kind {
        case .password(let user, let password):
            members["user"] = .string(user)
            members["pass"] = .string(Self.text(password))
        case .token(let token): members["auth_token"] = .string(Self.text(token))
        case .key(let key):
            members["nkey"] = .string(key.publicKey)
            members["sig"] = try signature(by: key)
        case .signedUser(let jwt, let key):
            members["jwt"] = .string(Self.text(jwt))
            members["sig"] = try signature(by: key)
        case nil: break
        }
        bytes = JSONValue.object(members).serialized()
    }

    private static func text(_ secret: SecretBytes) -> String {
        secret.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}
