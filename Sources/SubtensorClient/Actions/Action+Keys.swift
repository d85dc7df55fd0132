// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// A hotkey that took another one's place.
public struct HotkeySwap: Hashable, Sendable {
    public let old: AccountID
    public let new: AccountID
    /// The coldkey that owns the new one.
    public let owner: AccountID?
}

extension Action where Outcome == HotkeySwap {
    /// Puts a new hotkey in the place of an old one, with its stake and its uids.
    ///
    /// - Parameters:
    ///   - netuid: only on this subnet; nil is everywhere.
    ///   - keepsStake: whether the stake stays on the old one.
    public static func swapHotkey(
        _ old: AccountID, for new: AccountID, on netuid: NetUID? = nil, keepsStake: Bool = false
    ) -> Self {
        Self("swap hotkey") { context in
            let only: ScaleValue = netuid.map { .variant("Some", .number($0.rawValue)) } ?? .none
            let keys: [CallForm.Argument] = [
                .init("hotkey", is: .account(old)), .init("new_hotkey", is: .account(new)),
                .init("netuid", is: only, mayBeDropped: netuid == nil),
            ]
            let call =
                keepsStake
                ? try context.call(
                    CallForm("SubtensorModule", "swap_hotkey_v2", keys + [.init("keep_stake", is: .bool(true))]),
                    replacement: "this runtime moves the stake with the hotkey")
                : try context.call(
                    CallForm("SubtensorModule", "swap_hotkey", keys),
                    replacement: "this runtime swaps a hotkey on all subnets at once, or not at all")
            try await context.requireOwnership(of: old)
            guard old != new else { throw BittensorError(.invalidOption, "the new hotkey is the old one") }
            if let netuid { try await context.requireRegistered(old, on: netuid) }
            try await context.requireNoOtherOwner(of: new)
            let cost = netuid.flatMap { _ in context.price("KeySwapOnSubnetCost") } ?? context.price("KeySwapCost")
            return ActionPlan(
                call: call,
                effects: [
                    .init("Replace", old), .init("By", new),
                    .init("On", netuid.map { "subnet \($0)" } ?? "all subnets"),
                ] + (keepsStake ? [.init("Stake", "stays on the old one")] : []),
                cost: .exactly(cost ?? .zero)
            ) { _, after in HotkeySwap(old: old, new: new, owner: try await after.state.value(.owner(of: new))?.ifSet) }
        }
    }
}

/// A hotkey and the coldkey that owns it.
public struct HotkeyOwnership: Hashable, Sendable {
    public let hotkey: AccountID
    /// Nil when nobody does.
    public let coldkey: AccountID?
}

extension Action where Outcome == HotkeyOwnership {
    /// Makes a hotkey that the chain does not know the signer's, without a registration.
    public static func associateHotkey(_ hotkey: AccountID) -> Self {
        Self("associate hotkey") { context in
            let call = try context.call(
                CallForm("try_associate_hotkey", .init("hotkey", is: .account(hotkey))),
                replacement: "a hotkey becomes its coldkey's with its registration on a subnet")
            try await context.requireNoOtherOwner(of: hotkey)
            guard try await context.state.value(.owner(of: hotkey))?.ifSet == nil else {
                throw BittensorError(.invalidOption, "the hotkey \(hotkey) belongs to \(context.signer) already")
            }
            return ActionPlan(call: call, effects: [.init("Associate", hotkey), .init("With", context.signer)]) {
                _, after in
                HotkeyOwnership(hotkey: hotkey, coldkey: try await after.state.value(.owner(of: hotkey))?.ifSet)
            }
        }
    }
}

/// Where the earnings of a coldkey on a subnet are staked.
public struct AutomaticStake: Hashable, Sendable {
    public let netuid: NetUID
    /// Nil when nothing was chosen: they stay on the hotkey that earned them.
    public let hotkey: AccountID?
}

extension Action where Outcome == AutomaticStake {
    /// Has the signer's mining rewards of a subnet staked on a hotkey.
    public static func setAutomaticStake(on hotkey: AccountID, netuid: NetUID) -> Self {
        Self("set automatic stake") { context in
            let call = try context.call(
                CallForm(
                    "set_coldkey_auto_stake_hotkey", .init("netuid", is: .number(netuid.rawValue)),
                    .init("hotkey", is: .account(hotkey))),
                replacement: "rewards stay on the hotkey that earned them; move the stake")
            try await context.requireRegistered(hotkey, on: netuid)
            return ActionPlan(call: call, effects: [.init("Stake rewards of subnet", netuid), .init("On", hotkey)]) {
                _, after in
                let chosen = try await after.state.value(.automaticStakeHotkey(after.signer, netuid))
                return AutomaticStake(netuid: netuid, hotkey: chosen?.ifSet)
            }
        }
    }
}

/// A coldkey that is to take the signer's place.
public struct ColdkeySwapAnnouncement: Hashable, Sendable {
    public let old: AccountID
    public let new: AccountID
    /// The block of the announcement.
    public let block: BlockNumber
}

extension Action where Outcome == ColdkeySwapAnnouncement {
    /// Announces that another coldkey takes the signer's place, with everything it owns. Until then the signer can do
    /// nothing else.
    ///
    /// Newer runtimes keep only the new key's hash, and ask to carry the swap out after a delay: `swapColdkey(to:)`.
    /// Older ones carry it out by themselves.
    public static func announceColdkeySwap(to new: AccountID) -> Self {
        Self("announce coldkey swap") { context in
            // As the runtime hashes it: blake2b-256 of the account's 32 bytes.
            let hash = Hash256(unchecked: Hashing.blake2b256(new.bytes))
            let call = try context.call(
                CallForm("announce_coldkey_swap", .init("new_coldkey_hash", is: .hash(hash))),
                CallForm("schedule_swap_coldkey", .init("new_coldkey", is: .account(new))),
                replacement: "transfer the TAO and the stake to the other coldkey")
            guard new != context.signer else { throw BittensorError(.invalidOption, "the new coldkey is the old one") }
            // Charged with the first announcement, not when another key is announced instead.
            let announced = try await context.state.valueIfKnown(.coldkeySwapAnnouncement(context.signer))
            let cost = announced == nil ? context.price("KeySwapCost") : nil
            return ActionPlan(
                call: call,
                effects: [
                    .init("Announce", "\(new) in the place of \(context.signer)"),
                    .init("Until then", "the old coldkey can do nothing else"),
                ],
                cost: .exactly(cost ?? .zero)
            ) { included, after in
                ColdkeySwapAnnouncement(old: after.signer, new: new, block: included.blockNumber)
            }
        }
    }

    /// Carries out a coldkey swap that was announced long enough ago.
    public static func swapColdkey(to new: AccountID) -> Self {
        Self("swap coldkey") { context in
            let call = try context.call(
                CallForm("swap_coldkey_announced", .init("new_coldkey", is: .account(new))),
                replacement: "a swap that was announced is carried out by the chain itself")
            return ActionPlan(call: call, effects: [.init("Replace", context.signer), .init("By", new)]) {
                included, after in
                ColdkeySwapAnnouncement(old: after.signer, new: new, block: included.blockNumber)
            }
        }
    }
}

extension ActionContext {
    /// An amount that the runtime declares; nil where it does not.
    fileprivate func price(_ constant: String) -> Balance? {
        (try? metadata.constant("SubtensorModule", constant).uint64).map { Balance(rao: $0) }
    }
}
