// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// What some coldkeys own, freely and staked, all at one block.
    ///
    /// - Parameter needsStakes: whether it is an error when the runtime tells nothing of stakes.
    /// - Throws: `notInRuntime` where it does not, and they are needed.
    public func holdings(
        of coldkeys: [AccountID], needsStakes: Bool = true, at block: BlockReference = .head
    ) async throws -> Holdings {
        let view = pinned(to: try await state(at: block))
        async let balances = view.balances(of: coldkeys)
        async let stakes = view.knownStakes(of: coldkeys, isNeeded: needsStakes)
        async let prices = view.prices()
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
