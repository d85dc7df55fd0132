// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

extension Action where Outcome == AccountProxies {
    /// Lets another account act for the signer's. A deposit is put aside for as long as it may. The outcome is everyone who
    /// may act for the account then.
    ///
    /// - Parameters:
    ///   - delegate: who may act.
    ///   - kind: in what.
    ///   - delay: the blocks between announcing a call and carrying it out, in which the account can reject it; 0 for none.
    public static func addProxy(_ delegate: AccountID, kind: ProxyKind, delay: UInt32 = 0) -> Self {
        Self("add proxy") { context in
            guard delegate != context.signer else {
                throw BittensorError(.invalidOption, "\(delegate) is the account itself: name another one as its proxy")
            }
            let definition = ProxyDefinition(delegate: delegate, kind: kind, delay: delay)
            let call = try context.call(membership("add_proxy", definition), replacement: noProxies)
            try context.requireKind(kind)
            let now = try await context.state.value(.proxies(context.signer)) ?? .none
            guard !now.proxies.contains(definition) else {
                throw BittensorError(.invalidOption, "\(delegate) is a proxy of \(context.signer) for \(kind) already")
            }
            let most: UInt64? = try context.state.constantIfKnown("Proxy", "MaxProxies")
            if let most, now.proxies.count >= most {
                throw BittensorError(
                    .invalidOption, "\(context.signer) has \(most) proxies, as many as there can be: remove one first")
            }
            let deposit = try context.proxyDeposit(now.proxies.isEmpty ? [] : now.proxies)
            return ActionPlan(
                call: call,
                effects: [.init("Proxy", delegate), .init("May do", kind.words(after: delay)), .init("Held", deposit)],
                cost: .exactly(deposit)
            ) { _, after in try await after.state.value(.proxies(after.signer)) ?? .none }
        }
    }

    /// Ends that another account may act for the signer's. What was put aside for it comes back.
    public static func removeProxy(_ delegate: AccountID, kind: ProxyKind, delay: UInt32 = 0) -> Self {
        Self("remove proxy") { context in
            let definition = ProxyDefinition(delegate: delegate, kind: kind, delay: delay)
            let call = try context.call(membership("remove_proxy", definition), replacement: noProxies)
            let now = try await context.state.value(.proxies(context.signer)) ?? .none
            guard now.proxies.contains(definition) else {
                let others = now.proxies.filter { $0.delegate == delegate }.map { $0.kind.words(after: $0.delay) }
                throw BittensorError(
                    .notProxy,
                    "\(delegate) is no proxy of \(context.signer) for \(kind.words(after: delay))"
                        + (others.isEmpty ? "" : ", but for \(others.joined(separator: ", "))"))
            }
            return ActionPlan(
                call: call,
                effects: [
                    .init("Proxy", delegate), .init("May no longer do", kind.words(after: delay)),
                    .init("Held for all proxies", now.deposit, isBefore: true),
                ]
            ) { _, after in try await after.state.value(.proxies(after.signer)) ?? .none }
        }
    }

    /// Ends that anybody may act for the signer's account.
    ///
    /// An account without a key that does this is lost with everything in it.
    public static func removeProxies() -> Self {
        Self("remove all proxies") { context in
            let call = try context.call(CallForm("Proxy", "remove_proxies"), replacement: noProxies)
            let now = try await context.state.value(.proxies(context.signer)) ?? .none
            guard !now.proxies.isEmpty else {
                throw BittensorError(.notProxy, "nobody may act for \(context.signer): there is nothing to remove")
            }
            return ActionPlan(
                call: call,
                effects: now.proxies.map { .init("No longer", "\($0.delegate) for \($0.kind.words(after: $0.delay))") }
                    + [.init("Comes back", now.deposit, isBefore: true)]
            ) { _, after in try await after.state.value(.proxies(after.signer)) ?? .none }
        }
    }

    private static func membership(_ name: String, _ definition: ProxyDefinition) -> CallForm {
        CallForm(
            "Proxy", name, .init("delegate", is: .account(definition.delegate)),
            .init("proxy_type", is: .variant(definition.kind.name)), .init("delay", is: .number(definition.delay)))
    }
}

private let noProxies = "on this chain nobody acts for others"

/// An account without a key, for which only its proxies act.
public struct PureProxy: Hashable, Sendable {
    public let account: AccountID
    /// Who made it, and is its first proxy.
    public let spawner: AccountID
    public let kind: ProxyKind
    /// Tells those apart that one extrinsic made.
    public let index: UInt16
    /// The block in which it was made.
    public let height: BlockNumber
    /// The place of the extrinsic in the block.
    public let extrinsicIndex: UInt32

    public init(
        account: AccountID, spawner: AccountID, kind: ProxyKind, index: UInt16, height: BlockNumber,
        extrinsicIndex: UInt32
    ) {
        self.account = account
        self.spawner = spawner
        self.kind = kind
        self.index = index
        self.height = height
        self.extrinsicIndex = extrinsicIndex
    }
}

extension Action where Outcome == PureProxy {
    /// Makes an account without a key, for which the signer acts as a proxy.
    ///
    /// Keep what the outcome tells: it takes all of it to end the account again.
    public static func createPure(kind: ProxyKind, delay: UInt32 = 0, index: UInt16 = 0) -> Self {
        Self("create pure proxy") { context in
            let call = try context.call(
                CallForm(
                    "Proxy", "create_pure", .init("proxy_type", is: .variant(kind.name)),
                    .init("delay", is: .number(delay)), .init("index", is: .number(index))),
                replacement: noProxies)
            try context.requireKind(kind)
            let deposit = try context.proxyDeposit([])
            return ActionPlan(
                call: call,
                effects: [
                    .init("New account", "without a key, for which \(context.signer) acts"),
                    .init("May do", kind.words(after: delay)), .init("Held", deposit),
                ], cost: .exactly(deposit)
            ) { included, after in try after.pureProxy(in: included, kind, index) }
        }
    }
}

extension Action where Outcome == AccountID {
    /// Ends an account without a key; it has to be signed in its own name (``Capacity/proxy(for:kind:)``). What is in it is
    /// lost. The outcome is the account.
    public static func killPure(_ pure: PureProxy) -> Self {
        Self("kill pure proxy") { context in
            let call = try context.call(
                CallForm(
                    "Proxy", "kill_pure", .init("spawner", is: .account(pure.spawner)),
                    .init("proxy_type", is: .variant(pure.kind.name)), .init("index", is: .number(pure.index)),
                    .init("height", is: .number(pure.height.rawValue)),
                    .init("ext_index", is: .number(pure.extrinsicIndex))),
                replacement: noProxies)
            guard let number = try context.kinds().first(where: { $0.name == pure.kind.name })?.index,
                let height = UInt32(exactly: pure.height.rawValue)
            else { throw BittensorError(.invalidOption, "this runtime has no proxies for \(pure.kind)") }
            let computed = AccountID.pureProxy(
                of: pure.spawner, kind: number, height: height, extrinsicIndex: pure.extrinsicIndex, index: pure.index)
            guard computed == context.signer else {
                throw BittensorError(
                    .invalidOption,
                    "\(pure.spawner) made \(computed) there, not \(context.signer): check spawner, type, index, height and "
                        + "extrinsic index")
            }
            let balance = try await context.balance()
            return ActionPlan(
                call: call,
                effects: [
                    .init("End", context.signer),
                    .init("Lost with it", balance == .zero ? "nothing" : "\(balance), FOR EVER: empty it first"),
                ]
            ) { _, after in after.signer }
        }
    }
}

extension Action where Outcome == ProxyAnnouncements {
    /// Takes back what the signer announced for an account. What was put aside comes back.
    public static func removeAnnouncement(of callHash: Hash256, for real: AccountID) -> Self {
        withdrawal(
            "remove announcement", "remove_announcement", .init("real", is: .account(real)), callHash
        ) { (delegate: $0, real: real) }
    }

    /// Forbids what a proxy announced for the signer's account.
    public static func rejectAnnouncement(of callHash: Hash256, by delegate: AccountID) -> Self {
        withdrawal(
            "reject announcement", "reject_announcement", .init("delegate", is: .account(delegate)), callHash
        ) { (delegate: delegate, real: $0) }
    }

    private static func withdrawal(
        _ name: String, _ call: String, _ other: CallForm.Argument, _ callHash: Hash256,
        _ parties: @escaping @Sendable (AccountID) -> (delegate: AccountID, real: AccountID)
    ) -> Self {
        Self(name) { context in
            let (delegate, real) = parties(context.signer)
            let call = try context.call(
                CallForm("Proxy", call, other, .init("call_hash", is: .hash(callHash))), replacement: noProxies)
            let now = try await context.state.value(.proxyAnnouncements(delegate)) ?? .none
            guard now.announcements.contains(where: { $0.real == real && $0.callHash == callHash }) else {
                throw BittensorError(.notAnnounced, "\(delegate) has not announced the call \(callHash) for \(real)")
            }
            return ActionPlan(
                call: call,
                effects: [
                    .init("Call hash", callHash.hex), .init("Announced by", delegate), .init("For", real),
                    .init("Held for all announcements", now.deposit, isBefore: true),
                ]
            ) { _, after in try await after.state.value(.proxyAnnouncements(delegate)) ?? .none }
        }
    }
}

extension ActionContext {
    /// The kinds of proxies that the runtime has, by its metadata.
    fileprivate func kinds() throws -> [TypeDefinition.Variant] {
        let field = try metadata.call("Proxy", "add_proxy").fields.first { $0.name == "proxy_type" }
        guard let field, case .variant(let kinds) = try metadata.types.type(field.type).shape else { return [] }
        return kinds
    }

    fileprivate func requireKind(_ kind: ProxyKind) throws {
        let names = try kinds().map(\.name)
        guard !names.contains(kind.name) else { return }
        throw BittensorError(
            .invalidOption, "this runtime has no proxies for \(kind): it has \(names.joined(separator: ", "))")
    }

    /// What one more proxy has put aside.
    fileprivate func proxyDeposit(_ proxies: [ProxyDefinition]) throws -> Balance {
        let base: Balance = try state.constantIfKnown("Proxy", "ProxyDepositBase") ?? .zero
        let each: Balance = try state.constantIfKnown("Proxy", "ProxyDepositFactor") ?? .zero
        return proxies.isEmpty ? base + each : each
    }

    /// The account that an extrinsic made, which has to be the one that it is computed to be.
    fileprivate func pureProxy(
        in included: IncludedExtrinsic, _ kind: ProxyKind, _ index: UInt16
    ) throws -> PureProxy {
        let created = included.events.last {
            $0.matches("Proxy", "PureCreated") && $0["who"]?.account == signer
        }
        guard let account = created?["pure"]?.account, let height = UInt32(exactly: included.blockNumber.rawValue),
            let number = try kinds().first(where: { $0.name == kind.name })?.index
        else { throw BittensorError(.notVerified, "the chain tells of no new account") }
        let computed = AccountID.pureProxy(
            of: signer, kind: number, height: height, extrinsicIndex: included.index, index: index)
        guard computed == account else {
            throw BittensorError(
                .notVerified,
                "the chain says that it made \(account), and it should be \(computed): do not send anything to it")
        }
        return PureProxy(
            account: account, spawner: signer, kind: kind, index: index, height: included.blockNumber,
            extrinsicIndex: included.index)
    }
}

extension ProxyKind {
    /// What it may do, and how soon.
    fileprivate func words(after delay: UInt32) -> String {
        delay == 0 ? name : "\(name), \(delay) blocks after it was announced"
    }
}
