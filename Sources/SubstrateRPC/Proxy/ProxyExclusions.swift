// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The hosts that are reached without a proxy, in the forms that `NO_PROXY` has elsewhere.
struct ProxyExclusions: Hashable, Sendable {
    private enum Rule: Hashable {
        case everything
        /// A host and all hosts under it, at one port or at all.
        case domain(String, port: Int?)
        case network([UInt8], bits: Int)
    }

    private let rules: [Rule]

    /// Reads a list between commas or blanks: `*`, `example.com` and `.example.com` (hosts under it too), `host:port`,
    /// addresses, and networks such as `10.0.0.0/8`. What is none of these matches nothing.
    init(_ text: String) {
        rules = text.lowercased().split { $0 == "," || $0.isWhitespace }.compactMap(Self.rule)
    }

    func contain(_ endpoint: RPCEndpoint) -> Bool {
        let host = endpoint.host.lowercased()
        let address = Self.address(host)
        return rules.contains { rule in
            switch rule {
            case .everything: true
            case .domain(let name, let port):
                (port ?? endpoint.port) == endpoint.port && (host == name || host.hasSuffix("." + name))
            case .network(let network, let bits):
                address.map { Self.prefix($0, bits) == Self.prefix(network, bits) && $0.count == network.count }
                    ?? false
            }
        }
    }

    private static func rule(_ text: Substring) -> Rule? {
        if text == "*" { return .everything }
        let parts = text.split(separator: "/", maxSplits: 1)
        if let network = address(unbracketed(parts.first ?? "")) {
            guard parts.count == 2 else { return .network(network, bits: network.count * 8) }
            guard let bits = Int(parts[1]), (0...network.count * 8).contains(bits) else { return nil }
            return .network(network, bits: bits)
        }
        var name = text
        var port: Int?
        if let colon = text.lastIndex(of: ":") {
            guard let number = Int(text[text.index(after: colon)...]) else { return nil }
            (name, port) = (text[..<colon], number)
        }
        if name.hasPrefix("*.") { name = name.dropFirst() }
        if name.hasPrefix(".") { name = name.dropFirst() }
        return name.isEmpty ? nil : .domain(unbracketed(name), port: port)
    }

    private static func unbracketed(_ text: Substring) -> String {
        String(text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text)
    }

    /// The bytes of an address in numbers; nil for a name.
    private static func address(_ text: String) -> [UInt8]? {
        var (v4, v6) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &v4) == 1 { return withUnsafeBytes(of: v4) { Array($0) } }
        if inet_pton(AF_INET6, text, &v6) == 1 { return withUnsafeBytes(of: v6) { Array($0) } }
        return nil
    }

    /// The first `bits` of `bytes`, the others zero.
    private static func prefix(_ bytes: [UInt8], _ bits: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(max(bits - index * 8, 0), 8)
            return kept == 0 ? 0 : byte & ~UInt8(truncatingIfNeeded: 0xff >> kept)
        }
    }
}

extension RPCEndpoint {
    /// Whether it is reached without any network.
    var isThisMachine: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || host.hasPrefix("127.") && isIPAddress
    }
}
