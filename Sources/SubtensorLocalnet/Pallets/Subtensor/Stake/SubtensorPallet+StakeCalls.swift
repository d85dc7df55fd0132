// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient

extension SubtensorPallet {
    /// The smallest amount that can be staked or moved, in rao (`DefaultMinStake`).
    static let minimumStake: UInt64 = 2_000_000

    /// Putting stake on hotkeys, taking it off, and moving it about.
    static func stakeCalls(_ rules: RuleSet) -> [CallDeclaration] {
        addingCalls(rules.tradeFee) + removingCalls(rules.tradeFee) + movingCalls(rules.tradeFee) + destroyingCalls
    }

    private static func addingCalls(_ fee: CallDeclaration.Fee) -> [CallDeclaration] {
        [
            CallDeclaration(
                "add_stake", 2, ["hotkey": "AccountId32", "netuid": "u16", "amount_staked": "u64"], fee: fee,
                check: { _ = try $0.stakeToAdd($1) }
            ) { try $0.addStake($1) },
            CallDeclaration(
                "add_stake_limit", 88,
                [
                    "hotkey": "AccountId32", "netuid": "u16", "amount_staked": "u64", "limit_price": "u64",
                    "allow_partial": "bool",
                ], fee: fee, check: { _ = try $0.stakeToAdd($1, limit: TradeLimit($1)) }
            ) { try $0.addStake($1, limit: TradeLimit($1)) },
        ]
    }

    private static func removingCalls(_ fee: CallDeclaration.Fee) -> [CallDeclaration] {
        [
            CallDeclaration(
                "remove_stake", 3, ["hotkey": "AccountId32", "netuid": "u16", "amount_unstaked": "u64"], fee: fee,
                check: { _ = try $0.stakeToRemove($1) }
            ) { try $0.removeStake($1) },
            CallDeclaration(
                "unstake_all", 83, ["hotkey": "AccountId32"], fee: fee, check: { try $0.checkUnstakeAll($1) }
            ) { try $0.unstakeAll($1) },
            CallDeclaration(
                "unstake_all_alpha", 84, ["hotkey": "AccountId32"], fee: fee,
                check: { try $0.checkUnstakeAll($1, keepingRoot: true) }
            ) { try $0.unstakeAllAlpha($1) },
            CallDeclaration(
                "remove_stake_limit", 89,
                [
                    "hotkey": "AccountId32", "netuid": "u16", "amount_unstaked": "u64", "limit_price": "u64",
                    "allow_partial": "bool",
                ], fee: fee, check: { _ = try $0.stakeToRemove($1, limit: TradeLimit($1)) }
            ) { try $0.removeStake($1, limit: TradeLimit($1)) },
            CallDeclaration(
                "remove_stake_full_limit", 103,
                ["hotkey": "AccountId32", "netuid": "u16", "limit_price": "Option<u64>"], fee: fee,
                check: { _ = try $0.allStakeToRemove($1) }
            ) { try $0.removeAllStake($1) },
        ]
    }

    private static func movingCalls(_ fee: CallDeclaration.Fee) -> [CallDeclaration] {
        [
            CallDeclaration(
                "move_stake", 85,
                [
                    "origin_hotkey": "AccountId32", "destination_hotkey": "AccountId32", "origin_netuid": "u16",
                    "destination_netuid": "u16", "alpha_amount": "u64",
                ], fee: fee, check: { _ = try $0.stakeToMove($1) }
            ) { try $0.moveStake($1) },
            CallDeclaration(
                "transfer_stake", 86,
                [
                    "destination_coldkey": "AccountId32", "hotkey": "AccountId32", "origin_netuid": "u16",
                    "destination_netuid": "u16", "alpha_amount": "u64",
                ], fee: fee, check: { _ = try $0.stakeToTransfer($1) }
            ) { try $0.transferStake($1) },
            CallDeclaration(
                "swap_stake", 87,
                [
                    "hotkey": "AccountId32", "origin_netuid": "u16", "destination_netuid": "u16", "alpha_amount": "u64",
                ], fee: fee, check: { _ = try $0.stakeToSwap($1) }
            ) { try $0.swapStake($1) },
            CallDeclaration(
                "swap_stake_limit", 90,
                [
                    "hotkey": "AccountId32", "origin_netuid": "u16", "destination_netuid": "u16", "alpha_amount": "u64",
                    "limit_price": "u64", "allow_partial": "bool",
                ], fee: fee, check: { _ = try $0.stakeToSwap($1, limit: TradeLimit($1)) }
            ) { try $0.swapStake($1, limit: TradeLimit($1)) },
        ]
    }

    private static let destroyingCalls: [CallDeclaration] = [
        CallDeclaration("recycle_alpha", 101, ["hotkey": "AccountId32", "amount": "u64", "netuid": "u16"]) {
            try $0.destroyAlpha($1, recycles: true)
        },
        CallDeclaration("burn_alpha", 102, ["hotkey": "AccountId32", "amount": "u64", "netuid": "u16"]) {
            try $0.destroyAlpha($1, recycles: false)
        },
    ]
}

/// The worst price that a swap may end at, and whether it may then be done in part.
struct TradeLimit: Sendable {
    /// Rao for one alpha; for a swap between subnets, 10^9 times the ratio of their prices.
    let price: UInt64
    let allowsPart: Bool

    init(price: UInt64, allowsPart: Bool) {
        self.price = price
        self.allowsPart = allowsPart
    }

    init(_ call: CallArguments) throws(DispatchFailure) {
        price = try call("limit_price")
        allowsPart = try call("allow_partial")
    }

    /// What of `amount` may be swapped: the most for which `isAcceptable` holds.
    func part(of amount: UInt64, _ isAcceptable: (UInt64) -> Bool) throws(DispatchFailure) -> UInt64 {
        guard !isAcceptable(amount) else { return amount }
        // The price is beyond the limit before anything is swapped.
        guard isAcceptable(1) else { throw .subtensor("ZeroMaxStakeAmount") }
        guard allowsPart else { throw .subtensor("SlippageTooHigh") }
        var (good, bad) = (UInt64(1), amount)
        while bad - good > 1 {
            let middle = good + (bad - good) / 2
            if isAcceptable(middle) { good = middle } else { bad = middle }
        }
        return good
    }
}
