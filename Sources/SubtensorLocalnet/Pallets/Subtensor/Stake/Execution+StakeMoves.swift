// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Stake that goes from one hotkey, coldkey or subnet to another without passing through an account.
extension Execution {
    /// Where stake lies.
    fileprivate struct Place {
        var hotkey: AccountID
        var coldkey: AccountID
        var netuid: UInt16
    }

    /// Stake on its way, once nothing forbids it: how much alpha, from where to where.
    struct Move {
        fileprivate let amount: UInt64
        fileprivate let from: Place
        fileprivate let to: Place
    }

    mutating func moveStake(_ call: CallArguments) throws(DispatchFailure) {
        let move = try stakeToMove(call)
        let tao = try carryOut(move)
        emit(
            "StakeMoved", .account(move.from.coldkey), .account(move.from.hotkey), .number(move.from.netuid),
            .account(move.to.hotkey), .number(move.to.netuid), .number(tao))
    }

    func stakeToMove(_ call: CallArguments) throws(DispatchFailure) -> Move {
        let coldkey = try call.signer()
        return try checkedMove(
            call, from: Place(hotkey: try call("origin_hotkey"), coldkey: coldkey, netuid: try call("origin_netuid")),
            to: Place(
                hotkey: try call("destination_hotkey"), coldkey: coldkey, netuid: try call("destination_netuid")))
    }

    mutating func transferStake(_ call: CallArguments) throws(DispatchFailure) {
        let move = try stakeToTransfer(call)
        let tao = try carryOut(move)
        emit(
            "StakeTransferred", .account(move.from.coldkey), .account(move.to.coldkey), .account(move.to.hotkey),
            .number(move.from.netuid), .number(move.to.netuid), .number(tao))
    }

    func stakeToTransfer(_ call: CallArguments) throws(DispatchFailure) -> Move {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        let from = Place(hotkey: hotkey, coldkey: coldkey, netuid: try call("origin_netuid"))
        let to = Place(
            hotkey: hotkey, coldkey: try call("destination_coldkey"), netuid: try call("destination_netuid"))
        for netuid in [from.netuid, to.netuid] {
            try requireSubnetExists(netuid)
            guard state[SubtensorPallet.transferToggle, netuid] else { throw .subtensor("TransferDisallowed") }
        }
        return try checkedMove(call, from: from, to: to)
    }

    mutating func swapStake(_ call: CallArguments, limit: TradeLimit? = nil) throws(DispatchFailure) {
        let move = try stakeToSwap(call, limit: limit)
        let tao = try carryOut(move)
        emit(
            "StakeSwapped", .account(move.from.coldkey), .account(move.from.hotkey), .number(move.from.netuid),
            .number(move.to.netuid), .number(tao))
    }

    func stakeToSwap(_ call: CallArguments, limit: TradeLimit? = nil) throws(DispatchFailure) -> Move {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        let from = Place(hotkey: hotkey, coldkey: coldkey, netuid: try call("origin_netuid"))
        let to = Place(hotkey: hotkey, coldkey: coldkey, netuid: try call("destination_netuid"))
        guard from.netuid != to.netuid else { throw .subtensor("SameNetuid") }
        return try checkedMove(call, from: from, to: to, limit)
    }

    private func checkedMove(
        _ call: CallArguments, from: Place, to: Place, _ limit: TradeLimit? = nil
    ) throws(DispatchFailure) -> Move {
        try requireStaking(on: from.netuid)
        try requireStaking(on: to.netuid)
        try requireOwned(from.hotkey)
        try requireOwned(to.hotkey)
        var amount: UInt64 = try call("alpha_amount")
        if let limit {
            let pools = (pool(from.netuid), pool(to.netuid))
            amount = try limit.part(of: amount) { Self.ratio(after: $0, pools) >= Double(limit.price) }
        }
        guard amount <= alpha(from.hotkey, from.coldkey, from.netuid) else {
            throw .subtensor("NotEnoughStakeToWithdraw")
        }
        guard tao(for: amount, from.netuid) >= SubtensorPallet.minimumStake else { throw .subtensor("AmountTooLow") }
        return Move(amount: amount, from: from, to: to)
    }

    /// Moves alpha, through TAO when the subnets differ, and returns what it is worth in TAO.
    private mutating func carryOut(_ move: Move) throws(DispatchFailure) -> UInt64 {
        let (from, to) = (move.from, move.to)
        let worth = tao(for: move.amount, from.netuid)
        removeAlpha(move.amount, from.hotkey, from.coldkey, from.netuid)
        if from.netuid == to.netuid {
            addAlpha(move.amount, to.hotkey, to.coldkey, to.netuid)
        } else {
            let tao = try sellAlpha(move.amount, from.netuid)
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
