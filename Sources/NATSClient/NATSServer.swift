// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC

/// The address of a broker: a `nats://` or `tls://` URL, taken apart.
///
/// It may hold a user name and a password, or a token; ``description``, and with it every error message, leaves them out.
public struct NATSServer: Sendable, CustomStringConvertible {
    /// Whether a connection without TLS is refused (`tls`). With `nats` there is TLS where the server demands it.
    public let isSecure: Bool
    /// A host name or an IP address, without brackets.
    public let host: String
    public let port: Int
    let credentials: NATSCredentials?

    /// The port that NATS has of IANA.
    private static let usualPort = 4222
    /// More than any cluster has.
    private static let mostServers = 64

    /// Reads `nats://host`, `tls://user:password@host:port`, `nats://token@host` and the like. Without a port it is 4222.
    public init(_ text: some StringProtocol) throws(NATSError) {
        func refusal(_ why: String) -> NATSError {
            NATSError(
                .invalidURL,
                "\(RPCEndpoint.shown(text)) is no broker's address: \(why); write nats://host:port or tls://host:port")
        }
        let lowercased = text.prefix(7).lowercased()
        let rest: Substring
        if lowercased == "nats://" {
            (isSecure, rest) = (false, Substring(text.dropFirst(7)))
        } else if lowercased.hasPrefix("tls://") {
            (isSecure, rest) = (true, Substring(text.dropFirst(6)))
        } else {
            throw refusal("it does not begin with nats:// or tls://")
        }
        let whole = rest.hasSuffix("/") ? rest.dropLast() : rest
        guard !whole.contains(where: { $0 == "/" || $0 == "?" || $0 == "#" }) else {
            throw refusal("something stands behind its port")
        }
        let authority = whole[(whole.lastIndex(of: "@").map(whole.index(after:)) ?? whole.startIndex)...]
        do throws(RPCError) {
            let endpoint = try RPCEndpoint("ws://\(authority)")
            host = endpoint.host
            let isPortGiven =
                authority.drop { $0 != "]" }.contains(":") || !host.contains(":") && authority.contains(":")
            port = isPortGiven ? endpoint.port : Self.usualPort
        } catch {
            throw refusal("its host or its port is malformed")
        }
        guard let end = whole.lastIndex(of: "@") else {
            credentials = nil
            return
        }
        let userInfo = whole[..<end]
        guard let found = BasicCredentials(userInfo: userInfo), let user = String(validating: found.user, as: UTF8.self)
        else { throw refusal("what stands before its @ cannot be read") }
        credentials =
            userInfo.contains(":")
            ? .user(user, password: SecretBytes(found.password)) : .token(SecretBytes(found.user))
    }

    /// Reads one address or several with commas between them; the first is tried first.
    public static func list(_ text: String) throws(NATSError) -> [NATSServer] {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= mostServers else {
            throw NATSError(.invalidURL, "\(parts.count) brokers are too many: name \(mostServers) at most")
        }
        var servers: [NATSServer] = []
        for part in parts { servers.append(try NATSServer(part)) }
        return servers
    }

    /// Scheme, host and port.
    public var description: String {
        "\(isSecure ? "tls" : "nats")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Whether the host is a number, so that TLS checks it against the certificate's addresses and not its names.
    var isIPAddress: Bool { host.contains(":") || host.allSatisfy { $0 == "." || $0.isASCII && $0.isNumber } }
}
