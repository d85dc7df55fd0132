// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Staking: the checks of the real pallet, in its order.
extension Execution {
    mutating func addStake(_ call: CallArguments, limit: TradeLimit? = nil) throws(DispatchFailure) {
        let amount = try stakeToAdd(call, limit: limit)
        withdraw(amount, from: try call.signer())
        try stake(amount, try call("hotkey"), try call.signer(), try call("netuid"))
    }

    /// The TAO that is staked, once nothing forbids it.
    func stakeToAdd(_ call: CallArguments, limit: TradeLimit? = nil) throws(DispatchFailure) -> UInt64 {
        let (coldkey, netuid, asked): (AccountID, UInt16, UInt64) = (
            try call.signer(), try call("netuid"), try call("amount_staked")
        )
        try requireStaking(on: netuid)
        var amount = asked
        if let limit {
            let pool = pool(netuid)
            amount = try limit.part(of: asked) { part in
                pool.map { $0.buying(for: part).costs(atMost: limit.price) } ?? (limit.price >= LiquidityPool.scale)
            }
        }
        guard amount >= SubtensorPallet.minimumStake else { throw .subtensor("AmountTooLow") }
        let needed = amount.saturatingAdding(BalancesPallet.existentialDeposit)
        guard state[SystemPallet.account, coldkey].free >= needed else { throw .subtensor("NotEnoughBalanceToStake") }
        try requireOwned(try call("hotkey"))
        return amount
    }

    /// Puts TAO that has left its account on a hotkey.
    mutating func stake(
        _ tao: UInt64, _ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16
    ) throws(DispatchFailure) {
        let alpha = try buyAlpha(for: tao, netuid)
        addAlpha(alpha, hotkey, coldkey, netuid)
        emit(
            "StakeAdded", .account(coldkey), .account(hotkey), .number(tao), .number(alpha), .number(netuid),
            .number(UInt64(0)))
    }

    mutating func removeStake(_ call: CallArguments, limit: TradeLimit? = nil) throws(DispatchFailure) {
        try unstake(try stakeToRemove(call, limit: limit), call)
    }

    func stakeToRemove(_ call: CallArguments, limit: TradeLimit? = nil) throws(DispatchFailure) -> UInt64 {
        try stakeToRemove(call, try call("amount_unstaked"), limit)
    }

    /// Takes off everything, at a price no worse than the limit, if there is one.
    mutating func removeAllStake(_ call: CallArguments) throws(DispatchFailure) {
        try unstake(try allStakeToRemove(call), call)
    }

    func allStakeToRemove(_ call: CallArguments) throws(DispatchFailure) -> UInt64 {
        let price: UInt64? = try call("limit_price")
        let all = alpha(try call("hotkey"), try call.signer(), try call("netuid"))
        return try stakeToRemove(call, all, price.map { TradeLimit(price: $0, allowsPart: false) })
    }

    /// The alpha that is taken off, once nothing forbids it.
    private func stakeToRemove(
        _ call: CallArguments, _ asked: UInt64, _ limit: TradeLimit?
    ) throws(DispatchFailure) -> UInt64 {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        let netuid: UInt16 = try call("netuid")
        try requireStaking(on: netuid)
        try requireOwned(hotkey)
        let pool = pool(netuid)
        let amount =
            try limit.map { limit throws(DispatchFailure) in
                try limit.part(of: asked) { part in
                    pool.map { $0.selling(part).costs(atLeast: limit.price) } ?? (limit.price <= LiquidityPool.scale)
                }
            } ?? asked
        guard amount > 0, amount <= alpha(hotkey, coldkey, netuid) else {
            throw .subtensor(amount == 0 ? "AmountTooLow" : "NotEnoughStakeToWithdraw")
        }
        return amount
    }

    private mutating func unstake(_ amount: UInt64, _ call: CallArguments) throws(DispatchFailure) {
        try unstake(amount, try call("hotkey"), try call.signer(), try call("netuid"))
    }

    /// Turns alpha into TAO on its coldkey's account.
    private mutating func unstake(
        _ amount: UInt64, _ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16
    ) throws(DispatchFailure) {
        let tao = try sell(amount, hotkey, coldkey, netuid)
        credit(coldkey, tao)
        issue(tao)
        emit("Balances", "Deposit", [.init("who", .account(coldkey)), .init("amount", .number(tao))])
    }

    private mutating func sell(
        _ amount: UInt64, _ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16
    ) throws(DispatchFailure) -> UInt64 {
        removeAlpha(amount, hotkey, coldkey, netuid)
        let tao = try sellAlpha(amount, netuid)
        emit(
            "StakeRemoved", .account(coldkey), .account(hotkey), .number(tao), .number(amount), .number(netuid),
            .number(UInt64(0)))
        return tao
    }

    /// That there is something to take off a hotkey, somewhere; the pool alone asks for that.
    func checkUnstakeAll(_ call: CallArguments, keepingRoot: Bool = false) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        try requireOwned(hotkey)
        let hasStake = netuids.contains { netuid in
            !(keepingRoot && netuid == 0) && state[SubtensorPallet.subtokenEnabled, netuid]
                && alpha(hotkey, coldkey, netuid) > 0
        }
        guard hasStake else { throw .subtensor("AmountTooLow") }
    }

    /// From every subnet; those that cannot be left now stay as they are.
    mutating func unstakeAll(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        try requireOwned(hotkey)
        for netuid in netuids {
            let amount = alpha(hotkey, coldkey, netuid)
            guard amount > 0, state[SubtensorPallet.subtokenEnabled, netuid] else { continue }
            try? transactionally { (inner: inout Execution) throws(DispatchFailure) in
                try inner.unstake(amount, hotkey, coldkey, netuid)
            }
        }
    }

    /// From every subnet but root, to root.
    mutating func unstakeAllAlpha(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        try requireOwned(hotkey)
        var total: UInt64 = 0
        for netuid in netuids where netuid != 0 {
            let amount = alpha(hotkey, coldkey, netuid)
            guard amount > 0, state[SubtensorPallet.subtokenEnabled, netuid] else { continue }
            try? transactionally { (inner: inout Execution) throws(DispatchFailure) in
                total = total.saturatingAdding(try inner.sell(amount, hotkey, coldkey, netuid))
            }
        }
        guard total >= SubtensorPallet.minimumStake else { throw .subtensor("AmountTooLow") }
        try stake(total, hotkey, coldkey, 0)
    }

    /// `burn_alpha` takes alpha from its owner; `recycle_alpha` takes it out of the world as well.
    mutating func destroyAlpha(_ call: CallArguments, recycles: Bool) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        let (netuid, amount): (UInt16, UInt64) = (try call("netuid"), try call("amount"))
        try requireSubnetExists(netuid)
        guard netuid != 0 else { throw .subtensor("CannotBurnOrRecycleOnRootSubnet") }
        try requireOwned(hotkey)
        guard state[SubtensorPallet.owner, hotkey] == coldkey else { throw .subtensor("NonAssociatedColdKey") }
        guard amount <= alpha(hotkey, coldkey, netuid) else { throw .subtensor("NotEnoughStakeToWithdraw") }
        removeAlpha(amount, hotkey, coldkey, netuid)
        if recycles {
            let out = state[SubtensorPallet.subnetAlphaOut, netuid]
            state[SubtensorPallet.subnetAlphaOut, netuid] = out.saturatingSubtracting(amount)
        }
        emit(
            recycles ? "AlphaRecycled" : "AlphaBurned", .account(coldkey), .account(hotkey), .number(amount),
            .number(netuid))
    }

    // MARK: Checks

    func requireSubnetExists(_ netuid: UInt16) throws(DispatchFailure) {
        guard state[SubtensorPallet.networksAdded, netuid] else { throw .subtensor(rules.subnetMissing) }
    }

    func requireStaking(on netuid: UInt16) throws(DispatchFailure) {
        try requireSubnetExists(netuid)
        guard state[SubtensorPallet.subtokenEnabled, netuid] else { throw .subtensor("SubtokenDisabled") }
    }

    /// A hotkey begins to exist when a coldkey owns it.
    func requireOwned(_ hotkey: AccountID) throws(DispatchFailure) {
        guard state[SubtensorPallet.owner, hotkey] != SubtensorPallet.noAccount else {
            throw .subtensor("HotKeyAccountNotExists")
        }
    }
}
