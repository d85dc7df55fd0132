// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

// Accounts: their money, who may act for them, and coldkeys that are about to be replaced.

extension StorageAddress where Value == AccountBalance {
    public static func account(_ account: AccountID) -> Self { .init("System", "Account", account) }
}

extension StorageAddress where Value == UInt64 {
    /// When the block was made, in milliseconds since 1970.
    public static var timestamp: Self { .init("Timestamp", "Now") }
}

extension StorageAddress where Value == AccountID {
    /// The account that acts as the root of the chain.
    public static var sudoKey: Self { .init("Sudo", "Key") }
}

extension StorageMap where Key == AccountID, Value == AccountProxies {
    /// Who may act for each account that has proxies.
    public static var proxies: Self { .init("Proxy", "Proxies") }
}

extension StorageAddress where Value == AccountProxies {
    public static func proxies(_ account: AccountID) -> Self { StorageMap.proxies[account] }
}

extension StorageMap where Key == AccountID, Value == ProxyAnnouncements {
    /// What each delegate with a delay has announced.
    public static var proxyAnnouncements: Self { .init("Proxy", "Announcements") }
}

extension StorageAddress where Value == ProxyAnnouncements {
    public static func proxyAnnouncements(_ delegate: AccountID) -> Self { StorageMap.proxyAnnouncements[delegate] }
}

extension StorageAddress where Value == ScaleNothing {
    /// Whether an account pays the fees of a proxy's calls for it.
    public static func realPaysFee(_ real: AccountID, _ delegate: AccountID) -> Self {
        .init("Proxy", "RealPaysFee", real, delegate)
    }
}

extension StorageMap where Key == Hash256, Value == MultisigOperation {
    /// The calls of an account of several keys that wait for approvals, by their hashes.
    public static func multisigs(_ account: AccountID) -> Self { .init("Multisig", "Multisigs", account) }
}

extension StorageAddress where Value == MultisigOperation {
    /// A call of an account of several keys that waits for approvals.
    public static func multisig(_ account: AccountID, _ callHash: Hash256) -> Self {
        .init("Multisig", "Multisigs", account, callHash)
    }
}

extension StorageMap where Key == AccountID, Value == AnnouncedColdkeySwap {
    /// The coldkeys that are to be replaced.
    public static var coldkeySwapAnnouncements: Self { .init("SubtensorModule", "ColdkeySwapAnnouncements") }
}

extension StorageAddress where Value == AnnouncedColdkeySwap {
    public static func coldkeySwapAnnouncement(_ coldkey: AccountID) -> Self {
        StorageMap.coldkeySwapAnnouncements[coldkey]
    }
}

extension StorageMap where Key == AccountID, Value == BlockNumber {
    /// The coldkeys whose swap is disputed, and since which block.
    public static var coldkeySwapDisputes: Self { .init("SubtensorModule", "ColdkeySwapDisputes") }
}

extension StorageAddress where Value == BlockNumber {
    public static func coldkeySwapDispute(_ coldkey: AccountID) -> Self { StorageMap.coldkeySwapDisputes[coldkey] }
}

extension StorageAddress where Value == UInt64 {
    /// Blocks between the announcement of a coldkey swap and the swap.
    public static var coldkeySwapAnnouncementDelay: Self { .init("SubtensorModule", "ColdkeySwapAnnouncementDelay") }

    /// Blocks after which another key may be announced instead.
    public static var coldkeySwapReannouncementDelay: Self {
        .init("SubtensorModule", "ColdkeySwapReannouncementDelay")
    }
}
