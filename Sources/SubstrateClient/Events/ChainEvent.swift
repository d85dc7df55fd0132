// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// Something that a block did, as its runtime reported it.
public struct ChainEvent: Hashable, Sendable, CustomStringConvertible {
    public let pallet: String
    public let name: String
    public let fields: [ScaleValue.Member]
    /// The place in the block of the extrinsic that caused it; nil for what the block did by itself.
    public let extrinsicIndex: UInt32?

    public init(pallet: String, name: String, fields: [ScaleValue.Member], extrinsicIndex: UInt32?) {
        self.pallet = pallet
        self.name = name
        self.fields = fields
        self.extrinsicIndex = extrinsicIndex
    }

    /// Whether this is the event `name` of `pallet`.
    public func matches(_ pallet: String, _ name: String) -> Bool { self.pallet == pallet && self.name == name }

    /// The field at this place; nil beyond the last.
    public subscript(place: Int) -> ScaleValue? { fields.indices.contains(place) ? fields[place].value : nil }

    /// The field of this name; nil when there is none.
    public subscript(name: String) -> ScaleValue? { fields.first { $0.name == name }?.value }

    public var description: String { "\(pallet).\(ScaleValue.variant(name, fields))" }
}

extension RuntimeMetadata {
    /// The events that the value of `System.Events` encodes.
    public func decodeEvents(_ bytes: [UInt8]) throws(ClientError) -> [ChainEvent] {
        let type = try storage("System", "Events").value
        let records = try reading("the block's events") { () throws(ScaleError) in try types.decode(bytes, as: type) }
        var events: [ChainEvent] = []
        for record in records.list ?? [] {
            guard case .variant(let pallet, let inner)? = record["event"], inner.count == 1,
                case .variant(let name, let fields) = inner[0].value
            else { throw ClientError(.malformedAnswer, "an event record of this runtime has no event") }
            var index: UInt32?
            if let phase = record["phase"], phase.variantName == "ApplyExtrinsic" {
                index = phase[0]?.uint64.flatMap(UInt32.init(exactly:))
            }
            events.append(ChainEvent(pallet: pallet, name: name, fields: fields, extrinsicIndex: index))
        }
        return events
    }
}
