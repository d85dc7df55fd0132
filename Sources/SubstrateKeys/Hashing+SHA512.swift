// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
public import SubstratePrimitives

extension Hashing {
    /// SHA-512: 64 bytes.
    public static func sha512(_ message: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(crypto_hash_sha512_BYTES)) { buffer, initialized in
            if let start = buffer.baseAddress { crypto_hash_sha512(start, message, UInt64(message.count)) }
            initialized = Int(crypto_hash_sha512_BYTES)
        }
    }
}
