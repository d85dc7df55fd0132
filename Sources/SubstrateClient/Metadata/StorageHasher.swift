// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
import SubstratePrimitives

/// How a map key becomes a part of a storage key, in the metadata's order.
public enum StorageHasher: UInt8, Hashable, Sendable, ScaleCodable {
    case blake2_128, blake2_256, blake2_128Concat, twox128, twox256, twox64Concat, identity

    /// The hash of an encoded key, followed by the key itself for the `Concat` hashers.
    public func hash(_ key: [UInt8]) -> [UInt8] {
        switch self {
        case .blake2_128: Hashing.blake2b128(key)
        case .blake2_256: Hashing.blake2b256(key)
        case .blake2_128Concat: Hashing.blake2b128(key) + key
        case .twox128: Hashing.twox128(key)
        case .twox256: Hashing.twox256(key)
        case .twox64Concat: Hashing.twox64(key) + key
        case .identity: key
        }
    }

    /// How many bytes of hash stand before the key; nil when the key cannot be read back.
    public var reversiblePrefix: Int? {
        switch self {
        case .blake2_128Concat: 16
        case .twox64Concat: 8
        case .identity: 0
        case .blake2_128, .blake2_256, .twox128, .twox256: nil
        }
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let tag = try reader.readByte()
        guard let hasher = StorageHasher(rawValue: tag) else {
            throw ScaleError(.invalidTag, "there is no storage hasher number \(tag)")
        }
        self = hasher
    }

    public func encode(to writer: inout ScaleWriter) { writer.write(byte: rawValue) }
}
