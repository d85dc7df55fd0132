// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A SCALE vector of which nothing is known but its bytes: how many items it says it has, and where they begin.
struct OpaqueVector {
    let count: UInt32
    /// Of the compact number before the items.
    let prefixLength: Int

    /// Nil for bytes that do not begin with a compact number of at most 32 bits in its shortest form.
    init?(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return nil }
        let length = [1, 2, 4, 5][Int(first & 3)]
        guard bytes.count >= length else { return nil }
        var number: UInt64 = 0
        for place in 0..<length { number |= UInt64(bytes[place]) << UInt64(8 * place) }
        // Five bytes: the first says no more than that four follow.
        number = length < 5 ? number >> 2 : number >> 8
        guard length < 5 || first == 3, number <= UInt64(UInt32.max) else { return nil }
        count = UInt32(number)
        prefixLength = length
        guard Self.prefix(count).count == length else { return nil }
    }

    /// The compact number of `count` items.
    static func prefix(_ count: UInt32) -> [UInt8] {
        let number = UInt64(count)
        return switch count {
        case ..<0x40: [UInt8(count) << 2]
        case ..<0x4000: (0..<2).map { UInt8(truncatingIfNeeded: (number << 2 | 1) >> UInt64(8 * $0)) }
        case ..<0x4000_0000: (0..<4).map { UInt8(truncatingIfNeeded: (number << 2 | 2) >> UInt64(8 * $0)) }
        default: [3] + (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
        }
    }

    /// One more item at the end of `bytes`, in place. What is no vector, or has no room for one more, becomes a vector of this
    /// item alone, as in Substrate.
    static func append(_ item: [UInt8], to bytes: inout [UInt8]) {
        guard let vector = OpaqueVector(bytes), vector.count < .max else {
            bytes = prefix(1) + item
            return
        }
        bytes.replacePrefix(vector.prefixLength, by: prefix(vector.count + 1))
        bytes += item
    }

    /// Makes `bytes` the vector again that it was when it had `count` items in `payload` bytes: nothing but appending happened
    /// since.
    static func shorten(_ bytes: inout [UInt8], count: UInt32, payload: Int) {
        guard let vector = OpaqueVector(bytes) else { return }
        bytes.removeLast(max(0, bytes.count - vector.prefixLength - payload))
        bytes.replacePrefix(vector.prefixLength, by: prefix(count))
    }
}

extension [UInt8] {
    fileprivate mutating func replacePrefix(_ length: Int, by prefix: [UInt8]) {
        guard length == prefix.count else {
            replaceSubrange(..<length, with: prefix)
            return
        }
        for place in 0..<length { self[place] = prefix[place] }
    }
}
