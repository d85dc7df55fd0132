// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import SubstratePrimitives

/// The address of a node: a `ws://` or `wss://` URL, taken apart.
///
/// The path may hold an access key, and the address a user name and a password, so ``description``, and with it every
/// error message, leaves them out.
public struct RPCEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// Whether the connection is protected by TLS (`wss`).
    public let isSecure: Bool
    /// A host name or an IP address, without brackets.
    public let host: String
    public let port: Int
    /// The path with its query, `/` at least.
    public let path: String
    /// Who asks, for servers that want to know.
    let credentials: BasicCredentials?

    /// Reads `ws://host`, `wss://user:password@host:port/path?query` and the like. Without a port it is 80, or 443 for
    /// `wss`.
    ///
    /// Fragments, other schemes and characters that do not belong in a URL are refused.
    public init(_ text: some StringProtocol) throws(RPCError) {
        func refusal(_ why: String) -> RPCError {
            RPCError(
                .invalidURL,
                "\(Self.shown(text)) is not a node address: \(why); write ws://host:port or wss://host:port")
        }
        guard text.utf8.count <= Self.lengthLimit else { throw refusal("it is longer than \(Self.lengthLimit) bytes") }
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw refusal("it holds a blank or a character outside of ASCII")
        }
        let lowercased = text.prefix(6).lowercased()
        let rest: SubSequence
        if lowercased.hasPrefix("ws://") {
            (isSecure, rest) = (false, Substring(text.dropFirst(5)))
        } else if lowercased == "wss://" {
            (isSecure, rest) = (true, Substring(text.dropFirst(6)))
        } else {
            throw refusal("it does not begin with ws:// or wss://")
        }
        guard !rest.contains("#") else { throw refusal("it has a fragment") }
        let whole = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest[whole.endIndex...]
        let authority: Substring
        if let end = whole.lastIndex(of: "@") {
            credentials = BasicCredentials(userInfo: whole[..<end])
            guard credentials != nil else { throw refusal("in its user name or password a % has no two digits") }
            authority = whole[whole.index(after: end)...]
        } else {
            credentials = nil
            authority = whole
        }
        guard authority.hasPrefix("[") || authority.count(where: { $0 == ":" }) < 2 else {
            throw refusal("an IPv6 address stands in brackets, as in ws://[::1]:9944")
        }

        guard let (host, port) = Self.split(authority: authority) else { throw refusal("its host is malformed") }
        guard let port else {
            self.port = isSecure ? 443 : 80
            self.host = host
            self.path = tail.hasPrefix("/") ? String(tail) : "/" + tail
            return
        }
        guard !port.isEmpty, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port),
            (1...65535).contains(number)
        else {
            throw refusal("port \(excerpt(port)) is not a number from 1 to 65535")
        }
        self.port = number
        self.host = host
        self.path = tail.hasPrefix("/") ? String(tail) : "/" + tail
    }

    /// The address of a node that is known: `host` is a name in small letters, or an IP address.
    package init(isSecure: Bool, host: String, port: Int) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        path = "/"
        credentials = nil
    }

    /// Scheme, host and port.
    public var description: String { "\(isSecure ? "wss" : "ws")://\(bracketedHost):\(port)" }

    /// The value of the `Host` header: the port only where it is not the scheme's own.
    var hostHeader: String { port == (isSecure ? 443 : 80) ? bracketedHost : "\(bracketedHost):\(port)" }

    /// Whether the host is a number, so that TLS checks it against the certificate's addresses and not its names.
    var isIPAddress: Bool { (try? SocketAddress(ipAddress: host, port: port)) != nil }

    /// The text without a user name and a password.
    package static func shown(_ text: some StringProtocol) -> String {
        guard let end = text.lastIndex(of: "@") else { return excerpt(text) }
        return excerpt("…" + String(text[end...]))
    }

    private var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

    /// Long enough for every provider's access key, short enough for every server's request line.
    private static let lengthLimit = 2048

    private typealias SubSequence = Substring

    /// The host without brackets and the text behind the last colon; nil when the host cannot be one.
    private static func split(authority: Substring) -> (host: String, port: Substring?)? {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let host = String(authority[authority.index(after: authority.startIndex)..<end])
            let tail = authority[authority.index(after: end)...]
            guard host.contains(":"), (try? SocketAddress(ipAddress: host, port: 0)) != nil else { return nil }
            guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
            return (host, tail.isEmpty ? nil : tail.dropFirst())
        }
        let pieces = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let host = String(pieces[0]).lowercased()
        // RFC 1123: 253 characters of dot-separated labels; the underscore is common in container networks.
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard host.utf8.count <= 253,
            labels.allSatisfy({ label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            })
        else { return nil }
        return (host, pieces.count == 2 ? pieces[1] : nil)
    }
}
