// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

extension Action where Outcome == NetUID {
    /// Creates a subnet, which the signer then owns.
    ///
    /// - Parameters:
    ///   - hotkey: the owner's hotkey, which becomes its first neuron.
    ///   - identity: how it is presented from the beginning; nil for not at all.
    public static func createSubnet(hotkey: AccountID, identity: SubnetIdentity? = nil) -> Self {
        Self("create a subnet") { context in
            let owner = CallForm.Argument("hotkey", is: .account(hotkey))
            // The kind of subnet, in runtimes that know two: 1 has a market of its own.
            let kind = CallForm.Argument("mechid", is: .number(UInt16(1)), mayBeDropped: true)
            let call: Call
            if let identity {
                call = try context.call(
                    CallForm(
                        "register_network_with_identity", owner, kind,
                        .init("identity", is: .variant("Some", identity.value))),
                    replacement: "create the subnet, and set its identity then")
            } else {
                call = try context.call(
                    CallForm("register_network", owner, kind), replacement: "this chain takes no new subnets")
            }
            try await context.requireNoOtherOwner(of: hotkey)
            let cost = Balance(rao: try await context.state.call(.subnetRegistrationCost))
            return ActionPlan(
                call: call,
                effects: [.init("Create", "a subnet"), .init("Lock", cost), .init("Owner's hotkey", hotkey)],
                cost: .exactly(cost)
            ) { included, _ in
                let added = included.events.first { $0.matches("SubtensorModule", "NetworkAdded") }
                guard let netuid = added?[0]?.uint64.flatMap(UInt16.init(exactly:)) else {
                    throw BittensorError(.notVerified, "the chain did not tell the new subnet's number")
                }
                return NetUID(netuid)
            }
        }
    }
}

extension Action where Outcome == BlockNumber? {
    /// Starts a new subnet as its owner: stake on it and emission for it begin. The outcome is the first block with
    /// emission.
    public static func startCall(on netuid: NetUID) -> Self {
        Self("start a subnet") { context in
            let call = try context.call(
                CallForm("start_call", .init("netuid", is: .number(netuid.rawValue))),
                replacement: "this runtime's subnets start by themselves")
            try await context.requireSubnetOwnership(netuid)
            if let block = try await context.state.valueIfKnown(.firstEmissionBlock(netuid)) {
                throw BittensorError(
                    .invalidOption, "subnet \(netuid) has been started: it emits from block \(block) on")
            }
            try await context.requireStartable(netuid)
            return ActionPlan(call: call, effects: [.init("Start", "subnet \(netuid)")]) { _, after in
                try await after.state.valueIfKnown(.firstEmissionBlock(netuid))
            }
        }
    }
}

extension Action where Outcome == String {
    /// Gives a subnet's alpha another symbol, as the subnet's owner. The outcome is the symbol in force.
    ///
    /// - Parameter symbol: one of those that the runtime knows, such as `β`.
    public static func updateSymbol(_ symbol: String, of netuid: NetUID) -> Self {
        Self("update symbol") { context in
            let call = try context.call(
                CallForm(
                    "update_symbol", .init("netuid", is: .number(netuid.rawValue)),
                    .init("symbol", is: .bytes(Array(symbol.utf8)))),
                replacement: "this runtime gives the symbols itself")
            try await context.requireSubnetOwnership(netuid)
            let before = try await context.symbol(of: netuid)
            return ActionPlan(
                call: call, effects: [.init("Subnet", netuid), .init("Symbol", "\(before) → \(excerpt(symbol))")]
            ) { _, after in try await after.symbol(of: netuid) }
        }
    }
}

extension ActionContext {
    /// That a new subnet is old enough to be started.
    fileprivate func requireStartable(_ netuid: NetUID) async throws {
        let delay = try await state.valueIfKnown(.startCallDelay)
        let constant = try? metadata.constant("SubtensorModule", "DurationOfStartCall").uint64
        guard let wait = delay ?? constant, let made = try await state.valueIfKnown(.networkRegisteredAt(netuid)) else {
            return
        }
        let (first, overflows) = made.rawValue.addingReportingOverflow(wait)
        guard overflows || state.number.rawValue < first else { return }
        throw BittensorError(
            .invalidOption,
            "subnet \(netuid) was made in block \(made), and owners wait \(wait) blocks: "
                + "start it from block \(overflows ? UInt64.max : first) on")
    }

    fileprivate func symbol(of netuid: NetUID) async throws -> String {
        String(decoding: try await state.valueIfKnown(.tokenSymbol(netuid)) ?? [], as: UTF8.self)
    }
}
