// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import SubstrateRPC

@Suite("Node addresses")
struct RPCEndpointTests {
    @Test(
        "Good addresses are taken apart",
        arguments: [
            ("ws://localhost", false, "localhost", 80, "/", "ws://localhost:80", "localhost"),
            (
                "wss://Entrypoint-Finney.opentensor.ai:443", true, "entrypoint-finney.opentensor.ai", 443, "/",
                "wss://entrypoint-finney.opentensor.ai:443", "entrypoint-finney.opentensor.ai"
            ),
            ("WSS://node/key?x=1", true, "node", 443, "/key?x=1", "wss://node:443", "node"),
            ("ws://127.0.0.1:9944/", false, "127.0.0.1", 9944, "/", "ws://127.0.0.1:9944", "127.0.0.1:9944"),
            ("ws://[::1]:9944/a/b", false, "::1", 9944, "/a/b", "ws://[::1]:9944", "[::1]:9944"),
            ("ws://chain_1?q", false, "chain_1", 80, "/?q", "ws://chain_1:80", "chain_1"),
        ])
    func good(
        text: String, isSecure: Bool, host: String, port: Int, path: String, description: String, header: String
    ) throws {
        let endpoint = try RPCEndpoint(text)
        #expect(endpoint.isSecure == isSecure)
        #expect(endpoint.host == host)
        #expect(endpoint.port == port)
        #expect(endpoint.path == path)
        #expect(endpoint.description == description)
        #expect(endpoint.hostHeader == header)
    }

    @Test(
        "Bad addresses are refused",
        arguments: [
            "", "ws://", "wss://", "http://a", "localhost:9944", "ws:/a", "ws//a", "ws://:9944", "ws://a:", "ws://a:0",
            "ws://a:65536", "ws://a:-1", "ws://a:+1", "ws://a:1x", "ws://a b", " ws://a", "ws://a ", "ws://a\n",
            "ws://a#f",
            "ws://user:%g0@a", "ws://::1", "ws://[::1", "ws://[a]", "ws://[::1]x", "ws://[]", "ws://a..b", "ws://-a",
            "ws://a-", "ws://ä", "ws://a/\r\nX: y", "ws://a%20b",
            "ws://" + String(repeating: "a", count: 64), "ws://a/" + String(repeating: "a", count: 4000),
        ])
    func bad(text: String) {
        #expect(throws: RPCError(.invalidURL, "")) { try RPCEndpoint(text) }
    }

    @Test(
        "Addresses as people write them",
        arguments: [
            ("localhost", "ws://localhost:9944/"), ("LOCALHOST:80", "ws://localhost:80/"),
            ("127.0.0.1:9944", "ws://127.0.0.1:9944/"), ("10.0.0.7", "ws://10.0.0.7:9944/"),
            ("10.0.0.7/key", "ws://10.0.0.7:9944/key"),
            ("::1", "ws://[::1]:9944/"), ("[::1]", "ws://[::1]:9944/"), ("[::1]:99", "ws://[::1]:99/"),
            ("2001:db8::7", "ws://[2001:db8::7]:9944/"), ("node:9944", "ws://node:9944/"),
            ("node.example", "wss://node.example:443/"), ("node.example:444/key?a=1", "wss://node.example:444/key?a=1"),
            ("https://node.example", "wss://node.example:443/"), ("HTTP://node.example", "ws://node.example:80/"),
            ("WSS://NODE.example//", "wss://node.example:443//"), (" \"wss://a\"\n", "wss://a:443/"),
            ("<wss://a/k>", "wss://a:443/k"), ("'ws://a:1'", "ws://a:1/"), ("“a.b”", "wss://a.b:443/"),
        ])
    func typed(text: String, address: String) throws {
        let endpoint = try RPCEndpoint(asTyped: text)
        #expect("\(endpoint)\(endpoint.path)" == address)
        #expect(RPCEndpoint.looksLikeAddress(text))
    }

    @Test(
        "What nobody can have meant is refused",
        arguments: ["", "ftp://a", "://a", "::1:9944", "fe80::1:9944", "a b", "wss://", "wss:// a", "''", "a.b:99999"])
    func notTyped(text: String) {
        #expect(throws: RPCError(.invalidURL, "")) { try RPCEndpoint(asTyped: text) }
    }

    @Test("Lists are written with commas or blanks")
    func list() throws {
        let endpoints = try RPCEndpoint.list(asTyped: "'ws://a:1, localhost  b.example'")
        #expect(endpoints.map(\.description) == ["ws://a:1", "ws://localhost:9944", "wss://b.example:443"])
        #expect(try RPCEndpoint.list(asTyped: " , ").isEmpty)
    }

    @Test("Names are no addresses", arguments: ["finney", "local", "latent-lite", "embedded", ""])
    func names(text: String) { #expect(!RPCEndpoint.looksLikeAddress(text)) }

    @Test("A user name and a password make a header, and are never shown")
    func credentials() throws {
        let endpoint = try RPCEndpoint("wss://user:se%63ret%3A@a:1/x")
        // Base64 of `user:secret:`.
        #expect(endpoint.credentials?.header == "Basic dXNlcjpzZWNyZXQ6")
        var shown = "\(endpoint) \(endpoint.hostHeader)"
        dump(endpoint, to: &shown)
        #expect(!shown.contains("secret") && !shown.contains("user"))
        #expect(endpoint.description == "wss://a:1")
        let error = #expect(throws: RPCError(.invalidURL, "")) { try RPCEndpoint("wss://user:secret@a:x") }
        #expect(error?.reason.contains("secret") == false)
        for (text, header) in [("a", "YTo="), ("a:b", "YTpi"), (":", "Og=="), ("ab:cd", "YWI6Y2Q=")] {
            #expect(BasicCredentials(userInfo: text[...])?.header == "Basic \(header)")
        }
    }

    @Test("An access key in the path stays out of the description")
    func keyIsNotShown() throws {
        #expect(!(try RPCEndpoint("wss://a/secret?key=secret")).description.contains("secret"))
    }
}
