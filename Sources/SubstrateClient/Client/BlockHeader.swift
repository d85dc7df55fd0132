// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives
public import SubstrateRPC

/// The head of a block. Its hash is computed here, so that a new head costs no further request.
public struct BlockHeader: Hashable, Sendable {
    public let parentHash: Hash256
    public let number: BlockNumber
    public let stateRoot: Hash256
    public let extrinsicsRoot: Hash256
    /// Digest items, each in its SCALE encoding.
    public let digest: [[UInt8]]

    public init(
        parentHash: Hash256, number: BlockNumber, stateRoot: Hash256, extrinsicsRoot: Hash256, digest: [[UInt8]]
    ) {
        self.parentHash = parentHash
        self.number = number
        self.stateRoot = stateRoot
        self.extrinsicsRoot = extrinsicsRoot
        self.digest = digest
    }

    /// Whether the state after this block has another runtime than the one before: sp-runtime's
    /// `DigestItem::RuntimeEnvironmentUpdated`.
    public var changesRuntime: Bool { digest.contains([8]) }

    /// BLAKE2b-256 of the encoded header: the block's hash.
    public var hash: Hash256 { Hash256(unchecked: Hashing.blake2b256(scaleEncoded)) }
}

extension BlockHeader: ScaleEncodable {
    public func encode(to writer: inout ScaleWriter) {
        parentHash.encode(to: &writer)
        writer.write(compact: UInt128(number.rawValue))
        stateRoot.encode(to: &writer)
        extrinsicsRoot.encode(to: &writer)
        writer.write(count: digest.count)
        for item in digest { writer.write(bytes: item) }
    }
}

extension BlockHeader {
    /// The header in a node's answer to `chain_getHeader`; nil when it is none.
    public init?(_ json: JSONValue) {
        guard let parent = json["parentHash"]?.string, let number = json["number"]?.string,
            let state = json["stateRoot"]?.string, let extrinsics = json["extrinsicsRoot"]?.string,
            let logs = json["digest"]?["logs"]?.array, let height = Self.height(number),
            let parentHash = try? Hash256(hex: parent), let stateRoot = try? Hash256(hex: state),
            let extrinsicsRoot = try? Hash256(hex: extrinsics)
        else { return nil }
        var digest: [[UInt8]] = []
        for log in logs {
            guard let text = log.string, let bytes = try? [UInt8](hex: text) else { return nil }
            digest.append(bytes)
        }
        self.init(
            parentHash: parentHash, number: BlockNumber(height), stateRoot: stateRoot, extrinsicsRoot: extrinsicsRoot,
            digest: digest)
    }

    /// The number in `0x` and hexadecimal digits, as nodes write it; nil for anything else, a sign included, and for a number
    /// that no chain reaches: Substrate's block numbers have 32 bits.
    private static func height(_ text: String) -> UInt32? {
        guard text.hasPrefix("0x"), text.dropFirst(2).allSatisfy(\.isHexDigit) else { return nil }
        return UInt32(text.dropFirst(2), radix: 16)
    }

    /// The header as a node writes it.
    public var json: JSONValue {
        [
            "parentHash": .string(parentHash.hex), "number": .string("0x" + String(number.rawValue, radix: 16)),
            "stateRoot": .string(stateRoot.hex), "extrinsicsRoot": .string(extrinsicsRoot.hex),
            "digest": ["logs": .array(digest.map { .string($0.hex) })],
        ]
    }
}
