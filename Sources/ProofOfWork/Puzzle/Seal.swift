// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Keccak-256 of SHA-256 of a message with a nonce in it: the proof, and the number that must be small.
public struct Seal: FixedBytes32 {
    public static let noun = "seal"
    public let bytes: [UInt8]

    public init(unchecked bytes: [UInt8]) {
        precondition(bytes.count == 32, "Seal holds 32 bytes")
        self.bytes = bytes
    }

    /// The seal as the number that a chain of this byte order compares.
    public func number(_ order: SealByteOrder) -> UInt256 {
        switch order {
        case .big: UInt256(bigEndian: bytes)
        case .little: UInt256(littleEndian: bytes)
        }
    }

    public var description: String { hex }
}
