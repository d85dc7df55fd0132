// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A proxy through which nodes are reached: one that makes tunnels by HTTP's `CONNECT`, or by SOCKS 5.
///
/// Its user name and password are never shown. The names of nodes are looked up by the proxy.
public struct RPCProxy: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, Hashable, Sendable {
        case http
        case socks5
    }

    public let kind: Kind
    /// A host name or an IP address, without brackets.
    public let host: String
    public let port: Int
    let credentials: BasicCredentials?

    /// Reads `http://host:port`, `http://user:password@host:port`, `socks5://host:port`, and `host:port`, which is HTTP.
    ///
    /// - Throws: `invalidProxy`; the reason does not show what may be a password.
    public init(_ text: some StringProtocol) throws(RPCError) {
        func refusal(_ why: String) -> RPCError {
            RPCError(
                .invalidProxy,
                "\(RPCEndpoint.shown(text)) is no proxy that can be used: \(why); write http://host:port or "
                    + "socks5://host:port")
        }
        var rest = Substring(text)
        var scheme = "http"
        if let mark = rest.firstRange(of: "://") {
            scheme = rest[..<mark.lowerBound].lowercased()
            rest = rest[mark.upperBound...]
        }
        switch scheme {
        case "http": kind = .http
        case "socks5", "socks5h", "socks": kind = .socks5
        case "https": throw refusal("proxies that speak TLS themselves are not supported")
        default: throw refusal("its scheme is not known")
        }
        // What a node's address is made of serves for a proxy's too.
        let node: RPCEndpoint
        do {
            node = try RPCEndpoint("ws://\(rest)")
        } catch {
            throw refusal("its host or port is malformed")
        }
        host = node.host
        credentials = node.credentials
        let usualPort = kind == .http ? 80 : 1080
        let hasPort = rest.prefix { $0 != "/" }.hasSuffix(":\(node.port)")
        port = hasPort ? node.port : usualPort
    }

    /// Scheme, host and port.
    public var description: String { "\(kind.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}
