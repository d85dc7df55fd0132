// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import SubstrateRPC

@Suite("Proxies", .timeLimit(.minutes(1)))
struct ProxyTests {
    // MARK: Which

    @Test(
        "The environment names the proxy of a node as it does for others",
        arguments: [
            ([:], "wss://a.example", nil), (["https_proxy": "http://p:1"], "wss://a.example", "http://p:1"),
            (["HTTPS_PROXY": "p:1"], "wss://a.example", "http://p:1"),
            (["HTTPS_PROXY": "p:1"], "ws://a.example", nil), (["http_proxy": "p:1"], "ws://a.example", "http://p:1"),
            (["http_proxy": "p:1"], "wss://a.example", nil),
            (["https_proxy": "low:1", "HTTPS_PROXY": "high:1"], "wss://a.example", "http://low:1"),
            (["ALL_PROXY": "socks5://p"], "ws://a.example", "socks5://p:1080"),
            (["all_proxy": "socks5h://u:p@[::7]:9"], "wss://a.example", "socks5://[::7]:9"),
            (["all_proxy": "x:1", "https_proxy": "http://p/"], "wss://a.example", "http://p:80"),
            (["https_proxy": ""], "wss://a.example", nil), (["https_proxy": "p:1"], "wss://localhost", nil),
            (["http_proxy": "p:1"], "ws://127.0.0.1:9944", nil), (["http_proxy": "p:1"], "ws://[::1]:9944", nil),
            (["http_proxy": "p:1"], "ws://10.0.0.1:9944", "http://p:1"),
        ] as [([String: String], String, String?)])
    func chosen(environment: [String: String], url: String, proxy: String?) throws {
        #expect(try ProxySetting(environment: environment).proxy(for: RPCEndpoint(url))?.description == proxy)
    }

    @Test(
        "NO_PROXY lists hosts, domains, ports, addresses and networks",
        arguments: [
            ("*", "ws://a.example", true), ("a.example", "ws://a.example", true), ("A.EXAMPLE", "ws://a.example", true),
            ("example", "ws://a.example", true), (".example", "ws://a.example", true),
            ("*.example", "ws://a.example", true),
            ("ample", "ws://a.example", false), ("b.example , a.example", "ws://a.example", true),
            ("x y,a.example", "ws://a.example", true), ("a.example:80", "ws://a.example", true),
            ("a.example:81", "ws://a.example", false), ("10.0.0.0/8", "ws://10.1.2.3", true),
            ("10.0.0.0/8", "ws://11.1.2.3", false), ("10.1.2.3", "ws://10.1.2.3", true),
            ("10.1.2.0/23", "ws://10.1.3.9", true),
            ("0.0.0.0/0", "ws://10.1.3.9", true), ("10.0.0.0/33", "ws://10.0.0.0", false),
            ("fd00::/8", "ws://[fd12::1]", true), ("fd00::/8", "ws://[fe12::1]", false),
            ("[fd12::1]", "ws://[fd12::1]", true),
            ("fd12::1", "ws://[FD12:0::1]", true), ("", "ws://a.example", false), (",. *x:y", "ws://a.example", false),
        ])
    func exclusions(list: String, url: String, isExcluded: Bool) throws {
        let setting = ProxySetting(environment: ["all_proxy": "p:1", "NO_PROXY": list])
        #expect((try setting.proxy(for: RPCEndpoint(url)) == nil) == isExcluded)
    }

    @Test(
        "What is no proxy is told with its variable, and without a password",
        arguments: [
            "https://user:secret@p:1", "ftp://p", "http://", "http://user:secret@p:0", "p:x", "http://u:%zz-secret@p",
            "socks4://user:secret@p",
        ])
    func unusable(text: String) throws {
        let error = #expect(throws: RPCError(.invalidProxy, "")) {
            try ProxySetting(environment: ["HTTPS_PROXY": text]).proxy(for: RPCEndpoint("wss://a"))
        }
        #expect(error?.reason.hasPrefix("HTTPS_PROXY: ") == true)
        #expect(error?.reason.contains("secret") == false)
    }

    // MARK: What is said

    private static let open = ([UInt8]("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n".utf8))

    private func tunnel(_ proxy: String, to url: String = "wss://node.example") throws -> ProxyTunnel {
        ProxyTunnel(try RPCProxy(proxy), to: try RPCEndpoint(url))
    }

    @Test("HTTP's words, in pieces of any size")
    func http() throws {
        var tunnel = try tunnel("http://u:p@proxy:8080")
        #expect(
            String(decoding: try tunnel.greeting(), as: UTF8.self)
                == "CONNECT node.example:443 HTTP/1.1\r\nHost: node.example:443\r\nProxy-Authorization: Basic dTpw\r\n\r\n"
        )
        for byte in Self.open.dropLast() { #expect(try tunnel.receive([byte]) == .wait) }
        #expect(try tunnel.receive(Self.open.suffix(1)) == .open)
        #expect(throws: RPCError(.proxyRefused, "")) { try tunnel.receive([1]) }
        let plain = try self.tunnel("http://proxy", to: "ws://[::9]:9944")
        #expect(String(decoding: try plain.greeting(), as: UTF8.self).hasPrefix("CONNECT [::9]:9944 HTTP/1.1\r\n"))
    }

    @Test("SOCKS's words, with and without a password")
    func socks() throws {
        var open = try tunnel("socks5://proxy")
        #expect(try open.greeting() == [5, 1, 0])
        #expect(try open.receive([5]) == .wait)
        let request: [UInt8] = [5, 1, 0, 3, 12] + Array("node.example".utf8) + [1, 187]
        #expect(try open.receive([0]) == .say(request))
        #expect(try open.receive([5, 0, 0, 3, 1]) == .wait)
        #expect(try open.receive([65, 0, 80]) == .open)

        var closed = try tunnel("socks5://user:pw@proxy")
        #expect(try closed.greeting() == [5, 2, 0, 2])
        #expect(try closed.receive([5, 2]) == .say([1, 4] + Array("user".utf8) + [2] + Array("pw".utf8)))
        #expect(try closed.receive([1, 0]) == .say(request))
        #expect(try closed.receive([5, 0, 0, 1, 127, 0, 0, 1, 0, 80]) == .open)
        let long = String(repeating: "x", count: 300)
        #expect(throws: RPCError(.invalidProxy, "")) { try tunnel("socks5://u:\(long)@proxy").greeting() }
    }

    @Test(
        "Refusals are told apart",
        arguments: [
            (
                "http://proxy", [UInt8]("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n".utf8), .proxyRefused,
                "user:password@"
            ),
            ("http://u:p@proxy", [UInt8]("HTTP/1.1 407 x\r\n\r\n".utf8), .proxyRefused, "check user name"),
            ("http://proxy", [UInt8]("HTTP/1.1 403 Forbidden\r\n\r\n".utf8), .proxyRefused, "NO_PROXY"),
            ("http://proxy", [UInt8]("HTTP/1.1 502 Bad Gateway\r\n\r\n".utf8), .cannotConnect, "502"),
            ("http://proxy", [UInt8]("SSH-2.0".utf8), .proxyRefused, "does not answer as a proxy"),
            ("http://proxy", [UInt8]("HTTP/1.1 200 OK\r\n\r\nearly".utf8), .proxyRefused, "does not answer as a proxy"),
            (
                "http://proxy", [UInt8]("HTTP/1.1 \(String(repeating: "x", count: 20_000))".utf8), .proxyRefused,
                "as a proxy"
            ),
            ("http://proxy", [UInt8]("HTTP/9\r\n\r\n".utf8), .proxyRefused, "as a proxy"),
            ("socks5://proxy", [5, 255], .proxyRefused, "wants to know who asks"),
            ("socks5://proxy", [5, 2], .proxyRefused, "wants to know who asks"),
            ("socks5://proxy", [4, 0], .proxyRefused, "as a proxy"),
            ("socks5://proxy", [5, 0, 0], .proxyRefused, "as a proxy"),
        ] as [(String, [UInt8], RPCError.Code, String)])
    func refusals(proxy: String, answer: [UInt8], code: RPCError.Code, words: String) throws {
        var tunnel = try tunnel(proxy)
        let error = #expect(throws: RPCError(code, "")) { try tunnel.receive(answer) }
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
    }

    @Test(
        "SOCKS says why it does not reach a node",
        arguments: [(2, "rules forbid"), (4, "host is not reachable"), (5, "refused"), (77, "code 77")]
            as [(UInt8, String)])
    func socksRefusals(code: UInt8, words: String) throws {
        var tunnel = try tunnel("socks5://proxy")
        _ = try tunnel.receive([5, 0])
        let error = #expect(throws: RPCError.self) { try tunnel.receive([5, code, 0, 1, 0, 0, 0, 0, 0, 0]) }
        #expect(error?.reason.contains(words) == true)
    }

    // MARK: The whole way

    @Test("A node is reached through a proxy, with TLS and without", arguments: ["http", "socks5"], [false, true])
    func whole(kind: String, isSecure: Bool) async throws {
        let authority = TestAuthority("authority")
        let file = try CertificateFile(of: authority)
        defer { file.remove() }
        let tls = isSecure ? try authority.server(for: ["node.example"]) : nil
        try await ScriptedNode.with(tls: tls) { call, peer in
            peer.reply(to: call, "through")
        } _: { node in
            try await TunnelServer.with(to: node.endpoint.port) { port, asked in
                var configuration = WebSocketConfiguration()
                configuration.trustRoots = .pemFile(file.path)
                configuration.proxies = ProxySetting("\(kind)://127.0.0.1:\(port)")
                let endpoint = try RPCEndpoint("\(isSecure ? "wss" : "ws")://node.example:1234")
                let answer = try await withRPCClient(to: endpoint, configuration: configuration) { client in
                    try await client.request(method: "m")
                }
                #expect(answer == "through")
                #expect(asked() == "node.example:1234")
            }
        }
    }

    @Test("A proxy that is not there, or goes away, is told as that")
    func unreached() async throws {
        var configuration = WebSocketConfiguration()
        configuration.proxies = ProxySetting("127.0.0.1:\(try await ScriptedNode.unusedPort())")
        let endpoint = try RPCEndpoint("ws://node.example")
        let nobody = await #expect(throws: RPCError(.cannotConnect, "")) {
            try await WebSocketRPCClient.connect(to: endpoint, configuration: configuration)
        }
        #expect(nobody?.reason.contains("through the proxy http://127.0.0.1") == true)
        try await ScriptedNode.withRawServer(sending: nil, thenCloses: true) { server in
            var configuration = WebSocketConfiguration()
            configuration.proxies = ProxySetting("127.0.0.1:\(server.port)")
            let gone = await #expect(throws: RPCError(.cannotConnect, "")) {
                try await WebSocketRPCClient.connect(to: endpoint, configuration: configuration)
            }
            #expect(gone?.reason.contains("closed the connection") == true)
        }
    }

    @Test("A certificate for the proxy's own address is not one for the node")
    func proxyInTheMiddle() async throws {
        let authority = TestAuthority("authority")
        let file = try CertificateFile(of: authority)
        defer { file.remove() }
        try await ScriptedNode.with(tls: try authority.server(for: ["127.0.0.1"])) { call, peer in
            peer.reply(to: call, 1)
        } _: { node in
            try await TunnelServer.with(to: node.endpoint.port) { port, _ in
                var configuration = WebSocketConfiguration()
                configuration.trustRoots = .pemFile(file.path)
                configuration.proxies = ProxySetting("127.0.0.1:\(port)")
                let error = await #expect(throws: RPCError(.tlsFailure, "")) {
                    try await WebSocketRPCClient.connect(
                        to: RPCEndpoint("wss://node.example"), configuration: configuration)
                }
                #expect(error?.reason.contains("is for '127.0.0.1', not for node.example") == true)
            }
        }
    }

    @Test("TLS to an address in numbers cannot be checked behind a proxy, and is not tried")
    func addressBehindProxy() async throws {
        var configuration = WebSocketConfiguration()
        configuration.proxies = ProxySetting("127.0.0.1:1")
        await #expect(throws: RPCError(.invalidProxy, "")) {
            try await WebSocketRPCClient.connect(to: RPCEndpoint("wss://10.0.0.1"), configuration: configuration)
        }
    }
}
