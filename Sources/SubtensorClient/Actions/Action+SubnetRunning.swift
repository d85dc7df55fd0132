// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

// What a subnet's owner does while it runs; hyperparameters have `setHyperparameter`.

extension Action where Outcome == EpochSchedule {
    /// Sets the blocks between two epochs of a subnet, as its owner: the hyperparameter `tempo`.
    public static func setTempo(_ tempo: UInt16, on netuid: NetUID) -> Self {
        Self("set tempo") { context in
            let plan = try await context.plan(
                try context.parameter("tempo"), to: .number(Int128(tempo)), on: netuid, asRoot: false)
            return plan.then { try await $0.subtensor.epochSchedule(of: netuid, at: .hash($0.state.hash)) }
        }
    }

    /// Has a subnet's epoch run early, as its owner: after the freeze window that begins now.
    public static func triggerEpoch(on netuid: NetUID) -> Self {
        Self("trigger epoch") { context in
            let call = try context.call(
                CallForm("trigger_epoch", .subnet(netuid)), replacement: "epochs follow the tempo on this runtime")
            try await context.requireSubnetOwnership(netuid)
            if let due = try await context.state.valueIfKnown(.pendingEpochAt(netuid)), due > 0 {
                throw BittensorError(.invalidOption, "an epoch of subnet \(netuid) was asked for already: block \(due)")
            }
            return ActionPlan(call: call, effects: [.init("Run an epoch of subnet", netuid)]) { _, after in
                try await after.subtensor.epochSchedule(of: netuid, at: .hash(after.state.hash))
            }
        }
    }
}

extension Action where Outcome == UInt32 {
    /// Sets the thousandths of a tempo without weights after which a subnet's validator is inactive, as its owner. The
    /// outcome is the factor in force.
    ///
    /// - Parameter asRoot: wraps it in `Sudo.sudo`, for the key that owns the whole chain.
    public static func setActivityCutoffFactor(
        _ thousandths: UInt32, on netuid: NetUID, asRoot: Bool = false
    ) -> Self {
        Self("set activity cutoff factor") { context in
            let plan = try await context.plan(
                try context.parameter("activity_cutoff_factor"), to: .number(Int128(thousandths)), on: netuid,
                asRoot: asRoot)
            return plan.then { try await $0.state.value(.activityCutoffFactor(netuid)) ?? 0 }
        }
    }
}

extension ActionPlan {
    /// The same, with something else read from the state after its block once the outcome is as it should be.
    fileprivate func then<Other: Sendable>(
        _ read: @escaping @Sendable (ActionContext) async throws -> Other
    ) -> ActionPlan<Other> {
        let outcome = outcome
        return ActionPlan<Other>(call: call, effects: effects) { included, after in
            _ = try await outcome(included, after)
            return try await read(after)
        }
    }
}

extension Action where Outcome == Bool {
    /// Has the chain keep the voting power of a subnet's validators, or stop keeping it some time later, as its owner. The
    /// outcome is whether it is kept.
    public static func trackVotingPower(_ isTracked: Bool, on netuid: NetUID) -> Self {
        Self("track voting power") { context in
            let call = try context.call(
                CallForm((isTracked ? "enable" : "disable") + "_voting_power_tracking", .subnet(netuid)),
                replacement: "this runtime keeps no voting power")
            try await context.requireSubnetOwnership(netuid)
            return ActionPlan(
                call: call, effects: [.init("Subnet", netuid), .init("Voting power", isTracked ? "kept" : "not kept")]
            ) { _, after in try await after.state.value(.votingPowerTracking(netuid)) ?? false }
        }
    }

    /// Says whether a hotkey of the signer's lends its stake to owners of subnets by itself. The outcome is whether it does.
    public static func setAutomaticParentDelegation(_ isEnabled: Bool, of hotkey: AccountID) -> Self {
        Self("set automatic parent delegation") { context in
            let call = try context.call(
                CallForm(
                    "set_auto_parent_delegation_enabled", .init("hotkey", is: .account(hotkey)),
                    .init("enabled", is: .bool(isEnabled))),
                replacement: "set children by hand")
            try await context.requireOwnership(of: hotkey)
            return ActionPlan(
                call: call, effects: [.init("Hotkey", hotkey), .init("Lends by itself", isEnabled ? "yes" : "no")]
            ) { _, after in try await after.state.value(.automaticParentDelegation(hotkey)) ?? false }
        }
    }
}

extension Action where Outcome == SubnetLease? {
    /// Ends the lease of a subnet that has run out, as its beneficiary, who owns the subnet then. The outcome is nil.
    ///
    /// - Parameter hotkey: the subnet owner's, from then on.
    public static func terminateLease(_ id: UInt32, hotkey: AccountID) -> Self {
        Self("terminate a lease") { context in
            let call = try context.call(
                CallForm("terminate_lease", .init("lease_id", is: .number(id)), .init("hotkey", is: .account(hotkey))),
                replacement: "this runtime leases no subnets")
            guard let lease = try await context.state.value(.lease(id)) else {
                throw BittensorError(.invalidOption, "there is no lease \(id): look at the list of them")
            }
            guard lease.beneficiary == context.signer else {
                throw BittensorError(.notOwner, "lease \(id) is \(lease.beneficiary)'s, not \(context.signer)'s")
            }
            guard let end = lease.end, end <= context.state.number else {
                throw BittensorError(
                    .invalidOption,
                    "lease \(id) " + (lease.end.map { "runs until block \($0)" } ?? "has no end"))
            }
            return ActionPlan(call: call, effects: [.init("End lease", id), .init("Of subnet", lease.netuid)]) {
                _, after in try await after.state.value(.lease(id))
            }
        }
    }
}

extension Action where Outcome == AssociatedEVMKey? {
    /// Makes a key of the chain's EVM that of a neuron. Signed by the hotkey.
    ///
    /// - Parameters:
    ///   - block: the block whose number was signed.
    ///   - signature: the EVM key's, of 65 bytes, over the hotkey's bytes and the hash of the block's number.
    public static func associateEVMKey(
        _ address: EVMAddress, on netuid: NetUID, signedAt block: BlockNumber, signature: [UInt8]
    ) -> Self {
        Self("associate EVM key", by: .hotkey) { context in
            let call = try context.call(
                CallForm(
                    "associate_evm_key", .subnet(netuid), .init("evm_key", is: .bytes(address.bytes)),
                    .init("block_number", is: .number(block.rawValue)), .init("signature", is: .bytes(signature))),
                replacement: "this runtime knows no keys of the EVM")
            guard signature.count == 65 else {
                throw BittensorError(.invalidOption, "the EVM key's signature has 65 bytes, not \(signature.count)")
            }
            let uid = try await context.requireRegistered(context.signer, on: netuid)
            return ActionPlan(call: call, effects: [.init("Associate", address), .init("With uid", uid)]) { _, after in
                try await after.state.value(.associatedEVMKey(netuid, uid: uid))
            }
        }
    }
}

extension CallForm.Argument {
    fileprivate static func subnet(_ netuid: NetUID) -> Self { Self("netuid", is: .number(netuid.rawValue)) }
}
