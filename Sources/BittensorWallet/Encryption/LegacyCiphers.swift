// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if LegacyKeyfiles
    import CSodium
    import CryptoExtras
    import SubstrateKeys

    #if canImport(FoundationEssentials)
        import FoundationEssentials
    #else
        import Foundation
    #endif

    /// What the two old encryptions are made of. They are only ever opened, never written.
    enum LegacyCiphers {
        /// PBKDF2-HMAC-SHA256.
        static func derivedKey(
            password: SecretBytes, salt: SecretBytes, rounds: Int, byteCount: Int
        ) throws(WalletError) -> SecretBytes {
            do {
                let key = try password.withUnsafeBytes { password in
                    try salt.withUnsafeBytes { salt in
                        try KDF.Insecure.PBKDF2.deriveKey(
                            from: password, salt: salt, using: .sha256, outputByteCount: byteCount,
                            unsafeUncheckedRounds: rounds)
                    }
                }
                return key.withUnsafeBytes { SecretBytes($0) }
            } catch {
                throw WalletError(.outOfMemory, "cannot derive a key from the password: \(error)")
            }
        }

        /// Whether `mac` is the HMAC-SHA256 of `message`; compared in constant time.
        static func isAuthentic(_ message: SecretBytes, mac: SecretBytes, key: SecretBytes) -> Bool {
            let expected = SecretBytes(
                count: Int(crypto_auth_hmacsha256_BYTES),
                writtenBy: { target in
                    var state = crypto_auth_hmacsha256_state()
                    key.withPointer { _ = crypto_auth_hmacsha256_init(&state, $0, key.count) }
                    message.withPointer { _ = crypto_auth_hmacsha256_update(&state, $0, UInt64(message.count)) }
                    crypto_auth_hmacsha256_final(&state, target)
                    sodium_memzero(&state, MemoryLayout.size(ofValue: state))
                })
            return expected == mac
        }

        /// AES in counter mode; nil for a key or counter of a wrong size.
        static func decryptedCTR(_ text: SecretBytes, key: SecretBytes, counter: SecretBytes) -> SecretBytes? {
            guard let nonce = try? counter.withUnsafeBytes({ try AES._CTR.Nonce(nonceBytes: $0) }) else { return nil }
            return wiping(
                try? text.withUnsafeBytes { try AES._CTR.decrypt($0, using: symmetric(key), nonce: nonce) })
        }

        /// AES in CBC mode without its padding; nil for a key or vector of a wrong size, or a broken padding.
        static func decryptedCBC(_ text: SecretBytes, key: SecretBytes, vector: SecretBytes) -> SecretBytes? {
            guard let vector = try? vector.withUnsafeBytes({ try AES._CBC.IV(ivBytes: $0) }) else { return nil }
            return wiping(try? text.withUnsafeBytes { try AES._CBC.decrypt($0, using: symmetric(key), iv: vector) })
        }

        private static func symmetric(_ key: SecretBytes) -> SymmetricKey {
            key.withUnsafeBytes { SymmetricKey(data: $0) }
        }

        /// Moves what the library left on the heap into secret memory.
        private static func wiping(_ data: Data?) -> SecretBytes? {
            guard var data else { return nil }
            let secret = SecretBytes(data)
            data.withUnsafeMutableBytes { bytes in
                if let start = bytes.baseAddress { sodium_memzero(start, bytes.count) }
            }
            return secret
        }
    }

    extension SecretBytes {
        /// The bytes without their PKCS#7 padding to blocks of 16; nil when there is none.
        var withoutPadding: SecretBytes? {
            withUnsafeBytes { bytes in
                guard let last = bytes.last, 1...16 ~= last, bytes.count.isMultiple(of: 16),
                    bytes.suffix(Int(last)).allSatisfy({ $0 == last })
                else { return nil }
                return SecretBytes(bytes.dropLast(Int(last)))
            }
        }
    }
#endif
