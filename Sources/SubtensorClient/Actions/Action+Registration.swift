// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Action where Outcome == Registration {
    /// Registers a hotkey on a subnet by burning TAO of the coldkey.
    ///
    /// - Parameter tolerance: the part by which the price may rise until a block takes it, which the chain sees to where the
    ///   runtime has `register_limit`; nil takes any price. Half a percent is what the Python SDK takes.
    public static func burnedRegister(
        _ hotkey: AccountID, on netuid: NetUID, tolerance: Double? = 0.005
    ) -> Self {
        Self("burned register") { context in
            if let tolerance, context.metadata.hasCall("SubtensorModule", "register_limit") {
                let price = try await context.burn(on: netuid)
                let limit = Balance(rao: UInt64(exactly: (Double(price.rao) * (1 + tolerance)).rounded(.up)) ?? .max)
                return try await context.registration(of: hotkey, on: netuid, payingAtMost: limit)
            }
            let call = try context.call(
                CallForm(
                    "burned_register", .init("netuid", is: .number(netuid.rawValue)),
                    .init("hotkey", is: .account(hotkey))),
                replacement: "see whether the subnet takes registrations by work")
            return try await context.registration(of: hotkey, on: netuid, by: call, effects: [])
        }
    }

    /// Registers a hotkey on a subnet by burning, unless that costs more than a limit when its turn comes.
    ///
    /// - Parameter isWaiting: whether it is composed although the price is above the limit, to be sent once it has come down.
    public static func register(
        _ hotkey: AccountID, on netuid: NetUID, payingAtMost limit: Balance, isWaiting: Bool = false
    ) -> Self {
        Self("register with a price limit") { context in
            let price = try await context.burn(on: netuid)
            guard price <= limit || isWaiting else {
                throw BittensorError(
                    .registrationNotAllowed,
                    "registration on subnet \(netuid) costs \(price), more than \(limit): raise the limit, or wait")
            }
            return try await context.registration(of: hotkey, on: netuid, payingAtMost: limit)
        }
    }

    /// Registers a hotkey on the root subnet, by the stake it has.
    public static func rootRegister(_ hotkey: AccountID) -> Self {
        Self("root register") { context in
            let call = try context.call(
                CallForm("root_register", .init("hotkey", is: .account(hotkey))),
                replacement: "this chain has no root subnet to register on")
            try await context.requireUnregistered(hotkey, on: 0)
            try await context.requireOwnership(of: hotkey)
            return ActionPlan(call: call, effects: [.init("Register", hotkey), .init("On", "the root subnet")]) {
                _, after in
                try await after.registration(of: hotkey, on: 0)
            }
        }
    }
}

extension Subtensor {
    /// Registers a hotkey on a subnet by burning, unless it is registered there already: that counts as done.
    ///
    /// - Parameter limit: the most that may be burned, where the runtime has `register_limit`; nil for half a percent more than
    ///   it costs now.
    public func burnedRegister(
        _ hotkey: AccountID, on netuid: NetUID, payingAtMost limit: Balance? = nil, signedBy coldkey: some Signer
    ) async throws -> Registration {
        let keys = WorkKeys(hotkey: hotkey, coldkey: coldkey.accountID)
        if let uid = try await uid(of: hotkey, on: netuid) {
            return Registration(netuid: netuid, uid: uid, keys: keys, proof: nil)
        }
        do {
            let action = limit.map { Action.register(hotkey, on: netuid, payingAtMost: $0) }
            return try await perform(action ?? .burnedRegister(hotkey, on: netuid), signedBy: coldkey).outcome
        } catch let error as BittensorError where error.code == .alreadyRegistered {
            guard let uid = try await uid(of: hotkey, on: netuid) else { throw error }
            return Registration(netuid: netuid, uid: uid, keys: keys, proof: nil, outcome: .overtaken)
        }
    }
}

extension ActionContext {
    fileprivate func burn(on netuid: NetUID) async throws -> Balance {
        try await requireSubnet(netuid)
        return try await state.value(.burn(netuid)) ?? .zero
    }

    /// A registration that the chain refuses above a price.
    fileprivate func registration(
        of hotkey: AccountID, on netuid: NetUID, payingAtMost limit: Balance
    ) async throws -> ActionPlan<Registration> {
        let call = try call(
            CallForm(
                "register_limit", .init("netuid", is: .number(netuid.rawValue)), .init("hotkey", is: .account(hotkey)),
                .init("limit_price", is: .number(limit.rao))),
            replacement: "burned_register burns whatever the price is by then, at most the subnet's maximum")
        var plan = try await registration(of: hotkey, on: netuid, by: call, effects: [.init("At most", limit)])
        // The chain takes no more: what is to be there is the limit, when the price is above it now.
        if case .exactly(let price) = plan.cost { plan.cost = .exactly(min(price, limit)) }
        plan.highestCost = limit
        return plan
    }

    fileprivate func registration(
        of hotkey: AccountID, on netuid: NetUID, by call: Call, effects: [ActionPreview.Effect]
    ) async throws -> ActionPlan<Registration> {
        guard netuid != 0 else {
            throw BittensorError(.registrationNotAllowed, "the root subnet is joined with root register, by stake")
        }
        try await requireUnregistered(hotkey, on: netuid)
        guard try await state.value(.registrationAllowed(netuid)) ?? true else {
            throw BittensorError(.registrationNotAllowed, "the owner of subnet \(netuid) has switched registration off")
        }
        try await requireNoOtherOwner(of: hotkey)
        let price = try await burn(on: netuid)
        return ActionPlan(
            call: call,
            effects: [.init("Register", hotkey), .init("On subnet", netuid), .init("Burn", price)] + effects,
            cost: .exactly(price),
            // Another registration came first in its block.
            despite: { failure, after in
                guard WorkRefusal(failure).meansRegistered else { return nil }
                return try await after.registration(of: hotkey, on: netuid, .overtaken)
            }
        ) { _, after in try await after.registration(of: hotkey, on: netuid) }
    }

    fileprivate func registration(
        of hotkey: AccountID, on netuid: NetUID, _ outcome: Registration.Outcome = .registered
    ) async throws -> Registration {
        guard let uid = try await state.value(.uids(netuid, hotkey)) else {
            throw BittensorError(.notVerified, "\(hotkey) has no uid on subnet \(netuid) after its registration")
        }
        return Registration(
            netuid: netuid, uid: uid, keys: WorkKeys(hotkey: hotkey, coldkey: signer), proof: nil, outcome: outcome)
    }
}
