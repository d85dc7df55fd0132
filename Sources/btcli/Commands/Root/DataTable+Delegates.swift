// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorClient

extension DataTable {
    /// Delegates in the order of their rank.
    ///
    /// - Parameter isNumbered: puts a number in front, by which one can be chosen.
    static func delegates(_ ranking: DelegateRanking, isNumbered: Bool = false) -> DataTable {
        var table = DataTable(
            (isNumbered ? [.number("index", "Index")] : []) + [
                .text("name", "Name"), .number("take", "Take"), .number("nominators", "Nominators").expendable(1),
                .number("root_stake_tao", "Root stake (τ)").expendable(2), .number("worth_tao", "All stake (τ)"),
                .number("return_per_1000_tao", "Return (τ/24h/kτ)"),
                .number("total_daily_return_tao", "Return (τ/24h)").expendable(5),
                .text("subnets", "Subnets").expendable(4), .text("validator_permits", "Permits").expendable(6),
                .text("hotkey", "Hotkey", .middle), .text("coldkey", "Coldkey", .middle).expendable(3),
            ])
        for (index, delegate) in ranking.delegates.enumerated() {
            table.add(
                (isNumbered ? [.integer(index)] : []) + [
                    .text(orNone: ranking.names[delegate.owner]), .fraction(delegate.take),
                    .integer(delegate.nominators.count), .tao(delegate.rootStake),
                    .tao(delegate.worth(at: ranking.prices), decimals: 4), .tao(delegate.returnPer1000),
                    .tao(delegate.totalDailyReturn),
                    .list(delegate.registrations.map { .integer($0.rawValue) }),
                    .list(delegate.validatorPermits.map { .integer($0.rawValue) }),
                    .address(delegate.hotkey), .address(delegate.owner),
                ])
        }
        return table
    }
}
