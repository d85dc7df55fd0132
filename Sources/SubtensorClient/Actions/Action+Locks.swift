// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Action where Outcome == StakeLock? {
    /// Locks stake of the signer's on a hotkey of a subnet: it cannot be taken out while it is locked, and builds conviction.
    /// The outcome is all that the signer has locked there.
    ///
    /// - Parameter amount: in the subnet's alpha.
    public static func lockStake(_ amount: Alpha, on neuron: NeuronReference, netuid: NetUID) -> Self {
        Self("lock stake") { context in
            let hotkey = try await context.hotkey(neuron, on: netuid)
            let call = try context.call(
                CallForm(
                    "lock_stake", .init("hotkey", is: .account(hotkey)), .init("netuid", is: .number(netuid.rawValue)),
                    .init("amount", is: .number(amount.rao))),
                replacement: "this runtime knows no locks")
            try await context.requireSubnet(netuid)
            guard amount > .zero else {
                throw BittensorError(.invalidAmount, "nothing would be locked: give an amount")
            }
            // One hotkey for each coldkey and subnet.
            let locked = try await context.state.entries(.locks(context.signer, netuid)).map(\.key)
            if let other = locked.first(where: { $0 != hotkey }) {
                throw BittensorError(
                    .invalidOption,
                    "\(context.signer) has stake locked on \(other) of subnet \(netuid): lock more there, or move the lock"
                )
            }
            return ActionPlan(
                call: call, effects: [.init("Lock", amount), .init("On", hotkey), .init("Subnet", netuid)]
            ) { _, after in try await after.state.value(.lock(after.signer, netuid, hotkey)) }
        }
    }

    /// Moves all that the signer has locked on a subnet to another hotkey. Its conviction begins again at nothing.
    public static func moveLock(to neuron: NeuronReference, netuid: NetUID) -> Self {
        Self("move lock") { context in
            let hotkey = try await context.hotkey(neuron, on: netuid)
            let call = try context.call(
                CallForm(
                    "move_lock", .init("destination_hotkey", is: .account(hotkey)),
                    .init("netuid", is: .number(netuid.rawValue))),
                replacement: "this runtime knows no locks")
            guard let lock = try await context.state.entries(.locks(context.signer, netuid)).first else {
                throw BittensorError(
                    .insufficientStake, "\(context.signer) has nothing locked on subnet \(netuid): lock stake first")
            }
            return ActionPlan(
                call: call,
                effects: [.init("Move the lock from", lock.key), .init("To", hotkey), .init("Subnet", netuid)]
            ) { _, after in try await after.state.value(.lock(after.signer, netuid, hotkey)) }
        }
    }
}

extension Action where Outcome == Bool {
    /// Says whether what the signer has locked, or locks, on a subnet stays locked until it says otherwise; else it decays.
    public static func setPerpetualLock(_ isPerpetual: Bool, on netuid: NetUID) -> Self {
        Self("set perpetual lock") { context in
            let call = try context.call(
                CallForm(
                    "set_perpetual_lock", .init("netuid", is: .number(netuid.rawValue)),
                    .init("enabled", is: .bool(isPerpetual))),
                replacement: "this runtime knows no locks")
            try await context.requireSubnet(netuid)
            return ActionPlan(
                call: call, effects: [.init("Locks", isPerpetual ? "stay" : "decay"), .init("Subnet", netuid)]
            ) { _, after in try await after.state.value(.decayingLock(after.signer, netuid)) == false }
        }
    }

    /// Says whether the signer takes alpha that is locked. The outcome is whether it does.
    public static func acceptLockedAlpha(_ accepts: Bool) -> Self {
        Self("accept locked alpha") { context in
            let call = try context.call(
                CallForm("set_reject_locked_alpha", .init("enabled", is: .bool(!accepts))),
                replacement: "this runtime knows no locks")
            return ActionPlan(call: call, effects: [.init("Locked alpha", accepts ? "is taken" : "is refused")]) {
                _, after in (try await after.state.value(.accountFlags(after.signer)) ?? 0) & 1 == 1
            }
        }
    }
}
