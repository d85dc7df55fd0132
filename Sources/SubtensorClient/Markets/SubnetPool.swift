// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// A subnet's name and its pool: what every runtime with pools tells of a market.
public struct SubnetPool: Hashable, Sendable {
    /// The subnet's name; empty where the runtime keeps none.
    public let name: String
    /// The symbol of its alpha; nil where the runtime keeps none.
    public let symbol: String?
    /// TAO in the pool.
    public let tao: Balance
    /// What one alpha costs.
    public let price: AlphaPrice

    public init(name: String, symbol: String?, tao: Balance, price: AlphaPrice) {
        self.name = name
        self.symbol = symbol
        self.tao = tao
        self.price = price
    }

    /// The pool of a market.
    public init(_ market: DynamicInfo) {
        self.init(name: market.subnetName, symbol: market.tokenSymbol, tao: market.taoIn, price: market.price)
    }
}
