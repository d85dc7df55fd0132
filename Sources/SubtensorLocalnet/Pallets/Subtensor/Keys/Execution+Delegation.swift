// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension SubtensorPallet {
    /// Offering a hotkey to nominators, and lending its stake to others.
    static let delegationCalls: [CallDeclaration] = [
        CallDeclaration("become_delegate", 1, ["hotkey": "AccountId32"]) { try $0.becomeDelegate($1) },
        CallDeclaration("decrease_take", 65, ["hotkey": "AccountId32", "take": "u16"], fee: .free) {
            try $0.decreaseTake($1)
        },
        CallDeclaration("increase_take", 66, ["hotkey": "AccountId32", "take": "u16"], fee: .free) {
            try $0.increaseTake($1)
        },
        CallDeclaration(
            "set_children", 67,
            ["hotkey": "AccountId32", "netuid": "u16", "children": "Vec<(u64, AccountId32)>"]
        ) { try $0.setChildren($1) },
        CallDeclaration("set_childkey_take", 75, ["hotkey": "AccountId32", "netuid": "u16", "take": "u16"]) {
            try $0.setChildkeyTake($1)
        },
    ]

    /// How many children a hotkey may have on a subnet.
    fileprivate static let maximumChildren = 5
    /// How many blocks a hotkey's children on a subnet stay as they are.
    static let setChildrenRateLimit: UInt64 = 150
}

/// What a hotkey keeps of what its nominators earn, in parts of 65535.
extension Execution {
    /// Of old runtimes: a hotkey is not offered to nominators before. Here, as in newer ones, all are; the call says so
    /// once, with the default take.
    fileprivate mutating func becomeDelegate(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        try requireOwned(hotkey)
        try requireOwner(coldkey, of: hotkey)
        guard !state.contains(SubtensorPallet.delegates, hotkey) else { throw .subtensor("HotKeyAlreadyDelegate") }
        let take = SubtensorPallet.delegates.fallback
        state[SubtensorPallet.delegates, hotkey] = take
        emit("DelegateAdded", .account(coldkey), .account(hotkey), .number(take))
    }

    fileprivate mutating func decreaseTake(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey, take) = try takeChange(call)
        guard take < state[SubtensorPallet.delegates, hotkey], take >= state[SubtensorPallet.minDelegateTake] else {
            throw .subtensor("DelegateTakeTooLow")
        }
        state[SubtensorPallet.lastTxBlockDelegateTake, hotkey] = block.rawValue
        state[SubtensorPallet.delegates, hotkey] = take
        emit("TakeDecreased", .account(coldkey), .account(hotkey), .number(take))
    }

    fileprivate mutating func increaseTake(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey, take) = try takeChange(call)
        guard take > state[SubtensorPallet.delegates, hotkey] else { throw .subtensor("DelegateTakeTooLow") }
        guard take <= state[SubtensorPallet.maxDelegateTake] else { throw .subtensor("DelegateTakeTooHigh") }
        let last = state[SubtensorPallet.lastTxBlockDelegateTake, hotkey]
        guard hasPassed(state[SubtensorPallet.txDelegateTakeRateLimit], since: last) else {
            throw .subtensor("DelegateTxRateLimitExceeded")
        }
        state[SubtensorPallet.lastTxBlockDelegateTake, hotkey] = block.rawValue
        state[SubtensorPallet.delegates, hotkey] = take
        emit("TakeIncreased", .account(coldkey), .account(hotkey), .number(take))
    }

    /// Whether more blocks than a limit allows are over; a first time is never too early, and without a limit nothing is.
    func hasPassed(_ limit: UInt64, since last: UInt64) -> Bool {
        limit == 0 || last == 0 || block.rawValue.saturatingSubtracting(last) > limit
    }

    private func takeChange(_ call: CallArguments) throws(DispatchFailure) -> (AccountID, AccountID, UInt16) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        try requireOwned(hotkey)
        try requireOwner(coldkey, of: hotkey)
        return (coldkey, hotkey, try call("take"))
    }

    func requireOwner(_ coldkey: AccountID, of hotkey: AccountID) throws(DispatchFailure) {
        guard state[SubtensorPallet.owner, hotkey] == coldkey else { throw .subtensor("NonAssociatedColdKey") }
    }

    // MARK: Children

    /// The numbers of `TransactionType` under which `TransactionKeyLastBlock` keeps what a hotkey did on a subnet.
    private static let (settingChildren, settingChildkeyTake): (UInt16, UInt16) = (0, 1)

    /// Asks for other hotkeys to have parts of this one's stake on a subnet; they get them when the subnet's next epoch
    /// after the cooldown begins.
    fileprivate mutating func setChildren(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        let netuid: UInt16 = try call("netuid")
        let children: [ScalePair<UInt64, AccountID>] = try call("children")
        guard netuid != 0 else { throw .subtensor("RegistrationNotPermittedOnRootSubnet") }
        try requireSubnetExists(netuid)
        try requireOwner(coldkey, of: hotkey)
        guard children.count <= SubtensorPallet.maximumChildren else { throw .subtensor("TooManyChildren") }
        guard !children.contains(where: { $0.second == hotkey }) else { throw .subtensor("InvalidChild") }
        guard Set(children.map(\.second)).count == children.count else { throw .subtensor("DuplicateChild") }
        let sum = children.reduce(UInt128(0)) { $0 + UInt128($1.first) }
        guard sum <= UInt128(UInt64.max) else { throw .subtensor("ProportionOverflow") }
        // A hotkey cannot have its stake from one that has it from there.
        let parents = Set(state[SubtensorPallet.parentKeys, hotkey, netuid].map(\.second))
        guard parents.isDisjoint(with: children.map(\.second)) else {
            throw .subtensor(rules == .registerBigEndian ? "InvalidChild" : "ChildParentInconsistency")
        }
        let last = state[SubtensorPallet.transactionKeyLastBlock, hotkey, netuid, Self.settingChildren]
        guard last == 0 || block.rawValue.saturatingSubtracting(last) >= SubtensorPallet.setChildrenRateLimit else {
            throw .subtensor("TxRateLimitExceeded")
        }
        state[SubtensorPallet.transactionKeyLastBlock, hotkey, netuid, Self.settingChildren] = block.rawValue
        let due = block.rawValue.saturatingAdding(state[SubtensorPallet.pendingChildKeyCooldown])
        state[SubtensorPallet.pendingChildKeys, netuid, hotkey] = ScalePair(children, due)
        emit("SetChildrenScheduled", .account(hotkey), .number(netuid), .number(due), Self.value(children))
    }

    /// Makes the children that were asked for theirs.
    mutating func applyPendingChildren(_ netuid: UInt16) {
        let item = SubtensorPallet.pendingChildKeys.declaration
        for key in state.keys(withPrefix: item.key([netuid]).bytes) {
            guard let hotkey = try? AccountID(Array(key.bytes.suffix(32))) else { continue }
            let pending = state[SubtensorPallet.pendingChildKeys, netuid, hotkey]
            guard pending.second <= block.rawValue else { continue }
            for child in state[SubtensorPallet.childKeys, hotkey, netuid] {
                state[SubtensorPallet.parentKeys, child.second, netuid].removeAll { $0.second == hotkey }
            }
            for child in pending.first {
                state[SubtensorPallet.parentKeys, child.second, netuid].append(ScalePair(child.first, hotkey))
            }
            state[SubtensorPallet.childKeys, hotkey, netuid] = pending.first
            state.remove(SubtensorPallet.pendingChildKeys, netuid, hotkey)
            emit("SetChildren", .account(hotkey), .number(netuid), Self.value(pending.first))
        }
    }

    private static func value(_ children: [ScalePair<UInt64, AccountID>]) -> ScaleValue {
        .list(children.map { .list([.number($0.first), .account($0.second)]) })
    }

    /// What a child keeps of what its parents' stake earns.
    fileprivate mutating func setChildkeyTake(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        let (netuid, take): (UInt16, UInt16) = (try call("netuid"), try call("take"))
        try requireOwner(coldkey, of: hotkey)
        guard take >= state[SubtensorPallet.minChildkeyTake], take <= state[SubtensorPallet.maxChildkeyTake] else {
            throw .subtensor("InvalidChildkeyTake")
        }
        let last = state[SubtensorPallet.transactionKeyLastBlock, hotkey, netuid, Self.settingChildkeyTake]
        let wait = state[SubtensorPallet.txChildkeyTakeRateLimit]
        guard
            take <= state[SubtensorPallet.childkeyTake, hotkey, netuid] || last == 0
                || block.rawValue.saturatingSubtracting(last) >= wait
        else { throw .subtensor("TxChildkeyTakeRateLimitExceeded") }
        state[SubtensorPallet.transactionKeyLastBlock, hotkey, netuid, Self.settingChildkeyTake] = block.rawValue
        state[SubtensorPallet.childkeyTake, hotkey, netuid] = take
        emit("ChildKeyTakeSet", .account(hotkey), .number(take))
    }
}
