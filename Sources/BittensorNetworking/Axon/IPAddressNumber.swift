// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// An IP address as the chain keeps it: a number, and which kind it is.
public struct IPAddressNumber: Hashable, Sendable, CustomStringConvertible {
    public let number: UInt128
    /// 4 or 6.
    public let type: UInt8

    public init(number: UInt128, type: UInt8) {
        self.number = number
        self.type = type
    }

    /// Takes `192.0.2.1` or `2001:db8::1`; throws `invalidAddress`.
    public init(_ text: String) throws(NetworkingError) {
        guard let bytes = IPText.bytes(text) else {
            throw NetworkingError(.invalidAddress, "\(excerpt(text)) is no IP address")
        }
        self.init(number: bytes.reduce(0) { $0 << 8 | UInt128($1) }, type: bytes.count == 4 ? 4 : 6)
    }

    /// The address as text. As in the SDK a number below 2³² is always IPv4.
    public var text: String {
        if number <= UInt128(UInt32.max) {
            return (0..<4).map { String(UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt128($0)))) }
                .joined(separator: ".")
        }
        return IPText.text(v6: (0..<16).map { UInt8(truncatingIfNeeded: number >> (120 - 8 * UInt128($0))) })
    }

    /// Whether any chain takes it: not the broadcast address. What a chain says of the loopback address is its own affair.
    var isPublishable: Bool {
        switch type {
        case 4: number <= 0xFFFF_FFFE
        case 6: number != .max
        default: false
        }
    }

    public var description: String { text }
}
