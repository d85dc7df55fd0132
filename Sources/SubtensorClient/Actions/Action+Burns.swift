// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// What becomes of alpha that is given up.
public enum AlphaEnd: String, Hashable, Sendable, CaseIterable {
    /// It is gone, and the subnet can never make it again.
    case burn
    /// It is gone, and the subnet may make it again.
    case recycle
}

extension Action where Outcome == StakeChange {
    /// Gives up alpha that the signer has staked on a hotkey.
    ///
    /// - Parameter amount: nil gives up all.
    public static func giveUp(
        _ amount: Alpha?, on neuron: NeuronReference, netuid: NetUID, by end: AlphaEnd
    ) -> Self {
        Self("\(end.rawValue) alpha") { context in
            try await context.requireSubnet(netuid)
            let hotkey = try await context.hotkey(neuron, on: netuid)
            let before = try await context.stake(on: hotkey, netuid)
            let given = try context.spendable(amount, of: before, on: hotkey, netuid)
            let call = try context.call(
                CallForm(
                    "\(end.rawValue)_alpha", .init("hotkey", is: .account(hotkey)),
                    .init("amount", is: .number(given.rao)), .init("netuid", is: .number(netuid.rawValue))),
                replacement: "this runtime gives alpha up in no way")
            return ActionPlan(
                call: call,
                effects: [
                    .init(end == .burn ? "Burn" : "Recycle", given), .init("Staked on", hotkey),
                    .init("Subnet", netuid), .init("Stake there now", before, isBefore: true),
                ]
            ) { _, after in try await after.change(of: hotkey, netuid, before: before) }
        }
    }

    /// Buys alpha of a subnet, as its owner, and burns it at once.
    ///
    /// - Parameter highestPrice: of one alpha; nil takes any.
    public static func addStakeBurn(
        _ amount: Balance, on neuron: NeuronReference, netuid: NetUID, payingAtMost highestPrice: Balance? = nil
    ) -> Self {
        Self("add stake and burn it") { context in
            let hotkey = try await context.hotkey(neuron, on: netuid)
            let limit: ScaleValue = highestPrice.map { .variant("Some", .number($0.rao)) } ?? .none
            let call = try context.call(
                CallForm(
                    "add_stake_burn", .init("hotkey", is: .account(hotkey)),
                    .init("netuid", is: .number(netuid.rawValue)), .init("amount", is: .number(amount.rao)),
                    .init("limit", is: limit)),
                replacement: "add stake, and burn the alpha then")
            guard amount > .zero else {
                throw BittensorError(.invalidAmount, "nothing would be burned: give an amount")
            }
            try await context.requireSubnetOwnership(netuid)
            let before = try await context.stake(on: hotkey, netuid)
            return ActionPlan(
                call: call,
                effects: [.init("Spend", amount), .init("On alpha of subnet", netuid), .init("And", "burn it")]
                    + (highestPrice.map { [.init("Limit", "\($0) for one alpha")] } ?? []),
                cost: .exactly(amount)
            ) { _, after in try await after.change(of: hotkey, netuid, before: before) }
        }
    }
}
