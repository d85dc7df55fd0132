// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import ScaleCodec
import SubstratePrimitives

extension Spellings {
    /// Accounts as addresses, and money in TAO or alpha where the runtime says that it is money.
    public static let subtensor = Spellings(money: { field, typeName in money(field, typeName) })

    /// The money that an integer of a subtensor runtime counts: `1.5tao`, `τ1.5`, `100rao`, `2alpha`.
    public static func money(_ field: String?, _ typeName: String?) -> Money? {
        var name = typeName ?? ""
        // The option's own type has the name of what is in it.
        for wrapper in ["Option<", "Compact<"] where name.hasPrefix(wrapper) && name.hasSuffix(">") {
            name = String(name.dropFirst(wrapper.count).dropLast())
        }
        if taoTypes.contains(name) || name.hasPrefix("BalanceOf<") { return tao }
        if alphaTypes.contains(name) { return alpha }
        guard name == "u64", let field else { return nil }
        return taoFields.contains(field) ? tao : alphaFields.contains(field) ? alpha : nil
    }

    private static let tao = Money(
        example: "1.5tao", smallest: "rao",
        amount: { text throws(ScaleError) in
            do throws(AmountError) {
                return try Balance(tao: text).rao
            } catch {
                throw ScaleError(.mismatch, error.reason)
            }
        }, text: { "\(Balance(rao: $0))" })

    private static let alpha = Money(
        example: "1.5alpha", smallest: "rao",
        amount: { text throws(ScaleError) in
            do throws(AmountError) {
                return try Alpha(alpha: text).rao
            } catch {
                throw ScaleError(.mismatch, error.reason)
            }
        }, text: { "\(Alpha(rao: $0))" })

    private static let taoTypes: Set = ["TaoBalance", "TaoCurrency", "T::Balance", "Balance"]
    private static let alphaTypes: Set = ["AlphaBalance", "AlphaCurrency"]

    /// What runtimes had as plain integers before money had types.
    private static let taoFields: Set = [
        "amount_staked", "limit_price", "swap_cost", "min_burn", "max_burn", "lock_cost", "rao_recycled",
        "total_issuance",
    ]
    private static let alphaFields: Set = ["amount_unstaked", "alpha_amount"]
}
