import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// What some coldkeys own, at one block.
struct Holdings: Sendable {
    let balances: [AccountID: Balance]
    /// nil where the runtime does not tell.
    let stakes: [AccountID: [StakeInfo]]?
    let prices: [NetUID: SubnetPrice]

    func free(of coldkey: AccountID) -> Balance { balances[coldkey] ?? .zero }

    /// The stake of a coldkey, by subnet and hotkey, without what is empty.
    func stakes(of coldkey: AccountID) -> [StakeInfo] {
        (stakes?[coldkey] ?? []).filter { $0.stake > .zero }.sorted {
            ($0.netuid, $0.hotkey.ss58()) < ($1.netuid, $1.hotkey.ss58())
        }
    }

    func price(of netuid: NetUID) -> AlphaPrice {
        netuid == 0 ? .root : prices[netuid]?.price ?? AlphaPrice(tao: .zero)
    }

    func value(of stake: StakeInfo) -> Balance { price(of: stake.netuid).value(of: stake.stake) }

    /// What all stake of a coldkey is worth; nil where the runtime does not tell.
    func staked(by coldkey: AccountID) -> Balance? {
        stakes == nil ? nil : stakes(of: coldkey).reduce(.zero) { $0 + value(of: $1) }
    }
}

extension Subtensor {
    /// What some coldkeys own, by a subtensor that is pinned to one block.
    ///
    /// - Parameter needsStakes: whether it is an error when the runtime tells nothing of stakes.
    func holdings(of coldkeys: [AccountID], needsStakes: Bool = true) async throws -> Holdings {
        async let balances = balances(of: coldkeys)
        async let stakes = knownStakes(of: coldkeys, isNeeded: needsStakes)
        async let prices = prices()
        return try await Holdings(balances: balances, stakes: stakes, prices: prices)
    }

    private func knownStakes(
        of coldkeys: [AccountID], isNeeded: Bool
    ) async throws(ClientError) -> [AccountID: [StakeInfo]]? {
        if coldkeys.isEmpty { return [:] }
        do {
            return try await stakes(of: coldkeys)
        } catch  where error.code == .notInRuntime && !isNeeded {
            return nil
        }
    }
}
