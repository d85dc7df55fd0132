// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension SubtensorPallet {
    /// What swapping a hotkey costs in rao, on all subnets and on one (`KeySwapCost`, `KeySwapOnSubnetCost`).
    static let keySwapCost: UInt64 = 100_000_000
    static let keySwapOnSubnetCost: UInt64 = 1_000_000

    /// What a coldkey does with its hotkeys and its name.
    static let keyCalls: [CallDeclaration] = [
        CallDeclaration(
            "set_identity", 68,
            [
                "name": "Vec<u8>", "url": "Vec<u8>", "github_repo": "Vec<u8>", "image": "Vec<u8>",
                "discord": "Vec<u8>", "description": "Vec<u8>", "additional": "Vec<u8>",
            ]
        ) { try $0.setIdentity($1) },
        CallDeclaration(
            "swap_hotkey", 70, ["hotkey": "AccountId32", "new_hotkey": "AccountId32", "netuid": "Option<u16>"]
        ) { try $0.swapHotkey($1) },
        CallDeclaration("try_associate_hotkey", 91, ["hotkey": "AccountId32"]) {
            $0.associate(try $1("hotkey"), with: try $1.signer())
        },
    ]
}

/// `RateLimitKey::LastTxBlock`: under which the block of a coldkey's last swap is kept.
private struct LastTransaction: ScaleEncodable {
    let coldkey: AccountID

    init(_ coldkey: AccountID) { self.coldkey = coldkey }

    func encode(to writer: inout ScaleWriter) {
        writer.write(byte: 3)
        coldkey.encode(to: &writer)
    }
}

/// A new hotkey in an old one's place.
extension Execution {
    fileprivate mutating func swapHotkey(_ call: CallArguments) throws(DispatchFailure) {
        let coldkey = try call.signer()
        let (old, new): (AccountID, AccountID) = (try call("hotkey"), try call("new_hotkey"))
        let only: UInt16? = try call("netuid")
        try requireOwner(coldkey, of: old)
        let time = LastTransaction(coldkey)
        guard hasPassed(state[SubtensorPallet.txRateLimit], since: state[SubtensorPallet.lastRateLimitedBlock, time])
        else { throw .subtensor("HotKeySetTxRateLimitExceeded") }
        guard old != new else { throw .subtensor("NewHotKeyIsSameWithOld") }
        if let only { try requireSubnetExists(only) }
        let places = only.map { [$0] } ?? netuids
        guard !places.contains(where: { state[SubtensorPallet.uids, $0, new] != nil }) else {
            throw .subtensor("HotKeyAlreadyRegisteredInSubNet")
        }
        if let only, state[SubtensorPallet.uids, only, old] == nil { throw .subtensor("HotKeyNotRegisteredInSubNet") }
        let owner = state[SubtensorPallet.owner, new]
        guard owner == SubtensorPallet.noAccount || (only != nil && owner == coldkey) else {
            throw .subtensor("NonAssociatedColdKey")
        }
        let cost = only == nil ? SubtensorPallet.keySwapCost : SubtensorPallet.keySwapOnSubnetCost
        guard state[SystemPallet.account, coldkey].free >= cost + BalancesPallet.existentialDeposit else {
            throw .subtensor("NotEnoughBalanceToPaySwapHotKey")
        }
        withdraw(cost, from: coldkey)
        state[SubtensorPallet.lastRateLimitedBlock, time] = block.rawValue
        associate(new, with: coldkey)
        for netuid in places { replace(old, with: new, on: netuid) }
        moveAlpha(from: old, to: new, on: Set(places))
        if let only {
            return emit(
                SubtensorPallet.name, "HotkeySwappedOnSubnet",
                [
                    .init("coldkey", .account(coldkey)), .init("old_hotkey", .account(old)),
                    .init("new_hotkey", .account(new)), .init("netuid", .number(only)),
                ])
        }
        state[SubtensorPallet.delegates, new] = state[SubtensorPallet.delegates, old]
        state.remove(SubtensorPallet.delegates, old)
        state.remove(SubtensorPallet.owner, old)
        state[SubtensorPallet.ownedHotkeys, coldkey].removeAll { $0 == old }
        state[SubtensorPallet.stakingHotkeys, coldkey].removeAll { $0 == old }
        emit(
            SubtensorPallet.name, "HotkeySwapped",
            [
                .init("coldkey", .account(coldkey)), .init("old_hotkey", .account(old)),
                .init("new_hotkey", .account(new)),
            ])
    }

    /// What one hotkey has on a subnet becomes another's.
    private mutating func replace(_ old: AccountID, with new: AccountID, on netuid: UInt16) {
        if let uid = state[SubtensorPallet.uids, netuid, old] {
            state[SubtensorPallet.uids, netuid, new] = uid
            state[SubtensorPallet.uids, netuid, old] = nil
            state[SubtensorPallet.keys, netuid, uid] = new
            state[SubtensorPallet.isNetworkMember, new, netuid] = true
            state.remove(SubtensorPallet.isNetworkMember, old, netuid)
        }
        move(SubtensorPallet.axons, from: [netuid, old], to: [netuid, new])
        move(SubtensorPallet.prometheus, from: [netuid, old], to: [netuid, new])
        move(SubtensorPallet.neuronCertificates, from: [netuid, old], to: [netuid, new])
        move(SubtensorPallet.weightCommits, from: [netuid, old], to: [netuid, new])
        move(SubtensorPallet.childKeys, from: [old, netuid], to: [new, netuid])
        move(SubtensorPallet.parentKeys, from: [old, netuid], to: [new, netuid])
        move(SubtensorPallet.childkeyTake, from: [old, netuid], to: [new, netuid])
        if state[SubtensorPallet.subnetOwnerHotkey, netuid] == old {
            state[SubtensorPallet.subnetOwnerHotkey, netuid] = new
        }
        func renamed(_ pair: ScalePair<UInt64, AccountID>) -> ScalePair<UInt64, AccountID> {
            pair.second == old ? ScalePair(pair.first, new) : pair
        }
        for child in state[SubtensorPallet.childKeys, new, netuid] {
            state[SubtensorPallet.parentKeys, child.second, netuid] =
                state[SubtensorPallet.parentKeys, child.second, netuid].map(renamed)
        }
        for parent in state[SubtensorPallet.parentKeys, new, netuid] {
            state[SubtensorPallet.childKeys, parent.second, netuid] =
                state[SubtensorPallet.childKeys, parent.second, netuid].map(renamed)
        }
    }

    private mutating func move(
        _ item: some DeclaredItem, from old: [any ScaleEncodable], to new: [any ScaleEncodable]
    ) {
        guard let bytes = state.raw(item.declaration.key(old)) else { return }
        state.setRaw(item, new, bytes)
        state.setRaw(item, old, nil)
    }

    private mutating func moveAlpha(from old: AccountID, to new: AccountID, on netuids: Set<UInt16>) {
        for (coldkey, netuid) in stakers(of: old) where netuids.contains(netuid) {
            let amount = alpha(old, coldkey, netuid)
            removeAlpha(amount, old, coldkey, netuid)
            addAlpha(amount, new, coldkey, netuid)
        }
    }
}
