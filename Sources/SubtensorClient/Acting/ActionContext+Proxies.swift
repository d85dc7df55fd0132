// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Acting as a proxy: what the chain would check, and the call that it takes.
extension ActionContext {
    func wrapped(
        _ standing: ActingStanding, by role: Capacity.ProxyRole, of sender: AccountID
    ) async throws -> ActingStanding {
        let real = ScaleValue.account(role.real)
        switch role.step {
        case .carriesOut:
            try require("Proxy", "proxy")
            let right = try await right(of: sender, role, for: standing.inner)
            let call = Call(
                "Proxy", "proxy",
                ["real": real, "force_proxy_type": right.forced, "call": standing.inner.value])
            // Only for a call that is no part of another one.
            let isPaid = standing.capacity.multisig == nil ? try await isFeePaid(by: role.real, for: sender) : false
            return ActingStanding(
                capacity: standing.capacity, signer: standing.signer, inner: standing.inner, call: call,
                effects: [.init("Acts", "\(role.real), by its proxy \(sender) (\(right.words))")],
                payer: isPaid ? role.real : standing.payer)
        case .announces:
            try require("Proxy", "announce")
            let right = try await right(of: sender, role, for: standing.inner)
            let hash = try hash(of: standing.inner)
            let held = try await state.value(.proxyAnnouncements(sender)) ?? .none
            let deposit = try announcementDeposit(held)
            return ActingStanding(
                capacity: standing.capacity, signer: standing.signer, inner: standing.inner,
                call: Call("Proxy", "announce", ["real": real, "call_hash": .hash(hash)]),
                effects: [
                    .init("Announced for", "\(role.real), by its proxy \(sender) (\(right.words))"),
                    .init("Call hash", hash.hex),
                    .init(
                        "Can be carried out", "from block \(state.number.advanced(by: UInt64(right.delay) + 1)) on"),
                    .init("Held until then", deposit),
                ], deposit: deposit, payer: standing.payer, delay: right.delay, isLast: false)
        case .carriesOutAnnounced(let delegate):
            try require("Proxy", "proxy_announced")
            let right = try await right(of: delegate, role, for: standing.inner)
            let hash = try hash(of: standing.inner)
            try await requireAnnounced(hash, by: delegate, for: role.real, delay: right.delay)
            return ActingStanding(
                capacity: standing.capacity, signer: standing.signer, inner: standing.inner,
                call: Call(
                    "Proxy", "proxy_announced",
                    [
                        "delegate": .account(delegate), "real": real,
                        "force_proxy_type": right.forced, "call": standing.inner.value,
                    ]),
                effects: [
                    .init("Acts", "\(role.real), by its proxy \(delegate) (\(right.words))"),
                    .init("Call hash", hash.hex),
                ], payer: standing.payer)
        }
    }

    /// A right by which a proxy acts.
    private struct Right {
        let words: String
        let delay: UInt32
        /// The argument that says which right is meant; `None` takes the chain's first.
        let forced: ScaleValue
    }

    /// The right by which a proxy may do it; the chain takes the first one that it has, unless it is told which.
    private func right(
        of delegate: AccountID, _ role: Capacity.ProxyRole, for call: Call
    ) async throws -> Right {
        let all = try await state.value(.proxies(role.real)) ?? .none
        let own = all.proxies.filter { $0.delegate == delegate }
        guard !own.isEmpty else {
            throw BittensorError(
                .notProxy,
                "\(delegate) is no proxy of \(role.real), which has \(all.proxies.isEmpty ? "none" : "others"): its owner "
                    + "adds one")
        }
        let named = own.filter { role.kind == nil || $0.kind == role.kind }
        guard let first = named.first else {
            throw BittensorError(
                .notProxy,
                "\(delegate) is a proxy of \(role.real) for \(own.map(\.kind.name).joined(separator: ", ")), not for "
                    + "\(role.kind?.name ?? "")")
        }
        var fitting: [(ProxyDefinition, isKnown: Bool)] = []
        for definition in named {
            let allowed = try await allows(definition.kind, call)
            if allowed != false { fitting.append((definition, allowed == true)) }
        }
        guard !fitting.isEmpty else {
            throw BittensorError(
                .notProxy,
                "a proxy for \(named.map(\.kind.name).joined(separator: ", ")) may not call \(call): it takes a proxy of "
                    + "another kind for that")
        }
        let immediate = fitting.first { $0.0.delay == 0 }
        let chosen: (ProxyDefinition, isKnown: Bool)
        switch role.step {
        case .carriesOut:
            guard let immediate else {
                throw BittensorError(
                    .tooSoon,
                    "\(delegate) may act for \(role.real) only \(fitting[0].0.delay) blocks after it has announced it: "
                        + "announce the call first")
            }
            chosen = immediate
        case .announces, .carriesOutAnnounced: chosen = fitting[0]
        }
        let isForced = role.kind != nil || chosen.0 != first
        let words =
            chosen.0.kind.name + (chosen.0.delay > 0 ? ", \(chosen.0.delay) blocks after it was announced" : "")
            + (chosen.isKnown ? "" : "; whether that allows it is for the chain to say")
        return Right(
            words: words, delay: chosen.0.delay,
            forced: isForced ? .variant("Some", .variant(chosen.0.kind.name)) : .variant("None", []))
    }

    /// Whether a kind of proxy may make a call: as the runtime says, else as is known of it.
    private func allows(_ kind: ProxyKind, _ call: Call) async throws -> Bool? {
        // Batches are carried out call by call, and each has to be allowed.
        if let calls = call.arguments.first(where: { $0.name == "calls" })?.value.list, call.pallet == "Utility",
            kind.name != "Any"
        {
            var verdict: Bool? = kind.allows(call)
            for inner in calls.compactMap(Call.init) where verdict != false {
                let allowed = try await allows(kind, inner)
                verdict = allowed == true ? verdict : allowed
            }
            return verdict
        }
        let filter = RuntimeCall.proxyFilter(nil)
        if (try? metadata.runtimeMethod(filter.api, filter.method)) != nil,
            let told = try? await state.call(filter).first(where: { $0.name == kind.name })
        {
            return told.allows(call)
        }
        return kind.allows(call)
    }

    private func isFeePaid(by real: AccountID, for delegate: AccountID) async throws -> Bool {
        let consent = StorageAddress<ScaleNothing>.realPaysFee(real, delegate)
        return try await state.valueIfKnown(consent) != nil
    }

    private func announcementDeposit(_ held: ProxyAnnouncements) throws -> Balance {
        let base: Balance = try state.constantIfKnown("Proxy", "AnnouncementDepositBase") ?? .zero
        let each: Balance = try state.constantIfKnown("Proxy", "AnnouncementDepositFactor") ?? .zero
        return held.announcements.isEmpty ? base + each : each
    }

    private func requireAnnounced(
        _ hash: Hash256, by delegate: AccountID, for real: AccountID, delay: UInt32
    ) async throws {
        let announced = try await state.value(.proxyAnnouncements(delegate)) ?? .none
        let meant = announced.announcements.filter { $0.real == real && $0.callHash == hash }
        guard let oldest = meant.map(\.height).min() else {
            throw BittensorError(
                .notAnnounced, "\(delegate) has not announced the call \(hash) for \(real): announce it first")
        }
        let (first, next) = (oldest.advanced(by: UInt64(delay)), state.number.advanced(by: 1))
        guard next >= first else {
            throw BittensorError(
                .tooSoon,
                "the call \(hash) can be carried out from block \(first) on, \(next.age(at: first)) blocks from now")
        }
    }
}
