// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// An axon to call: where it listens, and the hotkey it proves nothing with but that the call is signed for.
public struct AxonTarget: Hashable, Sendable, CustomStringConvertible {
    /// An IP address or a name.
    public let host: String
    public let port: Int
    public let hotkey: AccountID

    public init(host: String, port: Int, hotkey: AccountID) {
        self.host = host
        self.port = port
        self.hotkey = hotkey
    }

    /// Takes `http://host:port` or `host:port`; an IPv6 address stands in brackets.
    public init(url: String, hotkey: AccountID) throws(NetworkingError) {
        var rest = Substring(url)
        if rest.hasPrefix("http://") { rest = rest.dropFirst(7) }
        while rest.last == "/" { rest.removeLast() }
        guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
            colon > rest.startIndex
        else {
            throw NetworkingError(.invalidAddress, "\(excerpt(url)) is no address of an axon: write host:port")
        }
        var host = rest[..<colon]
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        self.init(host: String(host), port: port, hotkey: hotkey)
    }

    public var description: String { "\(host):\(port)" }
}
