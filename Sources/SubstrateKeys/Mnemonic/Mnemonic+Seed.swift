// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium

extension Mnemonic {
    /// The 32-byte mini secret of this mnemonic, Substrate's way.
    ///
    /// PBKDF2-HMAC-SHA512 over the ENTROPY with salt "mnemonic" ‖ password and 2048 rounds, the first 32 bytes (crate
    /// `substrate-bip39`); BIP-39's own seed, over the words, is another number.
    public func seed(password: SecretBytes? = nil) -> SecretBytes {
        let prefix = SecretBytes(utf8: "mnemonic")
        let salt = password.map { SecretBytes(joining: [prefix, $0]) } ?? prefix
        return PBKDF2.firstBlock(of: entropy, salt: salt, rounds: 2048)[0..<32]
    }
}

/// PBKDF2-HMAC-SHA512 (RFC 8018, section 5.2) around libsodium's HMAC, as far as a mnemonic needs it.
///
/// libsodium lacks this loop. The libraries that have it bring a copy of BoringSSL, next to the one of TLS, into every
/// program that wants a wallet.
private enum PBKDF2 {
    private typealias HMAC = crypto_auth_hmacsha512_state
    private static let byteCount = Int(crypto_auth_hmacsha512_BYTES)

    /// The first 64 bytes of the derived key.
    static func firstBlock(of password: SecretBytes, salt: SecretBytes, rounds: Int) -> SecretBytes {
        SecretBytes(
            count: byteCount,
            writtenBy: { block in
                withUnsafeTemporaryAllocation(of: HMAC.self, capacity: 2) { states in
                    states.initialize(repeating: HMAC())
                    guard let keyed = states.baseAddress else { preconditionFailure("two states have an address") }
                    let running = keyed + 1
                    defer { sodium_memzero(keyed, 2 * MemoryLayout<HMAC>.stride) }
                    _ = password.withPointer { crypto_auth_hmacsha512_init(keyed, $0, password.count) }
                    Sodium.withScratch(count: byteCount) { link in
                        running.update(from: keyed, count: 1)
                        _ = salt.withPointer { crypto_auth_hmacsha512_update(running, $0, UInt64(salt.count)) }
                        crypto_auth_hmacsha512_update(running, [0, 0, 0, 1], 4)
                        crypto_auth_hmacsha512_final(running, link)
                        block.update(from: link, count: byteCount)
                        for _ in 1..<rounds {
                            running.update(from: keyed, count: 1)
                            crypto_auth_hmacsha512_update(running, link, UInt64(byteCount))
                            crypto_auth_hmacsha512_final(running, link)
                            for index in 0..<byteCount { block[index] ^= link[index] }
                        }
                    }
                }
            })
    }
}
