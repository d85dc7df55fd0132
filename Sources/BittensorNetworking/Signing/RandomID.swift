// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// UUIDs of the two kinds that the protocol has.
enum RandomID {
    /// A random UUID (RFC 9562, version 4).
    static func uuid4() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return text(bytes)
    }

    /// A UUID of the time (RFC 9562, version 1), with a random node as section 6.10 wants it.
    static func uuid1(clock: WallClock = .system) -> String {
        // 100-nanosecond steps since 15 October 1582.
        let time = UInt64(bitPattern: clock.now() / 100 + 0x01B2_1DD2_1381_4000)
        var bytes = [24, 16, 8, 0, 40, 32, 56, 48].map { UInt8(truncatingIfNeeded: time >> UInt64($0)) }
        bytes[6] = bytes[6] & 0x0F | 0x10
        bytes += (0..<8).map { _ in UInt8.random(in: .min ... .max) }
        bytes[8] = bytes[8] & 0x3F | 0x80
        bytes[10] |= 1
        return text(bytes)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        let digits = Array(bytes.hexDigits)
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}
