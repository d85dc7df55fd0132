// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

/// What some coldkeys own, freely and staked, and what it is worth, at one block.
public struct Holdings: Sendable {
    /// What each coldkey owns freely.
    public let balances: [AccountID: Balance]
    /// nil where the runtime does not tell.
    public let stakes: [AccountID: [StakeInfo]]?
    /// What the alpha of each subnet costs.
    public let prices: [NetUID: SubnetPrice]

    public init(balances: [AccountID: Balance], stakes: [AccountID: [StakeInfo]]?, prices: [NetUID: SubnetPrice]) {
        self.balances = balances
        self.stakes = stakes
        self.prices = prices
    }

    /// What a coldkey owns freely.
    public func free(of coldkey: AccountID) -> Balance { balances[coldkey] ?? .zero }

    /// The stake of a coldkey, by subnet and hotkey, without what is empty.
    public func stakes(of coldkey: AccountID) -> [StakeInfo] {
        (stakes?[coldkey] ?? []).filter { $0.stake > .zero }.sorted {
            ($0.netuid, $0.hotkey.ss58()) < ($1.netuid, $1.hotkey.ss58())
        }
    }

    /// What a stake is worth, before anyone sells it.
    public func value(of stake: StakeInfo) -> Balance { stake.stake.worth(on: stake.netuid, at: prices) }

    /// What all stake of a coldkey is worth; nil where the runtime does not tell.
    public func staked(by coldkey: AccountID) -> Balance? {
        stakes == nil ? nil : stakes(of: coldkey).reduce(.zero) { $0 + value(of: $1) }
    }
}
