// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives

/// A BLAKE2b-256 digest, or up to 32 other bytes, without an allocation.
struct Digest: Hashable, Sendable {
    private var words: SIMD4<UInt64> = .zero

    init() {}

    init(hashing bytes: UnsafeRawBufferPointer) {
        withUnsafeMutableBytes(of: &words) { Hashing.blake2b(bytes, into: $0) }
    }

    init(hashing bytes: [UInt8]) { self = bytes.withUnsafeBytes { Digest(hashing: $0) } }

    /// The first 32 of these bytes; zeros where there are fewer.
    init(copying bytes: UnsafeRawBufferPointer) {
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(32))) }
    }

    /// The first 32 bytes of a part.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self = bytes.withUnsafeBytes { Digest(copying: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    init(_ hash: Hash256) { self = hash.bytes.withUnsafeBytes { Digest(copying: $0) } }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: words, body)
    }

    var hash: Hash256 { withBytes { Hash256(unchecked: [UInt8]($0)) } }
}
