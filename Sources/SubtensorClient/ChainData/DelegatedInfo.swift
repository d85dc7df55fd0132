// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec

/// A delegate to which a coldkey gave stake, and how much of it on one subnet.
public struct DelegatedInfo: Hashable, Sendable {
    public let delegate: DelegateInfo
    public let netuid: NetUID
    public let stake: Alpha

    public init(delegate: DelegateInfo, netuid: NetUID, stake: Alpha) {
        self.delegate = delegate
        self.netuid = netuid
        self.stake = stake
    }
}

extension DelegatedInfo: ScaleConvertible {
    typealias Wire = ScalePair<DelegateInfo, ScalePair<Compact<UInt16>, Compact<UInt64>>>

    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(try Wire(from: &reader)) }
    public init(dynamic value: ScaleValue) throws(ScaleError) { self.init(try Wire(dynamic: value)) }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { Wire.matches(id, in: types) }

    private init(_ wire: Wire) {
        delegate = wire.first
        netuid = NetUID(wire.second.first.value)
        stake = Alpha(rao: wire.second.second.value)
    }
}
