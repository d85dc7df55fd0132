import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

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

    /// The lowest rate at which stake of one subnet becomes another's; nil where none is wanted, and on one subnet, where no
    /// price is involved.
    ///
    /// - Parameters:
    ///   - amount: nil for all there is.
    ///   - call: the call that takes a limit.
    /// - Throws: `refusedByChain` when the swap itself would bring the rate further down.
    func limit(
        swapping amount: Alpha?, of coldkey: AccountID, on hotkey: AccountID, from origin: NetUID,
        to destination: NetUID, by call: String, _ subtensor: Subtensor
    ) async throws -> SwapLimit? {
        guard origin != destination, applies(to: call, subtensor) else { return nil }
        let stake = try await subtensor.alpha(of: coldkey, on: hotkey, origin)
        // What cannot be is refused in better words by the action itself.
        let amount = amount ?? stake
        guard amount > .zero, amount <= stake else { return nil }
        let prices = (try await subtensor.price(of: origin), try await subtensor.price(of: destination))
        guard prices.0.tao > .zero, prices.1.tao > .zero else { return nil }
        func rate(_ origin: Balance, _ destination: Balance) -> Double { Double(origin.rao) / Double(destination.rao) }
        let lowest = rate(prices.0.tao, prices.1.tao) * (1 - part)
        if !partial, let (sold, bought) = try? await subtensor.swap(amount, from: origin, to: destination) {
            let after = rate(prices.0.after(averaging: sold), prices.1.after(averaging: bought))
            guard after >= lowest else {
                throw BittensorError(
                    .refusedByChain,
                    "swapping \(amount) would bring the rate from subnet \(origin) to subnet \(destination) down to "
                        + "\(after.fixed(decimals: 6)), below \(lowest.fixed(decimals: 6)): take less, raise "
                        + "--tolerance, or add --partial or --unsafe")
            }
        }
        let rao = (lowest * Double(Balance.raoPerTAO)).rounded(.down)
        return SwapLimit(Alpha(rao: UInt64(exactly: rao) ?? .max), allowsPart: partial)
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

extension Subtensor {
    /// The TAO for one alpha that a swap between subnets would be paid in the one, and pay in the other.
    fileprivate func swap(
        _ alpha: Alpha, from origin: NetUID, to destination: NetUID
    ) async throws -> (sold: Double, bought: Double) {
        let state = try await state()
        var (tao, sold, bought) = (Balance(rao: alpha.rao), 1.0, 1.0)
        if origin != 0 {
            let sale = try await state.call(.swap(alpha, of: origin))
            tao = sale.taoAmount
            sold = Double(tao.rao) / Double(alpha.rao - min(alpha.rao, sale.alphaFee.rao))
        }
        if destination != 0 {
            let purchase = try await state.call(.swap(tao, forAlphaOf: destination))
            bought = Double(tao.rao - min(tao.rao, purchase.taoFee.rao)) / Double(purchase.alphaAmount.rao)
        }
        return (sold, bought)
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
