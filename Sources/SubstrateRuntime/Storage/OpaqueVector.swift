// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A SCALE vector of which only its bytes are known: it gets longer and shorter without its items being looked at.
enum OpaqueVector {
    /// How many bytes the count of items takes at most.
    static let longestCount = 5

    /// Whether one more item makes the count of these longer, so that all bytes behind it move.
    static func appendingMoves(_ bytes: [UInt8]) -> Bool {
        guard let count = CompactNumber(bytes, at: 0), count.number < .max else { return false }
        return CompactNumber.length(of: count.number + 1) > count.length
    }

    /// Adds an item, in place. What is no vector, or has no room for one more, becomes a vector of this item alone, as in
    /// Substrate.
    static func append(_ item: [UInt8], to bytes: inout [UInt8]) {
        if let count = CompactNumber(bytes, at: 0), count.number < .max {
            bytes.replaceCount(of: count.length, by: count.number + 1)
        } else {
            bytes = []
            bytes.appendCompact(1)
        }
        bytes += item
    }

    /// Makes `bytes` the vector again that it was when it had `count` items in `payload` bytes, if all that happened since is
    /// that items were appended.
    static func shorten(_ bytes: inout [UInt8], count: UInt32, payload: Int) {
        guard let present = CompactNumber(bytes, at: 0) else { return }
        bytes.removeLast(max(0, bytes.count - present.length - payload))
        bytes.replaceCount(of: present.length, by: count)
    }
}

extension [UInt8] {
    /// Writes another number where one of `length` bytes stands.
    fileprivate mutating func replaceCount(of length: Int, by number: UInt32) {
        var count: [UInt8] = []
        count.appendCompact(number)
        guard length == count.count else {
            replaceSubrange(..<length, with: count)
            return
        }
        for place in 0..<length { self[place] = count[place] }
    }
}
