// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The headers of a message as a receiver reads them, by the rules of the Python SDK.
///
/// Unlike Python this never builds the synapse from headers: the header of a required field holds only a stand-in, and
/// of a required tensor not even a usable one. The body has the values.
public struct SynapseHeaders: Hashable, Sendable {
    public var timeout: Double?
    public var totalSize: Int64?
    public var headerSize: Int64?
    public var computedBodyHash: String?
    public var dendrite = TerminalInfo()
    public var axon = TerminalInfo()
    /// What the headers of required fields hold, by field name as it came (a server sees lower case).
    public var inputObjects = JSONObject()

    public init() {}

    /// Reads header fields in the order in which they came: of repeated ones the last counts. Names are compared in
    /// lower case, and the prefixes may be anywhere in a name. Throws `invalidHeader` for a number that is none, and
    /// `numberOutOfRange` for one of more than 64 bits.
    public init(_ fields: some Sequence<(name: String, value: String)>) throws(NetworkingError) {
        for field in fields { try read(field.name, field.value) }
    }

    mutating func read(_ name: String, _ value: String) throws(NetworkingError) {
        if let rest = Self.part(of: name, after: Self.axonPrefix) {
            try axon.set(rest, value)
        } else if let rest = Self.part(of: name, after: Self.dendritePrefix) {
            try dendrite.set(rest, value)
        } else if let rest = Self.part(of: name, after: Self.inputPrefix) {
            if rest != "axon", rest != "dendrite", let bytes = Base64.decode(value),
                let json = try? PythonJSON(parsing: bytes)
            {
                inputObjects[String(rest)] = json
            }
        } else {
            switch name {
            case "timeout":
                guard let seconds = PythonNumber.float(value) else { throw Self.unreadable(name) }
                timeout = seconds
            case "total_size": totalSize = try Self.integer(name, value)
            case "header_size": headerSize = try Self.integer(name, value)
            case "computed_body_hash": computedBodyHash = value
            default: break
            }
        }
    }

    static let axonPrefix = "bt_header_axon_"
    static let dendritePrefix = "bt_header_dendrite_"
    static let inputPrefix = "bt_header_input_obj_"

    /// The names of the two blocks, in their order.
    static let axonNames = TerminalInfo.names.map { axonPrefix + $0 }
    static let dendriteNames = TerminalInfo.names.map { dendritePrefix + $0 }

    /// What follows the only occurrence of `prefix` in `name`; empty when there are several, nil when there is none.
    private static func part(of name: String, after prefix: String) -> Substring? {
        guard let start = position(of: prefix, in: name.utf8[...]) else { return nil }
        let rest = name.utf8[start...].dropFirst(prefix.utf8.count)
        return position(of: prefix, in: rest) == nil ? Substring(rest) : ""
    }

    private static func position(of pattern: String, in bytes: Substring.UTF8View) -> String.Index? {
        let first = UInt8(ascii: "b")
        var rest = bytes
        while rest.count >= pattern.utf8.count, let candidate = rest.firstIndex(of: first) {
            rest = rest[candidate...]
            if rest.starts(with: pattern.utf8) { return candidate }
            rest = rest.dropFirst()
        }
        return nil
    }

    private static func integer(_ name: String, _ value: String) throws(NetworkingError) -> Int64 {
        try PythonNumber.integer(value, of: "the header \(name)")
    }

    private static func unreadable(_ name: String) -> NetworkingError {
        NetworkingError(.invalidHeader, "the header \(name) is no number")
    }
}

extension SynapseMessage {
    /// The headers of the message, in the order of the protocol.
    ///
    /// A required field is announced by a stand-in, an empty value of its type; see ``SynapseValue/emptyForm``.
    public func headers() -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = [
            ("name", Body.name), ("timeout", timeout.map(PythonText.float) ?? "None"),
        ]
        headers.reserveCapacity(24)
        for (names, info) in [(SynapseHeaders.axonNames, axon), (SynapseHeaders.dendriteNames, dendrite)] {
            for (name, text) in zip(names, info.texts) {
                if let text { headers.append((name, text)) }
            }
        }
        for field in Body.fields where field.traits.contains(.required) {
            guard let form = field.read(synapse).emptyForm else { continue }
            headers.append((SynapseHeaders.inputPrefix + field.name, Base64.encode(form.encoded(.python))))
        }
        if let size = sizes.header { headers.append(("header_size", String(size))) }
        if let size = sizes.total { headers.append(("total_size", String(size))) }
        headers.append(("computed_body_hash", computedBodyHash))
        return headers
    }
}
