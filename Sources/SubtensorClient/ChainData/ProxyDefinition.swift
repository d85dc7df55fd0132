// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// What a proxy may do, by the chain's name for it.
public struct ProxyKind: Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) { self.name = name }

    public static let any = ProxyKind("Any")
    public static let owner = ProxyKind("Owner")
    public static let nonCritical = ProxyKind("NonCritical")
    public static let nonTransfer = ProxyKind("NonTransfer")
    public static let nonFungible = ProxyKind("NonFungible")
    public static let staking = ProxyKind("Staking")
    public static let registration = ProxyKind("Registration")
    public static let transfer = ProxyKind("Transfer")
    public static let smallTransfer = ProxyKind("SmallTransfer")
    public static let childKeys = ProxyKind("ChildKeys")
    public static let sudoUncheckedSetCode = ProxyKind("SudoUncheckedSetCode")
    public static let swapHotkey = ProxyKind("SwapHotkey")
    public static let subnetLeaseBeneficiary = ProxyKind("SubnetLeaseBeneficiary")
    public static let rootClaim = ProxyKind("RootClaim")

    public var description: String { name }
}

extension ProxyKind: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let name = value.variantName else {
            throw ScaleError(.mismatch, "a kind of proxy is a name, not \(value)")
        }
        self.init(name)
    }
}

/// An account that may act for another.
public struct ProxyDefinition: Hashable, Sendable {
    /// Who may act.
    public let delegate: AccountID
    /// In what.
    public let kind: ProxyKind
    /// The blocks between announcing a call and carrying it out; 0 for none.
    public let delay: UInt32

    public init(delegate: AccountID, kind: ProxyKind, delay: UInt32 = 0) {
        self.delegate = delegate
        self.kind = kind
        self.delay = delay
    }
}

extension ProxyDefinition: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        delegate = try fields.read("delegate")
        kind = try fields.read("proxy_type")
        delay = try fields.read("delay")
    }
}

/// Who may act for an account.
public struct AccountProxies: Hashable, Sendable {
    public let proxies: [ProxyDefinition]
    /// What is put aside for them.
    public let deposit: Balance

    /// Nobody.
    public static let none = AccountProxies(proxies: [], deposit: .zero)

    public init(proxies: [ProxyDefinition], deposit: Balance) {
        self.proxies = proxies
        self.deposit = deposit
    }
}

extension AccountProxies: ScaleWrapper {
    public init(wire: ScalePair<[ProxyDefinition], Balance>) {
        self.init(proxies: wire.first, deposit: wire.second)
    }
}

/// A call that a proxy has announced.
public struct ProxyAnnouncement: Hashable, Sendable {
    /// The account that the call is for.
    public let real: AccountID
    /// The hash of the call.
    public let callHash: Hash256
    /// The block of the announcement.
    public let height: BlockNumber
}

extension ProxyAnnouncement: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        real = try fields.read("real")
        callHash = try fields.read("call_hash")
        height = try fields.read("height")
    }
}

/// All calls that a proxy has announced.
public struct ProxyAnnouncements: Hashable, Sendable {
    public let announcements: [ProxyAnnouncement]
    /// What is put aside for them.
    public let deposit: Balance

    /// None.
    public static let none = ProxyAnnouncements(announcements: [], deposit: .zero)

    public init(announcements: [ProxyAnnouncement], deposit: Balance) {
        self.announcements = announcements
        self.deposit = deposit
    }
}

extension ProxyAnnouncements: ScaleWrapper {
    public init(wire: ScalePair<[ProxyAnnouncement], Balance>) {
        self.init(announcements: wire.first, deposit: wire.second)
    }
}

/// What a runtime asks for proxies; nil for what it does not declare.
public struct ProxyConstants: Hashable, Sendable {
    public let proxyDepositBase: Balance?
    public let proxyDepositFactor: Balance?
    public let maxProxies: UInt64?
    public let maxPending: UInt64?
    public let announcementDepositBase: Balance?
    public let announcementDepositFactor: Balance?
}
