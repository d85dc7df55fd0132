// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// What a hotkey committed to the chain.
public struct Commitment: Hashable, Sendable {
    public let hotkey: AccountID
    public let bytes: [UInt8]

    public init(hotkey: AccountID, bytes: [UInt8]) {
        self.hotkey = hotkey
        self.bytes = bytes
    }
}

extension Commitment: ScaleConvertible {
    typealias Wire = ScalePair<AccountID, CompactList<UInt8>>

    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(try Wire(from: &reader)) }
    public init(dynamic value: ScaleValue) throws(ScaleError) { self.init(try Wire(dynamic: value)) }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { Wire.matches(id, in: types) }

    private init(_ wire: Wire) { self.init(hotkey: wire.first, bytes: wire.second.values) }
}
