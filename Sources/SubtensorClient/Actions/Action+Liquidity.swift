// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Liquidity that a coldkey gave to the pool of a subnet.
public struct LiquidityPosition: Hashable, Sendable {
    public let netuid: NetUID
    /// Its number; nil where the chain did not tell it.
    public let id: UInt128?
}

// Runtimes of today have pools without positions of users: the call is there, and the chain refuses it.

extension Action where Outcome == LiquidityPosition {
    /// Gives liquidity to a subnet's pool, between two prices.
    ///
    /// - Parameters:
    ///   - liquidity: in the smallest unit.
    ///   - ticks: the logarithms of the prices to the base 1.0001.
    public static func addLiquidity(
        _ liquidity: UInt64, between ticks: ClosedRange<Int32>, on neuron: NeuronReference, netuid: NetUID
    ) -> Self {
        Self("add liquidity") { context in
            let hotkey = try await context.hotkey(neuron, on: netuid)
            let call = try context.liquidity(
                "add_liquidity", hotkey, netuid, .init("tick_low", is: .signed(Int128(ticks.lowerBound))),
                .init("tick_high", is: .signed(Int128(ticks.upperBound))),
                .init("liquidity", is: .number(liquidity)))
            return ActionPlan(
                call: call,
                effects: [
                    .init("Give liquidity", liquidity), .init("Between ticks", "\(ticks)"), .init("Subnet", netuid),
                ]
            ) { included, _ in
                let added = included.events.last { $0.matches("Swap", "LiquidityAdded") }
                return LiquidityPosition(netuid: netuid, id: added?["position_id"]?.unsigned?.exactUInt128)
            }
        }
    }

    /// Changes how much liquidity a position gives.
    ///
    /// - Parameter change: in the smallest unit; below 0 takes some back.
    public static func modifyLiquidity(
        by change: Int64, of position: UInt128, on neuron: NeuronReference, netuid: NetUID
    ) -> Self {
        Self("modify liquidity") { context in
            let hotkey = try await context.hotkey(neuron, on: netuid)
            let call = try context.liquidity(
                "modify_position", hotkey, netuid, .init("position_id", is: .unsigned(UInt256(position))),
                .init("liquidity_delta", is: .signed(Int128(change))))
            return ActionPlan(
                call: call,
                effects: [.init("Change liquidity by", change), .init("Position", position), .init("Subnet", netuid)]
            ) { _, _ in LiquidityPosition(netuid: netuid, id: position) }
        }
    }

    /// Takes the liquidity of a position back.
    public static func removeLiquidity(
        _ position: UInt128, on neuron: NeuronReference, netuid: NetUID
    ) -> Self {
        Self("remove liquidity") { context in
            let hotkey = try await context.hotkey(neuron, on: netuid)
            let call = try context.liquidity(
                "remove_liquidity", hotkey, netuid, .init("position_id", is: .unsigned(UInt256(position))))
            return ActionPlan(
                call: call, effects: [.init("Take back position", position), .init("Subnet", netuid)]
            ) { _, _ in LiquidityPosition(netuid: netuid, id: position) }
        }
    }
}

extension ActionContext {
    fileprivate func liquidity(
        _ name: String, _ hotkey: AccountID, _ netuid: NetUID, _ arguments: CallForm.Argument...
    ) throws(BittensorError) -> Call {
        let places: [CallForm.Argument] = [
            .init("hotkey", is: .account(hotkey)), .init("netuid", is: .number(netuid.rawValue)),
        ]
        return try call(
            CallForm("Swap", name, places + arguments), replacement: "pools take no liquidity of users on this chain")
    }
}
