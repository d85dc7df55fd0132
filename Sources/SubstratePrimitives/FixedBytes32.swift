// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A value that is exactly 32 bytes.
public protocol FixedBytes32: Hashable, Sendable, CustomStringConvertible {
    /// What one such value is called in an error message, such as "block hash".
    static var noun: String { get }
    /// The 32 bytes.
    var bytes: [UInt8] { get }
    /// Takes over bytes whose number the caller has checked.
    init(unchecked bytes: [UInt8])
}

extension FixedBytes32 {
    /// The value with these bytes; throws `wrongLength` unless there are 32.
    public init(_ bytes: some Sequence<UInt8>) throws(PrimitivesError) {
        let bytes = [UInt8](bytes)
        guard bytes.count == 32 else {
            throw PrimitivesError(.wrongLength, "a \(Self.noun) is 32 bytes, not \(bytes.count)")
        }
        self.init(unchecked: bytes)
    }

    /// The value that 64 hex digits spell, with or without `0x`.
    public init(hex: some StringProtocol) throws(PrimitivesError) {
        let bytes = try [UInt8](hex: hex)
        guard bytes.count == 32 else {
            throw PrimitivesError(
                .wrongLength, "\(excerpt(hex)) is no \(Self.noun): it has \(bytes.count) bytes instead of 32")
        }
        self.init(unchecked: bytes)
    }

    /// The bytes as hex with `0x`.
    public var hex: String { bytes.hex }
}

/// A 32-byte hash: of a block, an extrinsic, a storage root.
public struct Hash256: FixedBytes32 {
    public static let noun = "hash"
    public static let zero = Hash256(unchecked: [UInt8](repeating: 0, count: 32))
    public let bytes: [UInt8]

    public init(unchecked bytes: [UInt8]) {
        precondition(bytes.count == 32, "Hash256 holds 32 bytes")
        self.bytes = bytes
    }

    public var description: String { hex }
}

/// The 32 bytes of a public key by which a chain knows an account.
public struct AccountID: FixedBytes32 {
    public static let noun = "public key"
    public let bytes: [UInt8]

    public init(unchecked bytes: [UInt8]) {
        precondition(bytes.count == 32, "AccountID holds 32 bytes")
        self.bytes = bytes
    }

    /// The SS58 address in the format of Bittensor and of generic Substrate (42).
    public var description: String { ss58() }
}
