// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import SubstrateRPC
import SubtensorLocalnet
import Testing

/// What the server says byte by byte, to clients that are not ours.
@Suite("JSON-RPC server on the wire", .timeLimit(.minutes(1)))
struct RPCServerWireTests {
    /// Sends `text` and returns everything until the server closes, or resets what it did not read to the end.
    private func exchange(_ text: String, port: Int) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var answer = ByteBuffer()
            // A server that wants to read nothing may have answered and closed before.
            try? await outbound.write(ByteBuffer(string: text))
            do {
                for try await piece in inbound { answer.writeImmutableBuffer(piece) }
            } catch {
                return String(buffer: answer)
            }
            return String(buffer: answer)
        }
    }

    private func post(_ body: String, headers: String = "", port: Int) async throws -> (head: String, body: String) {
        let request =
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(headers)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let answer = try await exchange(request, port: port)
        let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    @Test("One connection too many is told so, as by real nodes, instead of being cut off")
    func noRoom() async throws {
        var configuration = RPCServerConfiguration()
        configuration.maxConnections = 1
        try await RPCServer.with(handler: TestHandler(), configuration: configuration) { server in
            try await withRPCClient(to: RPCEndpoint(server.url)) { _ in
                let answer = try await post(#"{"jsonrpc":"2.0","id":1,"method":"echo"}"#, port: server.port)
                #expect(answer.head.hasPrefix("HTTP/1.1 429 Too Many Requests"))
                #expect(answer.body == "Too many connections. Please try again later.")
            }
        }
    }

    @Test(
        "Messages and their answers",
        arguments: [
            (#"{"jsonrpc":"2.0","id":1,"method":"echo","params":[1]}"#, #"{"id":1,"jsonrpc":"2.0","result":[1]}"#),
            (#"{"jsonrpc":"2.0","id":"a","method":"echo"}"#, #"{"id":"a","jsonrpc":"2.0","result":[]}"#),
            (#"{"jsonrpc":"2.0","id":1,"method":"echo","params":null}"#, #"{"id":1,"jsonrpc":"2.0","result":[]}"#),
            (#"{"jsonrpc":"2.0","method":"echo"}"#, ""),
            (
                #"[{"jsonrpc":"2.0","id":1,"method":"echo"},{"jsonrpc":"2.0","method":"echo"},7]"#,
                #"[{"id":1,"jsonrpc":"2.0","result":[]},"#
                    + #"{"error":{"code":-32600,"message":"Invalid request"},"id":null,"jsonrpc":"2.0"}]"#
            ),
            (#"[{"jsonrpc":"2.0","method":"echo"}]"#, ""),
            ("[]", #"{"error":{"code":-32600,"message":"Invalid request"},"id":null,"jsonrpc":"2.0"}"#),
            ("{", #"{"error":{"code":-32700,"message":"Parse error"},"id":null,"jsonrpc":"2.0"}"#),
            ("", #"{"error":{"code":-32700,"message":"Parse error"},"id":null,"jsonrpc":"2.0"}"#),
            ("1", #"{"error":{"code":-32600,"message":"Invalid request"},"id":null,"jsonrpc":"2.0"}"#),
            (
                #"{"jsonrpc":"2.0","id":[],"method":"echo"}"#,
                #"{"error":{"code":-32600,"message":"Invalid request"},"id":null,"jsonrpc":"2.0"}"#
            ),
            (
                #"{"id":4,"method":"echo"}"#,
                #"{"error":{"code":-32600,"message":"Invalid request"},"id":4,"jsonrpc":"2.0"}"#
            ),
            (
                #"{"jsonrpc":"2.0","id":5,"method":"none"}"#,
                #"{"error":{"code":-32601,"message":"Method not found"},"id":5,"jsonrpc":"2.0"}"#
            ),
            (
                #"{"jsonrpc":"2.0","id":6,"method":"count","params":[1]}"#,
                #"{"error":{"code":-32000,"message":"Subscriptions need a WebSocket connection"},"id":6,"jsonrpc":"2.0"}"#
            ),
        ])
    func messages(request: String, answer: String) async throws {
        try await RPCServer.with(handler: TestHandler()) { server in
            let (head, body) = try await post(request, port: server.port)
            #expect(head.hasPrefix(answer.isEmpty ? "HTTP/1.1 204" : "HTTP/1.1 200"))
            #expect(body == answer)
        }
    }

    @Test("A batch over the limit is refused whole")
    func batchLimit() async throws {
        var configuration = RPCServerConfiguration()
        configuration.maxBatchSize = 2
        try await RPCServer.with(handler: TestHandler(), configuration: configuration) { server in
            let (_, body) = try await post("[1,1,1]", port: server.port)
            #expect(try JSONValue(parsing: body)["error"]?["code"] == -32010)
        }
    }

    @Test(
        "Requests that are refused by their head",
        arguments: [
            ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "405"),
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n[]", "415"),
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n[]", "415"),
            ("nonsense\r\n\r\n", "400"),
        ])
    func refused(request: String, status: String) async throws {
        try await RPCServer.with(handler: TestHandler()) { server in
            let answer = try await exchange(request, port: server.port)
            #expect(answer.hasPrefix("HTTP/1.1 \(status)"))
        }
    }

    @Test("A body over the limit is refused")
    func bodyLimit() async throws {
        var configuration = RPCServerConfiguration()
        configuration.maxMessageSize = 100
        try await RPCServer.with(handler: TestHandler(), configuration: configuration) { server in
            let (head, _) = try await post(String(repeating: "x", count: 101), port: server.port)
            #expect(head.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test("A connection that asks for nothing is closed")
    func handshakeTimeout() async throws {
        var configuration = RPCServerConfiguration()
        configuration.handshakeTimeout = .milliseconds(20)
        try await RPCServer.with(handler: TestHandler(), configuration: configuration) { server in
            let answer = try await exchange("GET", port: server.port)
            #expect(answer.isEmpty)
        }
    }

    @Test("A handshake that goes on does not keep the server from stopping")
    func stopsDuringHandshake() async throws {
        var configuration = RPCServerConfiguration()
        configuration.handshakeTimeout = .seconds(3600)
        let channel = try await RPCServer.with(handler: TestHandler(), configuration: configuration) { server in
            try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: server.port).get()
        }
        try await channel.closeFuture.get()
        #expect(!channel.isActive)
    }

    @Test(
        "Web pages of other sites are refused",
        arguments: [
            ("http://localhost:3000", true), ("http://127.0.0.1", true), ("https://[::1]:8080", true),
            ("https://evil.example", false), ("http://localhost.evil.example", false), ("null", false),
            ("http://127.0.0.1.evil.example:80", false), ("", false), ("*", false), ("file://", false),
            ("https://polkadot.js.org", true), ("HTTPS://Polkadot.JS.org", true), ("https://polkadot.js.org:443", true),
            ("http://polkadot.js.org", false), ("https://polkadot.js.org:8443", false),
            ("https://evil.polkadot.js.org", false), ("https://polkadot.js.org.evil.example", false),
            ("https://evil.example/https://polkadot.js.org", false), ("https://polkadot.js.org@evil.example", false),
            ("http://evil.example#://localhost", false), ("localhost", false), ("http://[::1", false),
        ])
    func origin(origin: String, isAllowed: Bool) async throws {
        try await RPCServer.with(handler: TestHandler()) { server in
            let call = #"{"jsonrpc":"2.0","id":1,"method":"echo"}"#
            let (head, _) = try await post(call, headers: "Origin: \(origin)\r\n", port: server.port)
            #expect(head.hasPrefix(isAllowed ? "HTTP/1.1 200" : "HTTP/1.1 403"))
            guard !isAllowed else { return }
            let handshake =
                "GET / HTTP/1.1\r\nHost: x\r\nOrigin: \(origin)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            let answer = try await exchange(handshake, port: server.port)
            #expect(answer.hasPrefix("HTTP/1.1 403"))
        }
    }

    @Test(
        "What is allowed besides is let in, and nothing else",
        arguments: [
            ("https://app.example", "https://app.example", true),
            ("https://app.example", "https://app.example:444", false),
            ("http://app.example:3000/", "http://app.example:3000", true),
            ("http://app.example", "https://app.example", false),
            ("http://app.example:*", "http://app.example:1234", true),
            ("http://app.example:*", "http://app.example", true),
            ("http://app.example:*", "http://other.example:1234", false), ("*", "https://anything.example", true),
            ("*", "null", true), ("*", "what is this", true), ("null", "null", true),
            ("null", "https://app.example", false),
            ("chrome-extension://abcdef", "chrome-extension://abcdef", true),
            ("chrome-extension://abcdef", "chrome-extension://abcdeg", false),
        ])
    func allowed(pattern: String, origin: String, isAllowed: Bool) async throws {
        var configuration = RPCServerConfiguration()
        configuration.allowedOrigins = [try #require(WebOrigin(pattern))]
        try await RPCServer.with(handler: TestHandler(), configuration: configuration) { server in
            let call = #"{"jsonrpc":"2.0","id":1,"method":"echo"}"#
            let (head, _) = try await post(call, headers: "Origin: \(origin)\r\n", port: server.port)
            #expect(head.hasPrefix(isAllowed ? "HTTP/1.1 200" : "HTTP/1.1 403"))
            #expect(head.contains("Access-Control-Allow-Origin: \(origin)\r\n") == isAllowed)
        }
    }

    @Test(
        "What is no origin is none",
        arguments: [
            "", "x", "http://", "://host", "http://a b", "http://a:b", "http://a:70000", "http://a/b", "http://[]",
        ])
    func noOrigin(text: String) {
        #expect(WebOrigin(text) == nil)
    }

    @Test("A refused page and the node's owner hear why")
    func refusal() async throws {
        let handler = TestHandler()
        try await RPCServer.with(handler: handler) { server in
            let call = #"{"jsonrpc":"2.0","id":1,"method":"echo"}"#
            let (_, body) = try await post(call, headers: "Origin: https://evil.example\r\n", port: server.port)
            #expect(body.contains("'https://evil.example'"))
            #expect(body.contains("--allow-origin https://evil.example"))
        }
        #expect(handler.refusedOrigins == ["https://evil.example"])
    }

    @Test("A browser that asks beforehand is told what an allowed page may send")
    func preflight() async throws {
        try await RPCServer.with(handler: TestHandler()) { server in
            func ask(_ origin: String) async throws -> String {
                try await exchange(
                    "OPTIONS / HTTP/1.1\r\nHost: x\r\nOrigin: \(origin)\r\nAccess-Control-Request-Method: POST\r\n\r\n",
                    port: server.port)
            }
            let allowed = try await ask("https://polkadot.js.org")
            #expect(allowed.hasPrefix("HTTP/1.1 204"))
            for header in [
                "Access-Control-Allow-Origin: https://polkadot.js.org", "Access-Control-Allow-Methods: POST",
                "Access-Control-Allow-Headers: Content-Type",
            ] {
                #expect(allowed.contains(header))
            }
            #expect(try await ask("https://evil.example").hasPrefix("HTTP/1.1 403"))
        }
    }
}
