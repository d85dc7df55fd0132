// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium

extension SecretBytes {
    /// The bytes that hex digits of either case spell, with or without `0x` in front; throws `invalidSeed`.
    ///
    /// The decoder neither branches on nor looks up a digit's value, so its timing says nothing about the secret.
    public static func decodingHex(_ text: SecretBytes) throws(KeysError) -> SecretBytes {
        let prefix = text.withUnsafeBytes { $0.starts(with: "0x".utf8) || $0.starts(with: "0X".utf8) } ? 2 : 0
        let digits = text.count - prefix
        guard digits.isMultiple(of: 2) else {
            throw KeysError(.invalidSeed, "the hex text of the secret has an odd number of digits: \(digits)")
        }
        var written = 0
        let bytes = SecretBytes(
            count: digits / 2,
            writtenBy: { target in
                text.withCharacters { source in
                    _ = sodium_hex2bin(target, digits / 2, source + prefix, digits, nil, &written, nil)
                }
            })
        // The decoder stops at the first character that is no digit.
        guard written == digits / 2 else {
            throw KeysError(.invalidSeed, "the secret is not hex: use the digits 0-9 and a-f")
        }
        return bytes
    }

    /// The lower-case hex digits of the bytes after `0x`, as ASCII text.
    public var hexText: SecretBytes {
        // libsodium writes a NUL at the end, which is cut off.
        let length = 2 * count
        let digits = SecretBytes(
            count: length + 1,
            writtenBy: { target in
                target.withMemoryRebound(to: CChar.self, capacity: length + 1) { text in
                    withPointer { _ = sodium_bin2hex(text, length + 1, $0, count) }
                }
            })
        return SecretBytes(joining: [SecretBytes(utf8: "0x"), digits[0..<length]])
    }

    private func withCharacters(_ body: (UnsafePointer<CChar>) -> Void) {
        withPointer { $0.withMemoryRebound(to: CChar.self, capacity: count, body) }
    }
}
