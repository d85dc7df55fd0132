// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Whose web pages may speak to a node: what browsers send as `Origin`, or a pattern of that.
///
/// ```swift
/// WebOrigin("https://polkadot.js.org")  // the pages of one site
/// WebOrigin("http://localhost:*")       // of a host, on any port
/// WebOrigin("null")                     // of files, and of frames without a site
/// WebOrigin("*")                        // of everybody
/// ```
public struct WebOrigin: Hashable, Sendable, CustomStringConvertible {
    private enum Kind: Hashable {
        case everybody
        case nobody
        /// Nil stands for any port.
        case site(scheme: String, host: String, port: UInt16?)
    }

    private let kind: Kind
    public let description: String

    /// Pages of everybody. Whatever the browser shows can then send to the node, with the well-known accounts' money.
    public static let all = WebOrigin(kind: .everybody, description: "*")

    /// Pages that this machine serves, and the wallet and explorer at `https://polkadot.js.org`.
    public static let usual = Set(
        [
            "http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*", "https://localhost:*", "https://127.0.0.1:*",
            "https://[::1]:*", "https://polkadot.js.org",
        ].compactMap(WebOrigin.init))

    private init(kind: Kind, description: String) {
        self.kind = kind
        self.description = description
    }

    /// Reads `scheme://host`, with or without `:port` or `:*`, or `null`, or `*`; nil for anything else.
    ///
    /// Capitals do not count, nor does a slash at the end.
    public init?(_ text: String) {
        let text = text.lowercased()
        switch text {
        case "*": self = .all
        case "null": self.init(kind: .nobody, description: text)
        default:
            let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let (host, port) = Self.hostAndPort(parts[1], scheme: parts[0]) else { return nil }
            let isScheme = !parts[0].isEmpty && parts[0].utf8.allSatisfy { Self.isLetterOrDigit($0) || $0 == 0x2d }
            guard isScheme else { return nil }
            self.init(
                kind: .site(scheme: String(parts[0]), host: host, port: port),
                description: text.hasSuffix("/") ? String(text.dropLast()) : text)
        }
    }

    private static func hostAndPort(_ text: Substring, scheme: Substring) -> (host: String, port: UInt16?)? {
        let authority = text.hasSuffix("/") ? text.dropLast() : text
        let isAddress = authority.hasPrefix("[")
        let end =
            isAddress
            ? authority.firstIndex(of: "]").map(authority.index(after:))
            : authority.firstIndex(of: ":") ?? authority.endIndex
        guard let end else { return nil }
        let host = authority[..<end]
        let isHost = (isAddress ? host.dropFirst().dropLast() : host).utf8.allSatisfy { byte in
            isLetterOrDigit(byte) || (isAddress ? byte == 0x3a : byte == 0x2d || byte == 0x2e || byte == 0x5f)
        }
        guard isHost, host.utf8.count > (isAddress ? 2 : 0) else { return nil }
        switch authority[end...] {
        case "": return (String(host), scheme == "https" ? 443 : scheme == "http" ? 80 : 0)
        case ":*": return (String(host), nil)
        case let rest:
            guard rest.hasPrefix(":"), rest.dropFirst().utf8.allSatisfy(isLetterOrDigit),
                let port = UInt16(rest.dropFirst())
            else { return nil }
            return (String(host), port)
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte)
    }

    /// Whether a page of `origin` is one of those that this stands for.
    func covers(_ origin: WebOrigin) -> Bool {
        switch (kind, origin.kind) {
        case (.everybody, _): true
        case (.site(let scheme, let host, nil), .site(let itsScheme, let itsHost, _)):
            scheme == itsScheme && host == itsHost
        default: kind == origin.kind
        }
    }
}
