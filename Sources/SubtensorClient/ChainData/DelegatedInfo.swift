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

extension DelegatedInfo: ScaleWrapper {
    public init(wire: ScalePair<DelegateInfo, ScalePair<Compact<UInt16>, Compact<UInt64>>>) {
        delegate = wire.first
        netuid = NetUID(wire.second.first.value)
        stake = Alpha(rao: wire.second.second.value)
    }
}
