// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives

extension KeyfileRecord {
    /// The JSON of a secret key, readable by every wallet release.
    ///
    /// `cryptoType` stands in it for ed25519 only: releases up to 4.0.1 refuse a file with a number in it, and could not
    /// hold such a key anyway.
    static func json(_ pair: KeyPair) -> SecretBytes {
        var fields = publicFields(pair.publicKey)
        fields.append(("privateKey", pair.privateKey.hexText))
        if let mnemonic = pair.mnemonic {
            fields.append(("secretPhrase", mnemonic.secretPhrase))
        }
        if let seed = pair.seed { fields.append(("secretSeed", seed.hexText)) }
        return json(fields, scheme: pair.scheme)
    }

    /// The JSON of a public key.
    static func json(_ key: PublicKey) -> SecretBytes { json(publicFields(key), scheme: key.scheme) }

    private static func publicFields(_ key: PublicKey) -> [(String, SecretBytes)] {
        [
            ("accountId", SecretBytes(utf8: key.accountID.hex)),
            ("publicKey", SecretBytes(utf8: key.accountID.hex)),
            ("ss58Address", SecretBytes(utf8: key.accountID.ss58())),
        ]
    }

    /// No value needs an escape: they are hex, base58 and words.
    private static func json(_ fields: [(String, SecretBytes)], scheme: KeyScheme) -> SecretBytes {
        var parts: [SecretBytes] = []
        for (index, field) in fields.enumerated() {
            parts += [
                SecretBytes(utf8: "\(index == 0 ? "{" : ",")\"\(field.0)\":\""), field.1, SecretBytes(utf8: "\""),
            ]
        }
        parts.append(SecretBytes(utf8: scheme == .sr25519 ? "}" : ",\"cryptoType\":\(scheme.rawValue)}"))
        return SecretBytes(joining: parts)
    }
}
