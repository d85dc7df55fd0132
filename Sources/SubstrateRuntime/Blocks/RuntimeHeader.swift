// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// The head of a block as a runtime takes and gives it.
public struct RuntimeHeader: Hashable, Sendable {
    public var parentHash: Hash256
    public var number: BlockNumber
    public var stateRoot: Hash256
    public var extrinsicsRoot: Hash256
    public var digest: [DigestItem]

    public init(
        parentHash: Hash256, number: BlockNumber, stateRoot: Hash256 = .zero, extrinsicsRoot: Hash256 = .zero,
        digest: [DigestItem] = []
    ) {
        self.parentHash = parentHash
        self.number = number
        self.stateRoot = stateRoot
        self.extrinsicsRoot = extrinsicsRoot
        self.digest = digest
    }

    /// BLAKE2b-256 of the encoded header: the block's hash.
    public var hash: Hash256 { Hash256(unchecked: Hashing.blake2b256(scaleEncoded)) }
}

extension RuntimeHeader: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) {
        parentHash.encode(to: &writer)
        writer.write(compact: UInt128(number.rawValue))
        stateRoot.encode(to: &writer)
        extrinsicsRoot.encode(to: &writer)
        digest.encode(to: &writer)
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        parentHash = try Hash256(from: &reader)
        number = BlockNumber(try reader.readCompact(UInt64.self))
        stateRoot = try Hash256(from: &reader)
        extrinsicsRoot = try Hash256(from: &reader)
        digest = try [DigestItem](from: &reader)
    }
}

// MARK: -

/// What a header says besides its roots: sp-runtime's `DigestItem`.
public enum DigestItem: Hashable, Sendable {
    /// What the author tells the runtime; the engine is named by four bytes.
    case preRuntime(engine: [UInt8], [UInt8])
    /// What the runtime tells the engine.
    case consensus(engine: [UInt8], [UInt8])
    /// The author's signature.
    case seal(engine: [UInt8], [UInt8])
    case other([UInt8])
    /// The state after this block has another runtime than the one before.
    case runtimeUpdated

    /// The slot in which a block of the engine Aura is made.
    public static func aura(slot: UInt64) -> DigestItem { .preRuntime(engine: Array("aura".utf8), slot.scaleEncoded) }
}

extension DigestItem: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) {
        switch self {
        case .other(let payload):
            writer.write(byte: 0)
            payload.encode(to: &writer)
        case .consensus(let engine, let payload): encode(4, engine, payload, to: &writer)
        case .seal(let engine, let payload): encode(5, engine, payload, to: &writer)
        case .preRuntime(let engine, let payload): encode(6, engine, payload, to: &writer)
        case .runtimeUpdated: writer.write(byte: 8)
        }
    }

    private func encode(_ tag: UInt8, _ engine: [UInt8], _ payload: [UInt8], to writer: inout ScaleWriter) {
        writer.write(byte: tag)
        writer.write(bytes: engine)
        payload.encode(to: &writer)
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let tag = try reader.readByte()
        switch tag {
        case 0: self = .other(try [UInt8](from: &reader))
        case 4: self = .consensus(engine: try reader.readBytes(4), try [UInt8](from: &reader))
        case 5: self = .seal(engine: try reader.readBytes(4), try [UInt8](from: &reader))
        case 6: self = .preRuntime(engine: try reader.readBytes(4), try [UInt8](from: &reader))
        case 8: self = .runtimeUpdated
        default: throw ScaleError(.invalidTag, "there is no digest item \(tag)")
        }
    }
}
