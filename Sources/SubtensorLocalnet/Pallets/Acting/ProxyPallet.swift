// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Accounts that act for others, at once or after an announcement, and accounts without a key, for which only others act.
enum ProxyPallet {
    static let name = "Proxy"

    /// Who may act for an account, and what is put aside for that.
    static let proxies = StorageItem(
        name, "Proxies", [.twox64Concat: "AccountId32"], "(BoundedVec<ProxyDefinition>, u64)",
        default: ScalePair([ProxyEntry](), UInt64(0)))
    /// What a proxy with a delay has announced, and what is put aside for that.
    static let announcements = StorageItem(
        name, "Announcements", [.twox64Concat: "AccountId32"], "(BoundedVec<Announcement>, u64)",
        default: ScalePair([AnnouncedCall](), UInt64(0)))

    // MARK: What it costs
    static let depositBase: UInt64 = 60_000_000
    static let depositFactor: UInt64 = 33_000_000
    static let announcementBase: UInt64 = 36_000_000
    static let announcementFactor: UInt64 = 68_000_000
    static let maximumProxies = 20
    static let maximumAnnouncements = 75

    static let declaration = PalletDeclaration(
        name: name, index: 16, storage: [proxies.declaration, announcements.declaration],
        calls: [
            CallDeclaration(
                "proxy", 0, ["real": "MultiAddress", "force_proxy_type": "Option<ProxyType>", "call": "RuntimeCall"]
            ) { try $0.proxy($1) },
            CallDeclaration("add_proxy", 1, membership) { try $0.addProxy($1) },
            CallDeclaration("remove_proxy", 2, membership) { try $0.removeProxy($1) },
            CallDeclaration("remove_proxies", 3) { try $0.removeProxies($1) },
            CallDeclaration("create_pure", 4, ["proxy_type": "ProxyType", "delay": "u32", "index": "u16"]) {
                try $0.createPure($1)
            },
            CallDeclaration(
                "kill_pure", 5,
                [
                    "spawner": "MultiAddress", "proxy_type": "ProxyType", "index": "u16", "height": "Compact<u32>",
                    "ext_index": "Compact<u32>",
                ]
            ) { try $0.killPure($1) },
            CallDeclaration("announce", 6, ["real": "MultiAddress", "call_hash": "H256"]) { try $0.announce($1) },
            CallDeclaration("remove_announcement", 7, ["real": "MultiAddress", "call_hash": "H256"]) {
                try $0.removeAnnouncement($1)
            },
            CallDeclaration("reject_announcement", 8, ["delegate": "MultiAddress", "call_hash": "H256"]) {
                try $0.rejectAnnouncement($1)
            },
            CallDeclaration(
                "proxy_announced", 9,
                [
                    "delegate": "MultiAddress", "real": "MultiAddress", "force_proxy_type": "Option<ProxyType>",
                    "call": "RuntimeCall",
                ]
            ) { try $0.proxyAnnounced($1) },
        ],
        events: [
            .named("ProxyExecuted", 0, ["result": "Result"]),
            .named("PureCreated", 1, pure), .named("PureKilled", 2, killed),
            .named("Announced", 3, ["real": "AccountId32", "proxy": "AccountId32", "call_hash": "H256"]),
            .named("ProxyAdded", 4, changed), .named("ProxyRemoved", 5, changed),
        ],
        errors: [
            .error("TooMany", 0, "There are too many proxies registered or too many announcements pending."),
            .error("NotFound", 1, "Proxy registration not found."),
            .error("NotProxy", 2, "Sender is not a proxy of the account to be proxied."),
            .error(
                "Unproxyable", 3, "A call which is incompatible with the proxy type's filter was attempted."),
            .error("Duplicate", 4, "Account is already a proxy."),
            .error("NoPermission", 5, "Call may not be made by proxy because it may escalate its privileges."),
            .error("Unannounced", 6, "Announcement, if made at all, was made too recently."),
            .error("NoSelfProxy", 7, "Cannot add self as proxy."),
        ],
        constants: [
            ConstantDeclaration(name: "ProxyDepositBase", type: "u64", value: depositBase.scaleEncoded),
            ConstantDeclaration(name: "ProxyDepositFactor", type: "u64", value: depositFactor.scaleEncoded),
            ConstantDeclaration(name: "MaxProxies", type: "u32", value: UInt32(maximumProxies).scaleEncoded),
            ConstantDeclaration(name: "MaxPending", type: "u32", value: UInt32(maximumAnnouncements).scaleEncoded),
            ConstantDeclaration(name: "AnnouncementDepositBase", type: "u64", value: announcementBase.scaleEncoded),
            ConstantDeclaration(
                name: "AnnouncementDepositFactor", type: "u64", value: announcementFactor.scaleEncoded),
        ])

    private static let membership: KeyValuePairs<String, String> = [
        "delegate": "MultiAddress", "proxy_type": "ProxyType", "delay": "u32",
    ]
    private static let pure: KeyValuePairs<String, String> = [
        "pure": "AccountId32", "who": "AccountId32", "proxy_type": "ProxyType", "disambiguation_index": "u16",
    ]
    private static let killed: KeyValuePairs<String, String> = [
        "pure": "AccountId32", "spawner": "AccountId32", "proxy_type": "ProxyType", "disambiguation_index": "u16",
    ]
    private static let changed: KeyValuePairs<String, String> = [
        "delegator": "AccountId32", "delegatee": "AccountId32", "proxy_type": "ProxyType", "delay": "u32",
    ]
}

/// An account that may act for another.
struct ProxyEntry: Hashable, Sendable, ScaleCodable {
    var delegate: AccountID
    var type: ProxyType
    /// The blocks between announcing a call and carrying it out.
    var delay: UInt32

    /// The order in which the chain keeps them.
    static func precedes(_ one: ProxyEntry, _ other: ProxyEntry) -> Bool {
        one.orderKey.lexicographicallyPrecedes(other.orderKey)
    }

    private var orderKey: [UInt8] { delegate.bytes + [type.rawValue] + delay.scaleEncoded.reversed() }

    func encode(to writer: inout ScaleWriter) {
        delegate.encode(to: &writer)
        type.encode(to: &writer)
        writer.write(integer: delay)
    }
}

extension ProxyEntry {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        delegate = try AccountID(from: &reader)
        type = try ProxyType(from: &reader)
        delay = try reader.readInteger()
    }
}

/// A call that a proxy has announced.
struct AnnouncedCall: Hashable, Sendable, ScaleCodable {
    var real: AccountID
    var callHash: Hash256
    var height: UInt32

    func encode(to writer: inout ScaleWriter) {
        real.encode(to: &writer)
        callHash.encode(to: &writer)
        writer.write(integer: height)
    }
}

extension AnnouncedCall {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        real = try AccountID(from: &reader)
        callHash = try Hash256(from: &reader)
        height = try reader.readInteger()
    }
}
