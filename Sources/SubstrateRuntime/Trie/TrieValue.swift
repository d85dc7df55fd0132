// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A value as it stands in its node: decided when it is written, by the state version of then.
enum TrieValue: Sendable {
    case inline([UInt8])
    /// Only its hash stands in the node.
    case hashed(HashedValue)

    /// Values of this length and more are hashed in version 1: `TRIE_VALUE_NODE_THRESHOLD` of sp-core.
    static let hashedLength = 33

    init(_ bytes: [UInt8], version: StateVersion) {
        self = Self.isHashed(bytes, version: version) ? .hashed(HashedValue(bytes)) : .inline(bytes)
    }

    var bytes: [UInt8] {
        switch self {
        case .inline(let bytes): bytes
        case .hashed(let value): value.bytes
        }
    }

    /// Whether writing these bytes in that version would change nothing.
    func isSame(as bytes: [UInt8], version: StateVersion) -> Bool {
        let isHashed = if case .hashed = self { true } else { false }
        return isHashed == Self.isHashed(bytes, version: version) && self.bytes.compared(to: bytes) == 0
    }

    private static func isHashed(_ bytes: [UInt8], version: StateVersion) -> Bool {
        version == .v1 && bytes.count >= hashedLength
    }
}

/// A value with its hash.
final class HashedValue: Sendable {
    let bytes: [UInt8]
    let digest: Digest

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        digest = Digest(hashing: bytes)
    }
}
