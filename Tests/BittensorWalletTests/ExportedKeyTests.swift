// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import BittensorWallet

/// scrypt costs 32 MiB and, in debug builds, a good part of a second.
@Suite("Keys exported by polkadot-js", .serialized)
struct ExportedKeyTests {
    private static let vectors = VectorFile("keys.json").cases("polkadot_js_json")

    private static func json(_ vector: Vector) -> Any {
        switch vector {
        case .object(let members): members.mapValues(json)
        case .array(let values): values.map(json)
        case .integer(let value): value
        case .string(let value): value
        case .null, .bool, .number: NSNull()
        }
    }

    private static func text(
        _ vector: Vector, changing change: (inout [String: Any]) -> Void = { _ in }
    ) throws -> SecretBytes {
        var object = try #require(json(vector["json"]) as? [String: Any])
        change(&object)
        return SecretBytes(try JSONSerialization.data(withJSONObject: object))
    }

    @Test("open with their passphrase", arguments: vectors)
    func opens(vector: Vector) throws {
        let export = try ExportedKey(parsing: Self.text(vector), name: "backup.json")
        #expect(export.isEncrypted)
        let pair = try export.keyPair(password: SecretBytes(utf8: vector["passphrase"].string))
        #expect(pair.accountID.ss58() == vector["ss58_42"].string)
        #expect(pair.privateKey.hexText == SecretBytes(utf8: vector["wallet_keyfile_private_key"].string))
        #expect(throws: WalletError(.wrongPassword, "")) {
            try export.keyPair(password: SecretBytes(utf8: vector["passphrase"].string + "x"))
        }
    }

    /// Made with libsodium and OpenSSL's scrypt: every kind that the vectors lack.
    private static let others: [String: String] = [
        "plain key": #"""
        {"encoded": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXev5x7b1Pc6fKkFVKDJB27NofNCoZmm1F8SDKE3OsHo0xQfEyMsRkeF6gfgWi83Qf3xJc1vsdKvJTXeHZ1OLoyK6HnfFNaz16azDQtQ0P1vxJLyuGtfJndseFac5RaM1Hio0kD6ape1/syBhrrWAMwEjfMM1qDWhQZIlI0khF7VXFOMR0rg==", "encoding": {"content": ["pkcs8", "sr25519"], "type": ["xsalsa20-poly1305"], "version": "3"}, "address": "5GvLpQhj3ZcZmfTtCJh2FS6YKaDGMhbsBbgKRGi92JMGuyBg", "meta": {}}
        """#,
        "none": #"""
        {"encoded": "MFMCAQEwBQYDK2VwBCIEIGgCshGi5vSRyLfzO9LW3hksEhAjMpa6uwYlxX+SLMRUwTTllLO9Ilqn1b7TruBU216VgLi2LNZshQj1vT9eV2KhIwMhANbMYW8NAOvo/icyPFCbwxJl8jhC/nUzQh6ghJgoknMq", "encoding": {"content": ["pkcs8", "sr25519"], "type": ["none"], "version": "3"}, "address": "5GvLpQhj3ZcZmfTtCJh2FS6YKaDGMhbsBbgKRGi92JMGuyBg", "meta": {}}
        """#,
        "ed25519": #"""
        {"encoded": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AIAAACgAAAAgAAAAAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhdi6naIArYF85OMclQGR0bt25I/PU76OnmhenEddKMBfq2MtPDPc4qcp3nloLnF5ktBIJkllrUMtHtM/aiAeGX6z6JdU9QQ+HizCwAPvOsoS4sEdcjpS7Y+WXjcpxhazeX0k/L0Rj0ZsP0IlkBCsxvevqb8PiXSVsspt8bV3FbX/ymXeXLG", "encoding": {"content": ["pkcs8", "ed25519"], "type": ["scrypt", "xsalsa20-poly1305"], "version": "3"}, "address": "5GPEozLTEwt2fTov79WJkGzGwTzGStZFEYiFUaVZCHuwUCVz", "meta": {}}
        """#,
        "ed25519 short": #"""
        {"encoded": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AIAAACgAAAAgAAAAAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcL0IiHvOUN9B0E9uIywYxW25I/PU76OnmhenEddKMBfq2MtPDPc4qcp3nloLnF5ktBIJkllrUMtHtM/aiAeGX60ZLTdEA6S5/F9Yeic1CeDgc0KY4MXBjjzzMCfb9qM1e0Xc3SvA==", "encoding": {"content": ["pkcs8", "ed25519"], "type": ["scrypt", "xsalsa20-poly1305"], "version": "3"}, "address": "5GPEozLTEwt2fTov79WJkGzGwTzGStZFEYiFUaVZCHuwUCVz", "meta": {}}
        """#,
    ]

    @Test("of the rarer kinds open too", arguments: others.keys.sorted())
    func rarer(kind: String) throws {
        let text = try #require(Self.others[kind])
        let export = try ExportedKey(parsing: SecretBytes(utf8: text), name: kind)
        #expect(export.isEncrypted == (kind != "none"))
        let pair = try export.keyPair(password: SecretBytes(utf8: "open sesame"))
        #expect(pair.scheme == (kind.hasPrefix("ed25519") ? .ed25519 : .sr25519))
        #expect(text.contains(pair.accountID.ss58()))
        let message = Array("message".utf8)
        #expect(pair.publicKey.isValid(pair.sign(message), for: message))
        if export.isEncrypted {
            #expect(throws: WalletError(.wrongPassword, "")) { try export.keyPair(password: SecretBytes(utf8: "")) }
        }
    }

    @Test(
        "with absurd scrypt parameters are refused before any work",
        arguments: [
            (n: 1 << 31, p: 1, r: 8), (1 << 15, 1, 1 << 31), (1 << 15, 1 << 31, 8), (0, 1, 8), (1, 1, 8), (3, 1, 8),
            (1 << 15, 0, 8), (1 << 15, 1, 0), (1 << 20, 1, 8), (1 << 15, 1 << 15, 8), (.max, .max, .max),
        ] as [(n: UInt32, p: UInt32, r: UInt32)])
    func absurd(n: UInt32, p: UInt32, r: UInt32) throws {
        var bytes = [UInt8](repeating: 7, count: 32)
        for number in [n, p, r] { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
        bytes += [UInt8](repeating: 7, count: 200)
        let text = try Self.text(Self.vectors[0]) { $0["encoded"] = Data(bytes).base64EncodedString() }
        let export = try ExportedKey(parsing: text, name: "absurd")
        let begin = ContinuousClock.now
        #expect(throws: WalletError(.corrupt, "")) { try export.keyPair(password: SecretBytes(utf8: "pass")) }
        #expect(begin.duration(to: .now) < .seconds(1))
    }

    @Test(
        "of wrong types and unknown kinds are refused",
        arguments: [
            #"{}"#, #"[]"#, #""text""#, #"{"encoded":1}"#, #"{"encoded":"!"}"#, #"{"encoded":"AAAA"}"#,
            #"{"encoded":"AAAA","encoding":"3"}"#, #"{"encoded":"AAAA","encoding":{"version":3}}"#,
            #"{"encoded":"AAAA","encoding":{"version":"4","content":["pkcs8","sr25519"],"type":["none"]}}"#,
            #"{"encoded":"AAAA","encoding":{"version":"3","content":["pkcs8","ethereum"],"type":["none"]}}"#,
            #"{"encoded":"AAAA","encoding":{"version":"3","content":[[],{}],"type":["none"]}}"#,
            #"{"encoded":"AAAA","encoding":{"version":"3","content":["pkcs8","sr25519"],"type":["rot13"]}}"#,
            #"{"encoded":"AAAA","encoding":{"version":"3","content":["pkcs8","sr25519"],"type":["none"]},"address":"5x"}"#,
        ])
    func malformed(text: String) {
        #expect(throws: WalletError.self) { try ExportedKey(parsing: SecretBytes(utf8: text), name: "bad") }
    }

    @Test("that are cut off, or belong to another address, are refused")
    func damaged() throws {
        let plain = try #require(Self.others["none"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(plain.utf8)) as? [String: Any])
        let encoded = try #require((object["encoded"] as? String).flatMap { Data(base64Encoded: $0) })
        for count in 0..<encoded.count {
            var cut = object
            cut["encoded"] = encoded.prefix(count).base64EncodedString()
            let export = try ExportedKey(
                parsing: SecretBytes(JSONSerialization.data(withJSONObject: cut)), name: "cut")
            #expect(throws: WalletError(.corrupt, "")) { try export.keyPair(password: SecretBytes([])) }
        }
        var other = object
        other["address"] = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
        let export = try ExportedKey(parsing: SecretBytes(JSONSerialization.data(withJSONObject: other)), name: "other")
        let error = #expect(throws: WalletError(.corrupt, "")) { try export.keyPair(password: SecretBytes([])) }
        #expect(error?.reason.contains("contradicts itself") == true)
    }
}
