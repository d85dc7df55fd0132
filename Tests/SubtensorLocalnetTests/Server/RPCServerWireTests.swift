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
            do {
                try await outbound.write(ByteBuffer(string: text))
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
            ("http://127.0.0.1.evil.example:80", false), ("", false),
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
}
