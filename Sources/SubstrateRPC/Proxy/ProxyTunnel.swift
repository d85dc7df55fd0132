// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What is said to a proxy until it has made a tunnel to a node.
///
/// A value without a network: bytes in, what follows out.
struct ProxyTunnel {
    enum Step: Equatable {
        /// More bytes are needed.
        case wait
        /// To be written.
        case say([UInt8])
        /// The node is at the other end.
        case open
    }

    private enum Phase {
        /// HTTP: the answer's head.
        case head
        /// SOCKS: the method, the word about the password, the answer.
        case method
        case password
        case reply
        case done
    }

    /// RFC 1928, section 3: what nobody has to prove, and RFC 1929's user name and password.
    private static let (noProof, passwordProof): (UInt8, UInt8) = (0, 2)
    /// The longest head of an answer that is read.
    private static let longestHead = 16 << 10

    private let proxy: RPCProxy
    private let endpoint: RPCEndpoint
    private var phase: Phase
    private var received: [UInt8] = []

    init(_ proxy: RPCProxy, to endpoint: RPCEndpoint) {
        self.proxy = proxy
        self.endpoint = endpoint
        phase = proxy.kind == .http ? .head : .method
    }

    /// The first words.
    func greeting() throws(RPCError) -> [UInt8] {
        switch proxy.kind {
        case .http:
            let target = "\(endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host):\(endpoint.port)"
            let proof = proxy.credentials.map { "Proxy-Authorization: \($0.header)\r\n" } ?? ""
            return Array("CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n\(proof)\r\n".utf8)
        case .socks5:
            guard let credentials = proxy.credentials else { return [5, 1, Self.noProof] }
            guard credentials.user.count <= 255, credentials.password.count <= 255 else {
                throw RPCError(.invalidProxy, "the user name or password for \(proxy) is longer than SOCKS allows")
            }
            return [5, 2, Self.noProof, Self.passwordProof]
        }
    }

    /// Takes what the proxy said.
    mutating func receive(_ bytes: some Collection<UInt8>) throws(RPCError) -> Step {
        received += bytes
        guard received.count <= Self.longestHead else { throw malformed() }
        switch phase {
        case .head: return try takeHead()
        case .method: return try takeMethod()
        case .password: return try takeWordAboutPassword()
        case .reply: return try takeReply()
        // A node is silent until it is spoken to.
        case .done: throw malformed()
        }
    }

    // MARK: HTTP

    private mutating func takeHead() throws(RPCError) -> Step {
        guard let end = received.firstRange(of: [13, 10, 13, 10]) else {
            guard received.starts(with: "HTTP/".utf8.prefix(received.count)) else { throw malformed() }
            return .wait
        }
        let line = String(decoding: received.prefix { $0 != 13 }, as: UTF8.self)
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { throw malformed() }
        let answer = "HTTP \(status)" + (words.count == 3 ? " \(excerpt(words[2]))" : "")
        switch status {
        case 200...299:
            guard end.upperBound == received.endIndex else { throw malformed() }
            phase = .done
            return .open
        case 407: throw refusedProof(answer)
        case 500...599:
            throw RPCError(
                .cannotConnect,
                "the proxy \(proxy) does not reach \(endpoint): it answered \(answer); "
                    + "check the address, or try again later")
        default: throw refused("it answered \(answer)")
        }
    }

    // MARK: SOCKS

    private mutating func takeMethod() throws(RPCError) -> Step {
        guard received.count >= 2 else { return .wait }
        guard received[0] == 5, received.count == 2 else { throw malformed() }
        defer { received = [] }
        switch (received[1], proxy.credentials) {
        case (Self.noProof, _):
            phase = .reply
            return .say(request)
        case (Self.passwordProof, let credentials?):
            phase = .password
            return .say(
                [1, UInt8(credentials.user.count)] + credentials.user + [UInt8(credentials.password.count)]
                    + credentials.password)
        default: throw refusedProof("it takes no other proof")
        }
    }

    private mutating func takeWordAboutPassword() throws(RPCError) -> Step {
        guard received.count >= 2 else { return .wait }
        guard received.count == 2 else { throw malformed() }
        guard received[1] == 0 else { throw refusedProof("it said no") }
        received = []
        phase = .reply
        return .say(request)
    }

    private mutating func takeReply() throws(RPCError) -> Step {
        guard received.count >= 2 else { return .wait }
        guard received[0] == 5 else { throw malformed() }
        guard received[1] == 0 else { throw refusal(received[1]) }
        guard received.count >= 5 else { return .wait }
        let length: Int
        switch received[3] {
        case 1: length = 10
        case 3: length = 7 + Int(received[4])
        case 4: length = 22
        default: throw malformed()
        }
        guard received.count >= length else { return .wait }
        guard received.count == length else { throw malformed() }
        phase = .done
        return .open
    }

    /// RFC 1928, section 4: the node by its name, which no host has in more than 253 bytes.
    private var request: [UInt8] {
        let name = Array(endpoint.host.utf8)
        return [5, 1, 0, 3, UInt8(clamping: name.count)] + name
            + [UInt8(truncatingIfNeeded: endpoint.port >> 8), UInt8(truncatingIfNeeded: endpoint.port)]
    }

    private func refusal(_ code: UInt8) -> RPCError {
        let reasons = [
            3: "its network is not reachable", 4: "its host is not reachable", 5: "connection refused",
            6: "it took too long",
        ]
        if code == 2 { return refused("its rules forbid it") }
        let why = reasons[Int(code)] ?? "it answered with code \(code)"
        return RPCError(.cannotConnect, "the proxy \(proxy) does not reach \(endpoint): \(why); check the address")
    }

    // MARK: Words

    private func refusedProof(_ answer: String) -> RPCError {
        let advice =
            proxy.credentials == nil
            ? "write its address as \(proxy.kind.rawValue)://user:password@host:port"
            : "check user name and password in its address"
        return RPCError(.proxyRefused, "the proxy \(proxy) wants to know who asks (\(answer)); \(advice)")
    }

    private func refused(_ why: String) -> RPCError {
        RPCError(
            .proxyRefused,
            "the proxy \(proxy) lets nobody through to \(endpoint): \(why); ask who runs it, or list the host in NO_PROXY"
        )
    }

    /// The connection to the proxy did not come about, or did not last.
    func lost(_ error: (any Error)?) -> RPCError {
        let why = error.flatMap(RPCError.networkReason) ?? "it closed the connection"
        return RPCError(
            .cannotConnect,
            "cannot reach \(endpoint) through the proxy \(proxy): \(why); check the proxy's address and your network")
    }

    private func malformed() -> RPCError {
        RPCError(
            .proxyRefused,
            "\(proxy) does not answer as a proxy; check the address in HTTPS_PROXY, https_proxy or ALL_PROXY")
    }
}
