// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// A kind of proxy that a runtime knows.
public struct ProxyTypeInfo: Hashable, Sendable {
    public let name: String
    public let index: UInt8
    /// Whether it allows nothing any more.
    public let isDeprecated: Bool

    public var kind: ProxyKind { ProxyKind(name) }
}

extension ProxyTypeInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        name = try fields.byteText("name")
        index = try fields.read("index")
        isDeprecated = try fields.read("deprecated")
    }
}

/// What proxies of one kind may do.
public struct ProxyFilterInfo: Hashable, Sendable {
    /// What the lists mean.
    public enum Mode: String, Hashable, Sendable {
        /// Everything is allowed but the exceptions.
        case allowAll = "AllowAll"
        /// Nothing is allowed.
        case denyAll = "DenyAll"
        /// Only the calls are allowed, without the exceptions.
        case allow = "Allow"
        /// Everything is allowed but the calls.
        case deny = "Deny"
    }

    /// A call, or all calls of a pallet.
    public struct CallInfo: Hashable, Sendable {
        public let pallet: String
        /// nil for all of the pallet.
        public let call: String?
        /// A further condition, as the chain writes it; nil for none.
        public let condition: ScaleValue?
    }

    public let proxyType: UInt8
    public let name: String
    public let isDeprecated: Bool
    public let mode: Mode
    public let calls: [CallInfo]
    public let exceptions: [CallInfo]
}

extension ProxyFilterInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        proxyType = try fields.read("proxy_type")
        name = try fields.byteText("name")
        isDeprecated = try fields.read("deprecated")
        mode = try fields.read("filter_mode")
        calls = try fields.read("calls")
        exceptions = try fields.read("exceptions")
    }
}

extension ProxyFilterInfo.Mode: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let mode = value.variantName.flatMap(Self.init(rawValue:)) else {
            throw ScaleError(.mismatch, "there is no way of filtering calls named \(value)")
        }
        self = mode
    }
}

extension ProxyFilterInfo.CallInfo: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let pallet = value["pallet_name"] else {
            throw ScaleError(.mismatch, "a call has a pallet, not \(value)")
        }
        self.pallet = String(decoding: try [UInt8](dynamic: pallet), as: UTF8.self)
        call = try Self.optional(value["call_name"]).map { name throws(ScaleError) in
            String(decoding: try [UInt8](dynamic: name), as: UTF8.self)
        }
        condition = Self.optional(value["condition"])
    }

    private static func optional(_ value: ScaleValue?) -> ScaleValue? {
        value?.variantName == "Some" ? value?[0] : nil
    }
}
