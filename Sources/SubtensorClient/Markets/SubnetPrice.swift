// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// A subnet's name, and what its alpha costs.
public struct SubnetPrice: Hashable, Sendable {
    public let name: String
    public let price: AlphaPrice

    public init(name: String, price: AlphaPrice) {
        self.name = name
        self.price = price
    }
}

extension [NetUID: SubnetPrice] {
    /// What one alpha of a subnet costs: 1 TAO on the root, and nothing where no price is known.
    public func price(of netuid: NetUID) -> AlphaPrice {
        netuid == 0 ? .root : self[netuid]?.price ?? AlphaPrice(tao: .zero)
    }
}

extension Alpha {
    /// What it is worth as the alpha of a subnet, at the prices that ``Subtensor/prices(at:)`` read.
    public func worth(on netuid: NetUID, at prices: [NetUID: SubnetPrice]) -> Balance {
        prices.price(of: netuid).value(of: self)
    }
}
