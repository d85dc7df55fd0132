// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Acting for others: the checks of the real pallet, in its order.
extension Execution {
    private func failure(_ name: String) -> DispatchFailure {
        DispatchFailure(pallet: ProxyPallet.name, name: name)
    }

    private var height: UInt32 { UInt32(clamping: block.rawValue) }

    // MARK: Acting

    mutating func proxy(_ call: CallArguments) throws(DispatchFailure) {
        let (delegate, real) = (try call.signer(), try call.address("real"))
        let entry = try entry(of: delegate, for: real, try call("force_proxy_type"))
        guard entry.delay == 0 else { throw failure("Unannounced") }
        act(for: real, as: entry.type, try call.call("call"))
    }

    /// Anyone may have an announced call carried out.
    mutating func proxyAnnounced(_ call: CallArguments) throws(DispatchFailure) {
        _ = try call.signer()
        let (delegate, real) = (try call.address("delegate"), try call.address("real"))
        let entry = try entry(of: delegate, for: real, try call("force_proxy_type"))
        let inner = try call.call("call")
        let (hash, now) = (try hash(of: inner), height)
        guard
            try forget(
                by: delegate,
                where: {
                    $0.real == real && $0.callHash == hash && now.saturatingSubtracting($0.height) >= entry.delay
                })
        else { throw failure("Unannounced") }
        act(for: real, as: entry.type, inner)
    }

    private mutating func act(for real: AccountID, as type: ProxyType, _ call: Call) {
        let result = outcome(of: call, from: .signed(real, by: type))
        emit(ProxyPallet.name, "ProxyExecuted", [.init("result", Self.resultValue(result))])
    }

    /// The first right that a delegate has, or the first of a type.
    private func entry(
        of delegate: AccountID, for real: AccountID, _ type: ProxyType?
    ) throws(DispatchFailure) -> ProxyEntry {
        let entries = state[ProxyPallet.proxies, real].first
        guard let entry = entries.first(where: { $0.delegate == delegate && (type == nil || $0.type == type) }) else {
            throw failure("NotProxy")
        }
        return entry
    }

    func hash(of call: Call) throws(DispatchFailure) -> Hash256 {
        guard let bytes = try? runtime.metadata.encode(call) else { throw .other }
        return Hash256(unchecked: Hashing.blake2b256(bytes))
    }

    // MARK: Who may act

    mutating func addProxy(_ call: CallArguments) throws(DispatchFailure) {
        let account = try call.signer()
        let entry = ProxyEntry(
            delegate: try call.address("delegate"), type: try call("proxy_type"), delay: try call("delay"))
        guard entry.delegate != account else { throw failure("NoSelfProxy") }
        var entries = state[ProxyPallet.proxies, account].first
        guard !entries.contains(entry) else { throw failure("Duplicate") }
        guard entries.count < ProxyPallet.maximumProxies else { throw failure("TooMany") }
        entries.append(entry)
        entries.sort(by: ProxyEntry.precedes)
        try keep(entries, of: account)
        emit("ProxyAdded", account, entry)
    }

    mutating func removeProxy(_ call: CallArguments) throws(DispatchFailure) {
        let account = try call.signer()
        let entry = ProxyEntry(
            delegate: try call.address("delegate"), type: try call("proxy_type"), delay: try call("delay"))
        var entries = state[ProxyPallet.proxies, account].first
        guard let place = entries.firstIndex(of: entry) else { throw failure("NotFound") }
        entries.remove(at: place)
        try keep(entries, of: account)
        emit("ProxyRemoved", account, entry)
    }

    mutating func removeProxies(_ call: CallArguments) throws(DispatchFailure) {
        try keep([], of: try call.signer())
    }

    private mutating func keep(_ entries: [ProxyEntry], of account: AccountID) throws(DispatchFailure) {
        let deposit =
            entries.isEmpty ? 0 : ProxyPallet.depositBase + ProxyPallet.depositFactor * UInt64(entries.count)
        try hold(deposit, insteadOf: state[ProxyPallet.proxies, account].second, of: account)
        if entries.isEmpty {
            state.remove(ProxyPallet.proxies, account)
        } else {
            state[ProxyPallet.proxies, account] = ScalePair(entries, deposit)
        }
    }

    private mutating func emit(_ name: String, _ account: AccountID, _ entry: ProxyEntry) {
        emit(
            ProxyPallet.name, name,
            [
                .init("delegator", .account(account)), .init("delegatee", .account(entry.delegate)),
                .init("proxy_type", entry.type.value), .init("delay", .number(entry.delay)),
            ])
    }

    // MARK: Accounts without a key

    mutating func createPure(_ call: CallArguments) throws(DispatchFailure) {
        let (spawner, type): (AccountID, ProxyType) = (try call.signer(), try call("proxy_type"))
        let index: UInt16 = try call("index")
        let pure = AccountID.pureProxy(
            of: spawner, kind: type.rawValue, height: height, extrinsicIndex: extrinsicIndex ?? 0, index: index)
        guard state[ProxyPallet.proxies, pure].first.isEmpty else { throw failure("Duplicate") }
        let deposit = ProxyPallet.depositBase + ProxyPallet.depositFactor
        try reserve(deposit, of: spawner)
        let entry = ProxyEntry(delegate: spawner, type: type, delay: try call("delay"))
        state[ProxyPallet.proxies, pure] = ScalePair([entry], deposit)
        emit(
            ProxyPallet.name, "PureCreated",
            [
                .init("pure", .account(pure)), .init("who", .account(spawner)), .init("proxy_type", type.value),
                .init("disambiguation_index", .number(index)),
            ])
    }

    /// Signed by the account without a key, which only its proxies can.
    mutating func killPure(_ call: CallArguments) throws(DispatchFailure) {
        let (account, spawner) = (try call.signer(), try call.address("spawner"))
        let (type, index): (ProxyType, UInt16) = (try call("proxy_type"), try call("index"))
        let pure = AccountID.pureProxy(
            of: spawner, kind: type.rawValue, height: try call("height", as: Compact<UInt32>.self).value,
            extrinsicIndex: try call("ext_index", as: Compact<UInt32>.self).value, index: index)
        guard pure == account else { throw failure("NoPermission") }
        let deposit = state[ProxyPallet.proxies, pure].second
        state.remove(ProxyPallet.proxies, pure)
        unreserve(deposit, of: spawner)
        emit(
            ProxyPallet.name, "PureKilled",
            [
                .init("pure", .account(pure)), .init("spawner", .account(spawner)), .init("proxy_type", type.value),
                .init("disambiguation_index", .number(index)),
            ])
    }

    // MARK: Announcements

    mutating func announce(_ call: CallArguments) throws(DispatchFailure) {
        let (delegate, real) = (try call.signer(), try call.address("real"))
        let hash = Hash256(unchecked: try call("call_hash"))
        _ = try entry(of: delegate, for: real, nil)
        var announced = state[ProxyPallet.announcements, delegate].first
        guard announced.count < ProxyPallet.maximumAnnouncements else { throw failure("TooMany") }
        announced.append(AnnouncedCall(real: real, callHash: hash, height: height))
        try keep(announced, by: delegate)
        emit(
            ProxyPallet.name, "Announced",
            [.init("real", .account(real)), .init("proxy", .account(delegate)), .init("call_hash", .hash(hash))])
    }

    mutating func removeAnnouncement(_ call: CallArguments) throws(DispatchFailure) {
        let (delegate, real) = (try call.signer(), try call.address("real"))
        try withdraw(Hash256(unchecked: try call("call_hash")), of: real, by: delegate)
    }

    mutating func rejectAnnouncement(_ call: CallArguments) throws(DispatchFailure) {
        let (real, delegate) = (try call.signer(), try call.address("delegate"))
        try withdraw(Hash256(unchecked: try call("call_hash")), of: real, by: delegate)
    }

    private mutating func withdraw(
        _ hash: Hash256, of real: AccountID, by delegate: AccountID
    ) throws(DispatchFailure) {
        guard try forget(by: delegate, where: { $0.real == real && $0.callHash == hash }) else {
            throw failure("NotFound")
        }
    }

    /// Forgets announcements; whether there were any.
    private mutating func forget(
        by delegate: AccountID, where isMeant: (AnnouncedCall) -> Bool
    ) throws(DispatchFailure) -> Bool {
        let announced = state[ProxyPallet.announcements, delegate].first
        let rest = announced.filter { !isMeant($0) }
        guard rest.count < announced.count else { return false }
        try keep(rest, by: delegate)
        return true
    }

    private mutating func keep(_ announced: [AnnouncedCall], by delegate: AccountID) throws(DispatchFailure) {
        let deposit =
            announced.isEmpty
            ? 0 : ProxyPallet.announcementBase + ProxyPallet.announcementFactor * UInt64(announced.count)
        try hold(deposit, insteadOf: state[ProxyPallet.announcements, delegate].second, of: delegate)
        if announced.isEmpty {
            state.remove(ProxyPallet.announcements, delegate)
        } else {
            state[ProxyPallet.announcements, delegate] = ScalePair(announced, deposit)
        }
    }
}
