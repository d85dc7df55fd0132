// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// The highest price at which TAO buys alpha; nil where there is none: on the root, and on a runtime without limits where
    /// none is required.
    ///
    /// - Parameter amount: what is spent; nil when it is not known yet.
    /// - Throws: `priceMoved` when the purchase itself would move the price further.
    public func limit(
        buying amount: Balance?, on netuid: NetUID, protection: PriceProtection
    ) async throws -> PriceLimit? {
        guard netuid != 0, let view = try await view(protection, by: "add_stake_limit") else { return nil }
        let price = try await view.price(of: netuid)
        let highest = Balance(
            rao: UInt64(exactly: (Double(price.tao.rao) * (1 + protection.tolerance)).rounded(.up)) ?? .max)
        if let amount, !protection.allowsPart,
            let swap = try? await view.state().call(.swap(amount, forAlphaOf: netuid)), swap.alphaAmount > .zero
        {
            let paid = amount.rao - min(amount.rao, swap.taoFee.rao)
            let after = price.after(averaging: Double(paid) / Double(swap.alphaAmount.rao))
            guard after <= highest else {
                throw Self.moved(price, after, highest, by: "buying alpha for \(amount)", netuid)
            }
        }
        return PriceLimit(highest, allowsPart: protection.allowsPart)
    }

    /// The lowest price at which alpha is sold; nil where there is none: on the root, and on a runtime without limits where
    /// none is required.
    ///
    /// - Throws: `priceMoved` when the sale itself would move the price further.
    public func limit(
        selling amount: Alpha, on netuid: NetUID, protection: PriceProtection
    ) async throws -> PriceLimit? {
        guard netuid != 0, let view = try await view(protection, by: "remove_stake_limit") else { return nil }
        let price = try await view.price(of: netuid)
        let lowest = Balance(
            rao: UInt64(exactly: (Double(price.tao.rao) * (1 - protection.tolerance)).rounded(.down)) ?? 0)
        if !protection.allowsPart, let swap = try? await view.state().call(.swap(amount, of: netuid)),
            amount.rao > swap.alphaFee.rao
        {
            let after = price.after(averaging: Double(swap.taoAmount.rao) / Double(amount.rao - swap.alphaFee.rao))
            guard after >= lowest else {
                throw Self.moved(price, after, lowest, by: "selling \(amount)", netuid)
            }
        }
        return PriceLimit(lowest, allowsPart: protection.allowsPart)
    }

    /// The lowest rate at which stake of one subnet is swapped for another's; nil where there is none: on one subnet, where no
    /// price is involved, and on a runtime without limits where none is required.
    ///
    /// - Parameters:
    ///   - amount: in the alpha of the origin; nil for all that the coldkey has on the hotkey there.
    /// - Throws: `priceMoved` when the swap itself would bring the rate further down.
    public func limit(
        swapping amount: Alpha?, of coldkey: AccountID, on hotkey: AccountID, from origin: NetUID,
        to destination: NetUID, protection: PriceProtection
    ) async throws -> SwapLimit? {
        guard origin != destination, let view = try await view(protection, by: "swap_stake_limit") else { return nil }
        let stake = try await view.alpha(of: coldkey, on: hotkey, netuid: origin)
        return try await view.limit(exchanging: amount, of: stake, from: origin, to: destination, protection)
    }

    /// The lowest rate at which stake moves to another hotkey on another subnet; nil where there is none, as for a swap.
    ///
    /// - Parameters:
    ///   - amount: in the alpha of the origin; nil for all that the coldkey has on the hotkey there.
    ///   - hotkey: where the stake lies.
    /// - Throws: `priceMoved` when the move itself would bring the rate further down.
    public func limit(
        moving amount: Alpha?, of coldkey: AccountID, on hotkey: AccountID, from origin: NetUID,
        to destination: NetUID, protection: PriceProtection
    ) async throws -> SwapLimit? {
        guard origin != destination, let view = try await view(protection, by: "move_stake_limit") else { return nil }
        let stake = try await view.alpha(of: coldkey, on: hotkey, netuid: origin)
        return try await view.limit(exchanging: amount, of: stake, from: origin, to: destination, protection)
    }

    // MARK: What they have in common

    /// One state to compute a limit on; nil where the runtime has no call that takes one, and none is required.
    private func view(_ protection: PriceProtection, by call: String) async throws -> Subtensor? {
        guard (0..<1).contains(protection.tolerance) else {
            throw BittensorError(
                .invalidOption,
                "\(protection.tolerance) is no tolerance: give a part of the price, at least 0 and less than 1")
        }
        let state = try await state()
        guard state.runtimeAfter.metadata.hasCall("SubtensorModule", call) else {
            guard protection.isRequired else { return nil }
            throw BittensorError(
                .callMissing,
                "\(state.runtimeAfter.version.title) has no \(call), which would limit the price: without "
                    + "protection it is whatever it is by then")
        }
        return pinned(to: state)
    }

    private func limit(
        exchanging amount: Alpha?, of stake: Alpha, from origin: NetUID, to destination: NetUID,
        _ protection: PriceProtection
    ) async throws -> SwapLimit? {
        // What cannot be is refused in better words by the action itself.
        let amount = amount ?? stake
        guard amount > .zero, amount <= stake else { return nil }
        let prices = (try await price(of: origin), try await price(of: destination))
        guard prices.0.tao > .zero, prices.1.tao > .zero else { return nil }
        func rate(_ origin: Balance, _ destination: Balance) -> Double { Double(origin.rao) / Double(destination.rao) }
        let lowest = rate(prices.0.tao, prices.1.tao) * (1 - protection.tolerance)
        if !protection.allowsPart, let (sold, bought) = try? await averages(of: amount, from: origin, to: destination) {
            let after = rate(prices.0.after(averaging: sold), prices.1.after(averaging: bought))
            guard after >= lowest else {
                throw BittensorError(
                    .priceMoved,
                    "swapping \(amount) would bring the rate from subnet \(origin) to subnet \(destination) down to "
                        + "\(after.fixed(decimals: 6)), below \(lowest.fixed(decimals: 6)): take less, or tolerate more"
                )
            }
        }
        let rao = (lowest * Double(Balance.raoPerTAO)).rounded(.down)
        return SwapLimit(Alpha(rao: UInt64(exactly: rao) ?? .max), allowsPart: protection.allowsPart)
    }

    /// The TAO for one alpha that a swap between subnets would be paid in the one, and pay in the other.
    private func averages(
        of alpha: Alpha, from origin: NetUID, to destination: NetUID
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

    private static func moved(
        _ price: AlphaPrice, _ after: Balance, _ limit: Balance, by trade: String, _ netuid: NetUID
    ) -> BittensorError {
        // Rounded up, so that it is enough: 0.011 for a price that would move by 1.003 %.
        let needed = ((Double(after.rao) / Double(price.tao.rao) - 1).magnitude * 1000).rounded(.up) / 1000
        let remedy = needed < 1 ? "take less, or tolerate \(needed)" : "take less"
        return BittensorError(
            .priceMoved,
            "\(trade) would move subnet \(netuid)'s price from \(price.tao) to about \(after), beyond \(limit): \(remedy)"
        )
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
