// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

/// Delegates with what a person chooses them by, those with the most stake first.
public struct DelegateRanking: Sendable {
    public let block: BlockNumber
    /// By what all stake on them is worth, the most first.
    public let delegates: [DelegateInfo]
    /// The names under which their owners present themselves, by coldkey.
    public let names: [AccountID: String]
    /// What the alpha of each subnet costs.
    public let prices: [NetUID: SubnetPrice]
}

extension Subtensor {
    /// All delegates, ranked.
    public func delegateRanking(at block: BlockReference = .head) async throws -> DelegateRanking {
        let view = pinned(to: try await state(at: block))
        return try await view.ranking(of: try await view.delegates())
    }

    /// Some delegates, ranked.
    public func ranking(
        of delegates: [DelegateInfo], at block: BlockReference = .head
    ) async throws -> DelegateRanking {
        let state = try await state(at: block)
        let view = pinned(to: state)
        async let priced = view.prices()
        async let named = view.names(of: delegates.map(\.owner))
        let prices = try await priced
        let ranked = delegates.map { ($0, $0.worth(at: prices)) }
            .sorted { $0.1 == $1.1 ? $0.0.hotkey.bytes.lexicographicallyPrecedes($1.0.hotkey.bytes) : $0.1 > $1.1 }
            .map(\.0)
        return DelegateRanking(block: state.number, delegates: ranked, names: try await named, prices: prices)
    }
}

extension DelegateInfo {
    /// The TAO that is staked on it at the root.
    public var rootStake: Balance {
        nominators.flatMap(\.stakes).filter { $0.netuid == 0 }.reduce(.zero) { $0 + Balance(rao: $1.stake.rao) }
    }

    /// What all stake on it is worth, at the prices that ``Subtensor/prices(at:)`` read.
    public func worth(at prices: [NetUID: SubnetPrice]) -> Balance {
        nominators.flatMap(\.stakes).reduce(.zero) { $0 + $1.stake.worth(on: $1.netuid, at: prices) }
    }
}

extension DelegatedInfo {
    /// What the stake is worth, at the prices that ``Subtensor/prices(at:)`` read.
    public func worth(at prices: [NetUID: SubnetPrice]) -> Balance { stake.worth(on: netuid, at: prices) }
}
