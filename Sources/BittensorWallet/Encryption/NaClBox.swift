// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
import SubstrateKeys

/// The encryption of today's keyfiles: `$NACL` ++ nonce (24 bytes) ++ XSalsa20-Poly1305 box.
///
/// The key is Argon2i over the password with a salt that is the same everywhere, at libsodium's SENSITIVE limits for that
/// algorithm; both are part of the format.
struct NaClBox: KeyfileBox {
    private static let mark = Array((KeyfileEncryption.nacl.mark ?? "").utf8)
    private static let nonceCount = Int(crypto_secretbox_NONCEBYTES)
    private static let tagCount = Int(crypto_secretbox_MACBYTES)

    private static let salt: [UInt8] = [
        0x13, 0x71, 0x83, 0xdf, 0xf1, 0x5a, 0x09, 0xbc, 0x9c, 0x90, 0xb5, 0x51, 0x87, 0x39, 0xe9, 0xb1,
    ]
    private static let passes: UInt64 = 8
    private static let memory = 512 * 1024 * 1024

    /// No key takes fewer: 32 bytes in hex, or twelve words of three letters, and the name of their field.
    private static let leastText = 64

    static func isWhole(_ bytes: SecretBytes) -> Bool {
        bytes.count >= mark.count + nonceCount + tagCount + leastText
    }

    private let key: SecretBytes

    /// Derives the key of `password`, which takes seconds and 512 MiB. It serves for every file of that password.
    init(password: SecretBytes) throws(WalletError) {
        var status: CInt = -1
        key = SecretBytes(
            count: Int(crypto_secretbox_KEYBYTES),
            writtenBy: { target in
                password.withPointer { start in
                    start.withMemoryRebound(to: CChar.self, capacity: password.count) { characters in
                        status = crypto_pwhash(
                            target, UInt64(crypto_secretbox_KEYBYTES), characters, UInt64(password.count), Self.salt,
                            Self.passes, Self.memory, crypto_pwhash_ALG_ARGON2I13)
                    }
                }
            })
        guard status == 0 else {
            throw WalletError(
                .outOfMemory, "the password takes \(Self.memory >> 20) MiB of memory to check: free some and try again")
        }
    }

    /// The content of a keyfile that holds `text`.
    func seal(_ text: SecretBytes) -> SecretBytes {
        let nonce = SecretBytes.random(count: Self.nonceCount)
        let box = SecretBytes(
            count: text.count + Self.tagCount,
            writtenBy: { target in
                text.withPointer { source in
                    nonce.withPointer { nonce in
                        key.withPointer { _ = crypto_secretbox_easy(target, source, UInt64(text.count), nonce, $0) }
                    }
                }
            })
        return SecretBytes(joining: [SecretBytes(Self.mark), nonce, box])
    }

    /// What the keyfile content `bytes` holds; throws `wrongPassword` or, for a file that is too short, `corrupt`.
    func open(_ bytes: SecretBytes, path: String) throws(WalletError) -> SecretBytes {
        let start = Self.mark.count + Self.nonceCount
        guard bytes.count >= start + Self.tagCount else {
            throw WalletError(.corrupt, "\(quoted(path)) is cut off: it has only \(bytes.count) bytes")
        }
        let nonce = bytes[Self.mark.count..<start]
        let box = bytes[start..<bytes.count]
        var status: CInt = -1
        let text = SecretBytes(
            count: box.count - Self.tagCount,
            writtenBy: { target in
                box.withPointer { source in
                    nonce.withPointer { nonce in
                        key.withPointer {
                            status = crypto_secretbox_open_easy(target, source, UInt64(box.count), nonce, $0)
                        }
                    }
                }
            })
        guard status == 0 else {
            throw Self.wrongPassword(path)
        }
        return text
    }
}
