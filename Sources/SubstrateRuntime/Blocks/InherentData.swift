// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// What a block's author tells the runtime, from which it makes the extrinsics that nobody signs: by identifiers of eight bytes.
public struct InherentData: Hashable, Sendable, ScaleEncodable {
    private var entries: [[UInt8]: [UInt8]] = [:]

    public init() {}

    /// What pallets Timestamp and Aura ask for.
    ///
    /// - Parameters:
    ///   - milliseconds: The block's time since 1970.
    ///   - slot: The slot in which it is made; no runtime of Aura takes a time of another slot.
    public init(milliseconds: UInt64, slot: UInt64) {
        self[Array("timstap0".utf8)] = milliseconds.scaleEncoded
        self[Array("auraslot".utf8)] = slot.scaleEncoded
    }

    /// The data under an identifier of eight bytes; any other number of bytes means none.
    public subscript(identifier: [UInt8]) -> [UInt8]? {
        get { entries[identifier] }
        set { if identifier.count == 8 { entries[identifier] = newValue } }
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(count: entries.count)
        for (identifier, data) in entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            writer.write(bytes: identifier)
            data.encode(to: &writer)
        }
    }
}
