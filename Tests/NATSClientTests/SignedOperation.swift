// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import SubstratePrimitives

@testable import NATSClient

/// An operator, an account and a user who signed for each other, as `nsc` makes them: JSON web tokens with nkeys.
struct SignedOperation {
    private struct Signer {
        let pair: KeyPair
        let name: String

        init(_ prefix: UInt8, seed: UInt8) throws {
            pair = try KeyPair(seed: SecretBytes([UInt8](repeating: seed, count: 32)), scheme: .ed25519)
            let body = [prefix] + pair.accountID.bytes
            let sum = CRC16.checksum(body)
            name = String(decoding: Base32.encode(body + [UInt8(sum & 0xff), UInt8(sum >> 8)]), as: UTF8.self)
        }

        func sign(_ subject: String, _ claims: String) -> String {
            let head = Base64.urlEncode(Array(#"{"typ":"JWT","alg":"ed25519-nkey"}"#.utf8))
            let body =
                #"{"jti":"1","iat":1700000000,"iss":"\#(name)","name":"n","sub":"\#(subject)","nats":\#(claims)}"#
            let signed = "\(head).\(Base64.urlEncode(Array(body.utf8)))"
            return "\(signed).\(Base64.urlEncode(pair.sign(Array(signed.utf8)).bytes))"
        }
    }

    /// What stands in the server's configuration.
    let configuration: String
    /// The user's file.
    let credentials: String

    init() throws {
        let system = try Signer(0, seed: 4)
        let (operator_, account) = (try Signer(14 << 3, seed: 1), try Signer(0, seed: 2))
        let user = NATSKey.random()
        let limits =
            #""limits":{"subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,"wildcards":true,"conn":-1,"leaf":-1}"#
        func accountToken(_ name: String) -> String {
            operator_.sign(
                name, #"{\#(limits),"default_permissions":{"pub":{},"sub":{}},"type":"account","version":2}"#)
        }
        let operatorToken = operator_.sign(
            operator_.name, #"{"type":"operator","version":2,"system_account":"\#(system.name)"}"#)
        let userToken = account.sign(
            user.publicKey, #"{"pub":{},"sub":{},"subs":-1,"data":-1,"payload":-1,"type":"user","version":2}"#)
        configuration = """
            operator: \(operatorToken)
            system_account: \(system.name)
            resolver: MEMORY
            resolver_preload: { \(account.name): \(accountToken(account.name)), \(system.name): \(accountToken(system.name)) }
            """
        let seed = user.seed.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        credentials = """
            -----BEGIN NATS USER JWT-----
            \(userToken)
            ------END NATS USER JWT------

            -----BEGIN USER NKEY SEED-----
            \(seed)
            ------END USER NKEY SEED------

            """
    }
}
