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
            "ws://user:secret@a", "ws://::1", "ws://[::1", "ws://[a]", "ws://[::1]x", "ws://[]", "ws://a..b", "ws://-a",
            "ws://a-", "ws://ä", "ws://a/\r\nX: y", "ws://a%20b",
            "ws://" + String(repeating: "a", count: 64), "ws://a/" + String(repeating: "a", count: 4000),
        ])
    func bad(text: String) {
        #expect(throws: RPCError(.invalidURL, "")) { try RPCEndpoint(text) }
    }

    @Test("An access key in the path stays out of the description")
    func keyIsNotShown() throws {
        #expect(!(try RPCEndpoint("wss://a/secret?key=secret")).description.contains("secret"))
    }
}
