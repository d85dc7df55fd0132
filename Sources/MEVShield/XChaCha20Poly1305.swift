// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium

/// XChaCha20-Poly1305 without associated data: libsodium's, since swift-crypto's ChaCha20-Poly1305 takes shorter nonces.
enum XChaCha20Poly1305 {
    static let tagCount = 16
    static let keyCount = 32
    static let nonceCount = 24

    /// The ciphertext and its tag.
    ///
    /// - Precondition: the key has 32 bytes and the nonce 24.
    static func seal(_ plaintext: [UInt8], key: UnsafeRawBufferPointer, nonce: [UInt8]) -> [UInt8] {
        precondition(key.count == keyCount && nonce.count == nonceCount)
        return [UInt8](unsafeUninitializedCapacity: plaintext.count + tagCount) { buffer, count in
            guard let key = key.assumingMemoryBound(to: UInt8.self).baseAddress, let start = buffer.baseAddress
            else { return }
            var length: UInt64 = 0
            _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
                start, &length, plaintext, UInt64(plaintext.count), nil, 0, nil, nonce, key)
            count = Int(length)
        }
    }

    /// The plaintext; nil when the tag does not fit.
    static func open(_ sealed: [UInt8], key: UnsafeRawBufferPointer, nonce: [UInt8]) -> [UInt8]? {
        guard key.count == keyCount, nonce.count == nonceCount, sealed.count >= tagCount else { return nil }
        var isAuthentic = false
        let plaintext = [UInt8](unsafeUninitializedCapacity: sealed.count - tagCount) { buffer, count in
            guard let key = key.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
            var length: UInt64 = 0
            isAuthentic =
                crypto_aead_xchacha20poly1305_ietf_decrypt(
                    buffer.baseAddress, &length, nil, sealed, UInt64(sealed.count), nil, 0, nonce, key) == 0
            count = isAuthentic ? Int(length) : 0
        }
        return isAuthentic ? plaintext : nil
    }
}
