// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Stake that goes from one hotkey, coldkey or subnet to another without passing through an account.
extension Execution {
    /// Where stake lies.
    private struct Place {
        var hotkey: AccountID
        var coldkey: AccountID
        var netuid: UInt16
    }

    mutating func moveStake(_ call: CallArguments) throws(DispatchFailure) {
        let coldkey = try call.signer()
        let from = Place(hotkey: try call("origin_hotkey"), coldkey: coldkey, netuid: try call("origin_netuid"))
        let to = Place(
            hotkey: try call("destination_hotkey"), coldkey: coldkey, netuid: try call("destination_netuid"))
        let tao = try move(try call("alpha_amount"), from: from, to: to)
        emit(
            "StakeMoved", .account(coldkey), .account(from.hotkey), .number(from.netuid), .account(to.hotkey),
            .number(to.netuid), .number(tao))
    }

    mutating func transferStake(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        let from = Place(hotkey: hotkey, coldkey: coldkey, netuid: try call("origin_netuid"))
        let to = Place(
            hotkey: hotkey, coldkey: try call("destination_coldkey"), netuid: try call("destination_netuid"))
        for netuid in [from.netuid, to.netuid] {
            try requireSubnetExists(netuid)
            guard state[SubtensorPallet.transferToggle, netuid] else { throw .subtensor("TransferDisallowed") }
        }
        let tao = try move(try call("alpha_amount"), from: from, to: to)
        emit(
            "StakeTransferred", .account(coldkey), .account(to.coldkey), .account(hotkey), .number(from.netuid),
            .number(to.netuid), .number(tao))
    }

    mutating func swapStake(_ call: CallArguments, limit: TradeLimit? = nil) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        let from = Place(hotkey: hotkey, coldkey: coldkey, netuid: try call("origin_netuid"))
        let to = Place(hotkey: hotkey, coldkey: coldkey, netuid: try call("destination_netuid"))
        guard from.netuid != to.netuid else { throw .subtensor("SameNetuid") }
        let tao = try move(try call("alpha_amount"), from: from, to: to, limit)
        emit(
            "StakeSwapped", .account(coldkey), .account(hotkey), .number(from.netuid), .number(to.netuid),
            .number(tao))
    }

    /// Moves alpha, through TAO when the subnets differ, and returns what it is worth in TAO.
    private mutating func move(
        _ asked: UInt64, from: Place, to: Place, _ limit: TradeLimit? = nil
    ) throws(DispatchFailure) -> UInt64 {
        try requireStaking(on: from.netuid)
        try requireStaking(on: to.netuid)
        try requireOwned(from.hotkey)
        try requireOwned(to.hotkey)
        var amount = asked
        if let limit {
            let pools = (pool(from.netuid), pool(to.netuid))
            amount = try limit.part(of: asked) { Self.ratio(after: $0, pools) >= Double(limit.price) }
        }
        guard amount <= alpha(from.hotkey, from.coldkey, from.netuid) else {
            throw .subtensor("NotEnoughStakeToWithdraw")
        }
        let worth = tao(for: amount, from.netuid)
        guard worth >= SubtensorPallet.minimumStake else { throw .subtensor("AmountTooLow") }
        removeAlpha(amount, from.hotkey, from.coldkey, from.netuid)
        if from.netuid == to.netuid {
            addAlpha(amount, to.hotkey, to.coldkey, to.netuid)
        } else {
            let tao = try sellAlpha(amount, from.netuid)
            addAlpha(try buyAlpha(for: tao, to.netuid), to.hotkey, to.coldkey, to.netuid)
        }
        return worth
    }

    /// 10^9 times the price on the first subnet over that on the second, after a swap of so much alpha.
    private static func ratio(after amount: UInt64, _ pools: (from: LiquidityPool?, to: LiquidityPool?)) -> Double {
        let tao = pools.from.map { $0.tao(for: amount) } ?? amount
        func price(_ pool: LiquidityPool?) -> Double { pool.map { Double($0.tao) / Double(max($0.alpha, 1)) } ?? 1 }
        let (from, to) = (price(pools.from?.selling(amount)), price(pools.to?.buying(for: tao)))
        return from / to * Double(LiquidityPool.scale)
    }
}
