// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// The part of the dividends that a hotkey keeps.
public struct TakeChange: Hashable, Sendable {
    public let hotkey: AccountID
    public let before: Proportion
    public let after: Proportion
}

extension Action where Outcome == TakeChange {
    /// Makes a hotkey a delegate, which takes stake from nominators.
    public static func nominate(_ hotkey: AccountID) -> Self {
        Self("nominate") { context in
            let call = try context.call(
                CallForm("become_delegate", .init("hotkey", is: .account(hotkey))),
                replacement: "every registered hotkey takes stake from anyone now; set the part it keeps with set take")
            try await context.requireOwnership(of: hotkey)
            let before = try await context.take(of: hotkey)
            return ActionPlan(call: call, effects: [.init("Nominate", hotkey), .init("Take", before)]) { _, after in
                TakeChange(hotkey: hotkey, before: before, after: try await after.take(of: hotkey))
            }
        }
    }

    /// Sets the part of the dividends that a delegate keeps.
    public static func setTake(_ take: Proportion, of hotkey: AccountID) -> Self {
        Self("set take") { context in
            try await context.requireOwnership(of: hotkey)
            let before = try await context.take(of: hotkey)
            guard take != before else {
                throw BittensorError(.invalidOption, "the take of \(hotkey) is \(take) already")
            }
            try await context.require(take, from: .minDelegateTake, to: .maxDelegateTake)
            let call = try context.call(
                CallForm(
                    take > before ? "increase_take" : "decrease_take", .init("hotkey", is: .account(hotkey)),
                    .init("take", is: .number(take.rawValue))),
                replacement: "this runtime fixes the take of delegates")
            return ActionPlan(call: call, effects: [.init("Delegate", hotkey), .init("Take", "\(before) → \(take)")]) {
                _, after in TakeChange(hotkey: hotkey, before: before, after: try await after.take(of: hotkey))
            }
        }
    }

    /// Sets the part of the dividends that a child key keeps of what parents lend it.
    public static func setChildkeyTake(_ take: Proportion, of hotkey: AccountID, on netuid: NetUID) -> Self {
        Self("set childkey take") { context in
            let call = try context.call(
                CallForm(
                    "set_childkey_take", .init("hotkey", is: .account(hotkey)),
                    .init("netuid", is: .number(netuid.rawValue)), .init("take", is: .number(take.rawValue))),
                replacement: "this runtime has no child keys")
            try await context.requireSubnet(netuid)
            try await context.requireOwnership(of: hotkey)
            try await context.require(take, from: .minChildkeyTake, to: .maxChildkeyTake)
            let before = try await context.childkeyTake(of: hotkey, on: netuid)
            return ActionPlan(
                call: call,
                effects: [.init("Child key", hotkey), .init("Subnet", netuid), .init("Take", "\(before) → \(take)")]
            ) { _, after in
                TakeChange(hotkey: hotkey, before: before, after: try await after.childkeyTake(of: hotkey, on: netuid))
            }
        }
    }
}

extension Action where Outcome == [ChildKey] {
    /// Lends parts of a hotkey's stake to child keys, in place of those that it had. An empty list revokes all.
    ///
    /// Runtimes may put the change off: the outcome then is what is in force until then.
    public static func setChildren(_ children: [ChildKey], of hotkey: AccountID, on netuid: NetUID) -> Self {
        Self(children.isEmpty ? "revoke children" : "set children") { context in
            let pairs = children.map { ScaleValue.list([.number($0.share), .account($0.hotkey)]) }
            let call = try context.call(
                CallForm(
                    "set_children", .init("hotkey", is: .account(hotkey)),
                    .init("netuid", is: .number(netuid.rawValue)),
                    .init("children", is: .list(pairs))),
                replacement: "this runtime has no child keys")
            guard netuid != 0 else {
                throw BittensorError(.invalidOption, "the root subnet has no child keys: name another subnet")
            }
            try await context.requireSubnet(netuid)
            try await context.requireOwnership(of: hotkey)
            guard !children.contains(where: { $0.hotkey == hotkey }),
                Set(children.map(\.hotkey)).count == children.count
            else { throw BittensorError(.invalidOption, "each child key is named once, and none is its own parent") }
            let shares = children.reduce(UInt128(0)) { $0 + UInt128($1.share) }
            guard shares <= UInt128(UInt64.max) else {
                throw BittensorError(.invalidOption, "the children's parts sum to more than all of the stake")
            }
            return ActionPlan(
                call: call,
                effects: [.init("Parent", hotkey), .init("Subnet", netuid)]
                    + children.map { .init("Child", "\($0.hotkey), \(Double($0.share) / 0x1p64)") }
            ) { _, after in try await after.children(of: hotkey, on: netuid) }
        }
    }
}

extension ActionContext {
    /// That a take is within the chain's limits.
    fileprivate func require(
        _ take: Proportion, from least: StorageAddress<Proportion>, to most: StorageAddress<Proportion>
    ) async throws {
        if let least = try await state.valueIfKnown(least), take < least {
            throw BittensorError(.invalidOption, "a take of \(take) is too low: this chain takes \(least) or more")
        }
        if let most = try await state.valueIfKnown(most), take > most {
            throw BittensorError(.invalidOption, "a take of \(take) is too high: this chain takes \(most) at most")
        }
    }

    /// The take in force; the runtime's default for a hotkey that never set one.
    fileprivate func take(of hotkey: AccountID) async throws -> Proportion {
        try await state.value(.delegateTake(hotkey))
            ?? Proportion(rawValue: 0)
    }

    fileprivate func childkeyTake(of hotkey: AccountID, on netuid: NetUID) async throws -> Proportion {
        try await state.value(.childkeyTake(hotkey, netuid))
            ?? Proportion(rawValue: 0)
    }

    fileprivate func children(of hotkey: AccountID, on netuid: NetUID) async throws -> [ChildKey] {
        (try await state.value(.childKeys(hotkey, netuid)) ?? []).map { ChildKey($0.second, share: $0.first) }
    }
}
