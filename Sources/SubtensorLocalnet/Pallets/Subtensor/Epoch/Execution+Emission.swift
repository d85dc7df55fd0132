// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// New money: so much TAO a block for all subnets together, one alpha a block for each, paid out every tempo.
extension Execution {
    /// What every subnet that has been started gets in this block.
    ///
    /// TAO is shared out by price and goes into the pool with as much alpha as keeps the price, one a block at most. Of
    /// one alpha more, the owner has `SubnetOwnerCut`; servers and validators have half of the rest each.
    mutating func emit(to netuids: [UInt16]) {
        let started = netuids.filter { netuid in
            netuid != 0 && state[SubtensorPallet.firstEmissionBlockNumber, netuid].map { $0 <= block.rawValue } ?? false
        }
        let prices = started.map { alphaPrice($0) }
        let sum = prices.reduce(UInt64(0)) { $0.saturatingAdding($1) }
        for (netuid, price) in zip(started, prices) {
            let share = state[SubtensorPallet.blockEmission].scaled(by: price, over: sum)
            addLiquidity(netuid, tao: share, price: price)
            let alpha = LiquidityPool.scale
            add(alpha, to: SubtensorPallet.subnetAlphaOut, netuid)
            state[SubtensorPallet.subnetAlphaOutEmission, netuid] = alpha
            let cut = alpha.scaled(by: UInt64(state[SubtensorPallet.subnetOwnerCut]), over: UInt64(UInt16.max))
            add(cut, to: SubtensorPallet.pendingOwnerCut, netuid)
            let servers = (alpha - cut) / 2
            add(servers, to: SubtensorPallet.pendingServerEmission, netuid)
            add(alpha - cut - servers, to: SubtensorPallet.pendingValidatorEmission, netuid)
            updateMovingPrice(netuid, price)
        }
        for netuid in netuids where netuid != 0 {
            add(1, to: SubtensorPallet.blocksSinceLastStep, netuid)
            if isEpoch(netuid) { runEpoch(netuid) }
        }
    }

    private mutating func addLiquidity(_ netuid: UInt16, tao share: UInt64, price: UInt64) {
        guard isDynamic(netuid), price > 0 else { return }
        let alpha = min(LiquidityPool.scale.scaled(by: share, over: price), LiquidityPool.scale)
        let tao = alpha.scaled(by: price, over: LiquidityPool.scale)
        add(tao, to: SubtensorPallet.subnetTAO, netuid)
        add(alpha, to: SubtensorPallet.subnetAlphaIn, netuid)
        state[SubtensorPallet.subnetTaoInEmission, netuid] = tao
        state[SubtensorPallet.subnetAlphaInEmission, netuid] = alpha
        state[SubtensorPallet.totalStake] = state[SubtensorPallet.totalStake].saturatingAdding(tao)
        state[SubtensorPallet.totalIssuance] = state[SubtensorPallet.totalIssuance].saturatingAdding(tao)
    }

    private mutating func add(_ amount: UInt64, to item: StorageItem<UInt64>, _ netuid: UInt16) {
        state[item, netuid] = state[item, netuid].saturatingAdding(amount)
    }

    /// The first price, then 1/7200 (a day's blocks) of the way to the new one every block.
    mutating func updateMovingPrice(_ netuid: UInt16, _ price: UInt64) {
        let now = (Int128(price) << 32) / Int128(LiquidityPool.scale)
        let old = state[SubtensorPallet.subnetMovingPrice, netuid].bits
        let next = old == 0 ? now : old + (now - old) / 7200
        if next != old { state[SubtensorPallet.subnetMovingPrice, netuid] = I96F32(bits: next) }
    }

    // MARK: Paying out

    /// Shares out what has gathered since the last epoch, and returns what each neuron got.
    mutating func payOut(_ netuid: UInt16, _ hotkeys: [AccountID], _ result: YumaConsensus, stake: [Fixed]) -> [UInt64]
    {
        var servers = state[SubtensorPallet.pendingServerEmission, netuid]
        var validators = state[SubtensorPallet.pendingValidatorEmission, netuid]
        // Without dividends, stake decides; without incentive, validators have it all.
        let shares = [result.dividends, result.activeStake, stake].first { $0.sum > .zero }
        let incentive = result.incentive
        guard let shares else { return [UInt64](repeating: 0, count: hotkeys.count) }
        if incentive.sum == .zero {
            validators = validators.saturatingAdding(servers)
            servers = 0
        }
        payOwner(netuid)
        var paid: [UInt64] = []
        for (uid, hotkey) in hotkeys.enumerated() {
            let (served, validated) = (incentive[uid].part(of: servers), shares[uid].part(of: validators))
            payServer(served, hotkey, netuid)
            payValidator(validated, hotkey, netuid)
            paid.append(served + validated)
        }
        state[SubtensorPallet.pendingServerEmission, netuid] = 0
        state[SubtensorPallet.pendingValidatorEmission, netuid] = 0
        return paid
    }

    private mutating func payOwner(_ netuid: UInt16) {
        let hotkey = state[SubtensorPallet.subnetOwnerHotkey, netuid]
        let cut = state[SubtensorPallet.pendingOwnerCut, netuid]
        guard hotkey != SubtensorPallet.noAccount, cut > 0 else { return }
        addAlpha(cut, hotkey, state[SubtensorPallet.subnetOwner, netuid], netuid)
        state[SubtensorPallet.pendingOwnerCut, netuid] = 0
    }

    private mutating func payServer(_ amount: UInt64, _ hotkey: AccountID, _ netuid: UInt16) {
        guard amount > 0 else { return }
        guard hotkey != state[SubtensorPallet.subnetOwnerHotkey, netuid] else {
            // What the owner's own neuron would earn is recycled.
            let out = state[SubtensorPallet.subnetAlphaOut, netuid]
            state[SubtensorPallet.subnetAlphaOut, netuid] = out.saturatingSubtracting(amount)
            return
        }
        addAlpha(amount, hotkey, state[SubtensorPallet.owner, hotkey], netuid)
    }

    /// Dividends go to a validator and its parents by what each brings; a child keeps its take of its parents' parts.
    private mutating func payValidator(_ amount: UInt64, _ hotkey: AccountID, _ netuid: UInt16) {
        guard amount > 0 else { return }
        let all = stakeWeight(of: hotkey, netuid)
        var left = amount
        for parent in state[SubtensorPallet.parentKeys, hotkey, netuid] {
            let alpha = state[SubtensorPallet.totalHotkeyAlpha, parent.second, netuid]
            let weight = alpha.saturatingAdding(weighted(rootStake(of: parent.second)))
            let part = min(amount.scaled(by: weight.scaled(by: parent.first, over: .max), over: all), left)
            let take = part.scaled(
                by: UInt64(state[SubtensorPallet.childkeyTake, hotkey, netuid]), over: UInt64(UInt16.max))
            left -= part - take
            payDelegate(part - take, parent.second, netuid)
        }
        payDelegate(left, hotkey, netuid)
    }

    /// A delegate's owner has its take; the rest is everyone's who has stake with it.
    private mutating func payDelegate(_ amount: UInt64, _ hotkey: AccountID, _ netuid: UInt16) {
        guard amount > 0 else { return }
        let take = amount.scaled(by: UInt64(state[SubtensorPallet.delegates, hotkey]), over: UInt64(UInt16.max))
        distributeAlpha(amount - take, hotkey, netuid)
        addAlpha(take, hotkey, state[SubtensorPallet.owner, hotkey], netuid)
        state[SubtensorPallet.alphaDividendsPerSubnet, netuid, hotkey] = amount
        state[SubtensorPallet.lastHotkeyEmissionOnNetuid, hotkey, netuid] = amount
    }
}
