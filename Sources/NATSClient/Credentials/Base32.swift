// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

/// Base 32 as NATS writes keys: RFC 4648, section 6, without padding.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        encode(bytes) { text.append($0) }
        return text
    }

    /// Hands out sign after sign, for a text that must lie in no ordinary memory.
    static func encode(_ bytes: some Collection<UInt8>, to write: (UInt8) -> Void) {
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                write(alphabet[Int(bits >> count & 31)])
            }
            bits &= 0x1f
        }
        if count > 0 { write(alphabet[Int(bits << (5 - count) & 31)]) }
    }

    /// The bytes that `text` spells; nil where it holds other signs or bits that belong to no byte.
    ///
    /// Neither branches on nor looks up a sign's value, so its timing says nothing about a secret.
    static func decode(_ text: SecretBytes) -> SecretBytes? {
        let size = text.count * 5 / 8
        var (isValid, rest): (UInt32, UInt32) = (1, 0)
        let bytes = SecretBytes(count: size) { target in
            text.withUnsafeBytes { source in
                var (bits, count, index): (UInt32, UInt32, Int) = (0, 0, 0)
                for sign in source {
                    let value = value(of: sign)
                    isValid &= 1 - (value >> 8 & 1)
                    bits = bits << 5 | (value & 31)
                    count += 5
                    guard count >= 8 else { continue }
                    count -= 8
                    target[index] = UInt8(truncatingIfNeeded: bits >> count)
                    index += 1
                    bits &= (1 << count) - 1
                }
                rest = bits
            }
        }
        return isValid == 1 && rest == 0 && text.count * 5 - size * 8 < 5 ? bytes : nil
    }

    /// The five bits of a sign; bit 8 is set where it is none.
    private static func value(of sign: UInt8) -> UInt32 {
        let sign = Int32(sign)
        // All bits are set between the bounds, none elsewhere.
        let isLetter = ((64 - sign) & (sign - 91)) >> 8
        let isDigit = ((49 - sign) & (sign - 56)) >> 8
        let value = (isLetter & (sign - 65)) | (isDigit & (sign - 24)) | (~(isLetter | isDigit) & 0x100)
        return UInt32(truncatingIfNeeded: value)
    }
}
