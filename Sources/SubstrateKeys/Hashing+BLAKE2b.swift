// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
package import SubstratePrimitives

extension Hashing {
    /// BLAKE2b from memory to memory: a digest of as many bytes as `digest` has, 1 to 64.
    ///
    /// For whoever hashes all the time, as a state trie does: nothing is allocated, and libsodium uses the processor's vectors.
    package static func blake2b(_ bytes: UnsafeRawBufferPointer, into digest: UnsafeMutableRawBufferPointer) {
        precondition((1...64).contains(digest.count), "BLAKE2b digests have 1 to 64 bytes")
        Sodium.start()
        guard let target = digest.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        let source = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let status = crypto_generichash_blake2b(target, digest.count, source, UInt64(bytes.count), nil, 0)
        precondition(status == 0, "BLAKE2b of these sizes does not fail")
    }
}
