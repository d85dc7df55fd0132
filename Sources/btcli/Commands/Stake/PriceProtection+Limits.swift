import Bittensor
import SubstrateClient

extension PriceProtection {
    /// The highest price at which TAO buys alpha; nil where none is wanted.
    ///
    /// - Parameter amount: nil when it is not known yet.
    /// - Throws: `refusedByChain` when the purchase itself would move the price further.
    func limit(buying amount: Balance?, on netuid: NetUID, _ subtensor: Subtensor) async throws -> PriceLimit? {
        guard netuid != 0, applies(to: "add_stake_limit", subtensor) else { return nil }
        let price = try await subtensor.price(of: netuid)
        let highest = Balance(rao: UInt64(exactly: (Double(price.tao.rao) * (1 + part)).rounded(.up)) ?? .max)
        if let amount, !partial,
            let swap = try? await subtensor.state().call(.swap(amount, forAlphaOf: netuid)), swap.alphaAmount > .zero
        {
            let paid = amount.rao - min(amount.rao, swap.taoFee.rao)
            let after = price.after(averaging: Double(paid) / Double(swap.alphaAmount.rao))
            try require(after <= highest, price, after, highest, "buying alpha for \(amount)", netuid)
        }
        return PriceLimit(highest, allowsPart: partial)
    }

    /// The lowest price at which alpha is sold; nil where none is wanted.
    ///
    /// - Throws: `refusedByChain` when the sale itself would move the price further.
    func limit(selling amount: Alpha, on netuid: NetUID, _ subtensor: Subtensor) async throws -> PriceLimit? {
        guard netuid != 0, applies(to: "remove_stake_limit", subtensor) else { return nil }
        let price = try await subtensor.price(of: netuid)
        let lowest = Balance(rao: UInt64(exactly: (Double(price.tao.rao) * (1 - part)).rounded(.down)) ?? 0)
        if !partial, let swap = try? await subtensor.state().call(.swap(amount, of: netuid)),
            amount.rao > swap.alphaFee.rao
        {
            let after = price.after(averaging: Double(swap.taoAmount.rao) / Double(amount.rao - swap.alphaFee.rao))
            try require(after >= lowest, price, after, lowest, "selling \(amount)", netuid)
        }
        return PriceLimit(lowest, allowsPart: partial)
    }

    private func require(
        _ isTolerable: Bool, _ price: AlphaPrice, _ after: Balance, _ limit: Balance, _ trade: String, _ netuid: NetUID
    ) throws(BittensorError) {
        guard !isTolerable else { return }
        throw BittensorError(
            .refusedByChain,
            "\(trade) would move subnet \(netuid)'s price from \(price.tao) to about \(after), beyond \(limit): take "
                + "less, raise --tolerance, or add --partial or --unsafe")
    }
}

extension AlphaPrice {
    /// Where a trade leaves the price that paid so much for one alpha on average.
    ///
    /// In a constant-product pool, and within one range of a concentrated one, the average is the geometric mean of the
    /// prices before and after.
    fileprivate func after(averaging average: Double) -> Balance {
        let before = Double(tao.rao)
        let average = average * Double(Balance.raoPerTAO)
        guard before > 0 else { return tao }
        return Balance(rao: UInt64(exactly: (average * average / before).rounded()) ?? .max)
    }
}
