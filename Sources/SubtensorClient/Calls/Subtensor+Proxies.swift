// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// Who may act for an account.
    public func proxies(
        of account: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> AccountProxies {
        try await state(at: block).value(.proxies(account)) ?? .none
    }

    /// All accounts for which others may act.
    public func proxies(at block: BlockReference = .head) async throws(ClientError) -> [AccountID: AccountProxies] {
        try await state(at: block).dictionary(.proxies)
    }

    /// The calls that a proxy with a delay has announced.
    public func proxyAnnouncements(
        of delegate: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> ProxyAnnouncements {
        try await state(at: block).value(.proxyAnnouncements(delegate)) ?? .none
    }

    /// The calls that all proxies with a delay have announced, by proxy.
    public func proxyAnnouncements(
        at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: ProxyAnnouncements] {
        try await state(at: block).dictionary(.proxyAnnouncements)
    }

    /// What the chain asks for proxies.
    public func proxyConstants(at block: BlockReference = .head) async throws(ClientError) -> ProxyConstants {
        let state = try await state(at: block)
        return ProxyConstants(
            proxyDepositBase: try state.constantIfKnown("Proxy", "ProxyDepositBase"),
            proxyDepositFactor: try state.constantIfKnown("Proxy", "ProxyDepositFactor"),
            maxProxies: try state.constantIfKnown("Proxy", "MaxProxies"),
            maxPending: try state.constantIfKnown("Proxy", "MaxPending"),
            announcementDepositBase: try state.constantIfKnown("Proxy", "AnnouncementDepositBase"),
            announcementDepositFactor: try state.constantIfKnown("Proxy", "AnnouncementDepositFactor"))
    }

    /// The kinds of proxies that the runtime knows.
    public func proxyTypes(at block: BlockReference = .head) async throws(ClientError) -> [ProxyTypeInfo] {
        try await state(at: block).call(.proxyTypes)
    }

    /// What proxies may do: of one kind, by its number, or of each.
    public func proxyFilters(
        of type: UInt8? = nil, at block: BlockReference = .head
    ) async throws(ClientError) -> [ProxyFilterInfo] {
        try await state(at: block).call(.proxyFilter(type))
    }

    /// A call of an account of several keys that waits for approvals; nil when none of this hash does.
    public func multisigOperation(
        of account: AccountID, callHash: Hash256, at block: BlockReference = .head
    ) async throws(ClientError) -> MultisigOperation? {
        try await state(at: block).value(.multisig(account, callHash))
    }
}
