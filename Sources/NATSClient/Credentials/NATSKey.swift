// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
import SubstratePrimitives

/// A user's nkey: an ed25519 key that signs what a server asks, so that no password travels.
///
/// Servers know the user by ``publicKey``, which begins with `U`. The seed begins with `SU`; it is kept in memory that is wiped.
public struct NATSKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The kinds of keys, as the first letters of their text: `S` and `U`.
    private enum Prefix {
        static let seed: UInt8 = 18 << 3
        static let user: UInt8 = 20 << 3
    }

    private let pair: KeyPair
    /// The seed as it is written: `SU…`.
    public let seed: SecretBytes
    /// The public half as servers write it: `U…`.
    public let publicKey: String

    /// Reads a seed: `SU` and 56 more signs of base 32.
    ///
    /// - Throws: `invalidCredentials`, without quoting it.
    public init(seed text: SecretBytes) throws(NATSError) {
        func refusal(_ why: String) -> NATSError { NATSError(.invalidCredentials, "the nkey's seed \(why)") }
        guard text.count == 58 else { throw refusal("has \(text.count) signs; it has 58 and begins with SU") }
        guard let bytes = Base32.decode(text), bytes.count == 36 else {
            throw refusal("is not base 32: only A to Z and 2 to 7 stand in it")
        }
        let (prefix, kind, isWhole) = bytes.withUnsafeBytes { bytes in
            (
                bytes[0] & 0xf8, (bytes[0] & 7) << 5 | bytes[1] >> 3,
                CRC16.checksum(bytes[..<34]) == UInt16(bytes[34]) | UInt16(bytes[35]) << 8
            )
        }
        guard isWhole else { throw refusal("has a wrong checksum: a sign is missing or mistyped") }
        guard prefix == Prefix.seed, kind == Prefix.user else { throw refusal("is not a user's: those begin with SU") }
        do throws(KeysError) {
            pair = try KeyPair(seed: bytes[2..<34], scheme: .ed25519)
        } catch {
            throw refusal("makes no key")
        }
        seed = text
        publicKey = Self.text(of: pair)
    }

    /// A new key.
    public static func random() -> NATSKey {
        let raw = SecretBytes.random(count: 32)
        let head: [UInt8] = [Prefix.seed | Prefix.user >> 5, Prefix.user << 3]
        let body = SecretBytes(joining: [SecretBytes(head), raw])
        let sum = body.withUnsafeBytes { CRC16.checksum($0) }
        let whole = SecretBytes(joining: [body, SecretBytes([UInt8(truncatingIfNeeded: sum), UInt8(sum >> 8)])])
        let text = SecretBytes(count: 58) { target in
            var index = 0
            whole.withUnsafeBytes { bytes in
                Base32.encode(bytes) { sign in
                    target[index] = sign
                    index += 1
                }
            }
        }
        guard let key = try? NATSKey(seed: text) else { preconditionFailure("a seed of its own making can be read") }
        return key
    }

    /// What a server's nonce is answered with, in base 64 for URLs without padding.
    func signature(of nonce: String) -> String { Base64.urlEncode(pair.sign(Array(nonce.utf8)).bytes) }

    private static func text(of pair: KeyPair) -> String {
        let body = [Prefix.user] + pair.accountID.bytes
        let sum = CRC16.checksum(body)
        let whole = body + [UInt8(truncatingIfNeeded: sum), UInt8(sum >> 8)]
        return String(decoding: Base32.encode(whole), as: UTF8.self)
    }

    public var description: String { "NATSKey(\(publicKey))" }
    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
