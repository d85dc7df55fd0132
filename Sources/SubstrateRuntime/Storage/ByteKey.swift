// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// A key of a dictionary: hashed and compared as one piece, which an array is not.
struct ByteKey: Hashable, Sendable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    static func == (lhs: ByteKey, rhs: ByteKey) -> Bool { lhs.bytes.compared(to: rhs.bytes) == 0 }
}

extension [UInt8] {
    /// Byte order: negative when this comes first, zero when both are equal.
    func compared(to other: [UInt8]) -> Int {
        withUnsafeBytes { mine in
            other.withUnsafeBytes { theirs in
                let common = Swift.min(mine.count, theirs.count)
                guard common > 0, let a = mine.baseAddress, let b = theirs.baseAddress else {
                    return mine.count - theirs.count
                }
                let order = Int(memcmp(a, b, common))
                return order == 0 ? mine.count - theirs.count : order
            }
        }
    }

    func hasPrefix(_ prefix: [UInt8]) -> Bool {
        guard count >= prefix.count else { return false }
        return withUnsafeBytes { mine in
            prefix.withUnsafeBytes { theirs in
                guard let a = mine.baseAddress, let b = theirs.baseAddress else { return prefix.isEmpty }
                return memcmp(a, b, prefix.count) == 0
            }
        }
    }
}
