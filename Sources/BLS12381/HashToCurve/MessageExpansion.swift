// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// `expand_message_xmd` with SHA-256 (RFC 9380, section 5.3.1).
enum MessageExpansion {
    private static let digestCount = 32
    private static let blockCount = 64

    /// `count` bytes that nobody can tell from random ones; at most 255 digests of them.
    static func expand(_ message: [UInt8], domain: [UInt8], count: Int) -> [UInt8] {
        let tag = domainTag(domain)
        let length = [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
        let first = Hashing.sha256([UInt8](repeating: 0, count: blockCount) + message + length + [0] + tag)
        var block = [UInt8](repeating: 0, count: digestCount)
        var expanded: [UInt8] = []
        for index in 1...UInt8(clamping: (count + digestCount - 1) / digestCount) {
            block = Hashing.sha256(zip(first, block).map { $0 ^ $1 } + [index] + tag)
            expanded += block
        }
        return Array(expanded.prefix(count))
    }

    /// The domain and its length; a domain of more than 255 bytes is hashed (section 5.3.3).
    private static func domainTag(_ domain: [UInt8]) -> [UInt8] {
        let short = domain.count > 255 ? Hashing.sha256(Array("H2C-OVERSIZE-DST-".utf8) + domain) : domain
        return short + [UInt8(short.count)]
    }
}
