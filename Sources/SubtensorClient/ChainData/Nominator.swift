// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// The stake that one coldkey gave to a delegate.
public struct Nominator: Hashable, Sendable {
    public let coldkey: AccountID
    /// How much it is on each subnet.
    public let stakes: [SubnetStake]

    /// The stake on one subnet.
    public struct SubnetStake: Hashable, Sendable {
        public let netuid: NetUID
        public let stake: Alpha

        public init(netuid: NetUID, stake: Alpha) {
            self.netuid = netuid
            self.stake = stake
        }
    }

    public init(coldkey: AccountID, stakes: [SubnetStake]) {
        self.coldkey = coldkey
        self.stakes = stakes
    }
}

extension Nominator: ScaleWrapper {
    public init(wire: ScalePair<AccountID, [ScalePair<Compact<UInt16>, Compact<UInt64>>]>) {
        coldkey = wire.first
        stakes = wire.second.map {
            SubnetStake(netuid: NetUID($0.first.value), stake: Alpha(rao: $0.second.value))
        }
    }
}
