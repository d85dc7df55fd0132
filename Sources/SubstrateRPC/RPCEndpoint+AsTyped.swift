// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import SubstratePrimitives

extension RPCEndpoint {
    /// Reads an address as people write it and programs print it: also in capitals, between quotes and blanks, by
    /// `https://` and `http://`, without a scheme, or an IPv6 address without brackets.
    ///
    /// Without a scheme, this machine and addresses in numbers are asked openly, by `ws://`, at port 9944 where none is
    /// named, as nodes listen; a host with a name is asked by `wss://`.
    public init(asTyped text: some StringProtocol) throws(RPCError) {
        try self.init(Self.tidied(text))
    }

    /// Whether a text can be meant as an address, and not as the name of something.
    public static func looksLikeAddress(_ text: some StringProtocol) -> Bool {
        let text = unquoted(text)
        return text.contains { ".:/@".contains($0) } || text.lowercased() == "localhost"
    }

    /// The addresses in a list between commas or blanks, each as it was typed.
    public static func list(asTyped text: some StringProtocol) throws(RPCError) -> [RPCEndpoint] {
        var endpoints: [RPCEndpoint] = []
        for piece in unquoted(text).split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            endpoints.append(try RPCEndpoint(asTyped: piece))
        }
        return endpoints
    }

    /// Where nodes listen that nobody has told otherwise.
    private static let usualPort = 9944

    /// What quotes, shells, configurations and messages leave around an address.
    private static let wrapping: Set<Character> = ["\"", "'", "`", "‘", "’", "“", "”", "<", ">"]

    /// The text without what stands around it.
    private static func unquoted(_ text: some StringProtocol) -> Substring {
        func isAround(_ character: Character) -> Bool { character.isWhitespace || wrapping.contains(character) }
        var text = Substring(text).drop(while: isAround)
        while let last = text.last, isAround(last) { text.removeLast() }
        return text
    }

    private static func tidied(_ text: some StringProtocol) -> String {
        let text = unquoted(text)
        guard let mark = text.firstRange(of: "://") else { return schemeless(text) }
        let rest = text[mark.upperBound...]
        return switch text[..<mark.lowerBound].lowercased() {
        case "ws", "http": "ws://\(rest)"
        case "wss", "https": "wss://\(rest)"
        default: String(text)
        }
    }

    private static func schemeless(_ text: Substring) -> String {
        if isIPv6(text), !hidesPort(text) { return "ws://[\(text)]:\(usualPort)" }
        let authority = text.prefix { $0 != "/" && $0 != "?" }
        let isOpen: Bool
        let hasPort: Bool
        if authority.hasPrefix("[") {
            (isOpen, hasPort) = (true, !authority.hasSuffix("]"))
        } else {
            let host = authority.prefix { $0 != ":" }
            isOpen = host.lowercased() == "localhost" || (try? SocketAddress(ipAddress: String(host), port: 0)) != nil
            hasPort = authority.contains(":")
        }
        guard isOpen else { return hasPort && !authority.contains(".") ? "ws://\(text)" : "wss://\(text)" }
        return hasPort ? "ws://\(text)" : "ws://\(authority):\(usualPort)\(text[authority.endIndex...])"
    }

    private static func isIPv6(_ text: some StringProtocol) -> Bool {
        text.contains(":") && (try? SocketAddress(ipAddress: String(text), port: 0)) != nil
    }

    /// Whether the last part of an IPv6 address is a port that somebody put behind it without brackets.
    private static func hidesPort(_ text: Substring) -> Bool {
        guard let colon = text.lastIndex(of: ":"), text[..<colon].last != ":" else { return false }
        let last = text[text.index(after: colon)...]
        return last.count >= 4 && last.allSatisfy { ("0"..."9").contains($0) } && isIPv6(text[..<colon])
    }
}
