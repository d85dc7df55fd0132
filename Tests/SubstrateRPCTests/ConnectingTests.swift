// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOSSL
import SubstrateRPC
import TestVectors
import Testing

@Suite("Connecting", .timeLimit(.minutes(1)))
struct ConnectingTests {
    @Test("Nobody listening")
    func nobody() async throws {
        let endpoint = try RPCEndpoint("ws://127.0.0.1:\(await ScriptedNode.unusedPort())")
        let error = await #expect(throws: RPCError(.cannotConnect, "")) {
            try await WebSocketRPCClient.connect(to: endpoint)
        }
        #expect(error?.reason.contains(endpoint.description) == true)
        #expect(error?.reason.contains("listening") == true)
    }

    @Test(
        "Servers that are no WebSockets",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "200"),
            ("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "400"),
            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", "handshake"),
            (
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n", "handshake"
            ),
            ("220 mail.example ESMTP\r\n", "handshake"),
        ])
    func noWebSocket(answer: String, word: String) async throws {
        try await ScriptedNode.withRawServer(sending: answer, thenCloses: false) { endpoint in
            let error = await #expect(throws: RPCError(.notAWebSocket, "")) {
                try await WebSocketRPCClient.connect(to: endpoint)
            }
            #expect(error?.reason.contains(word) == true)
        }
    }

    @Test("A server that closes at once")
    func closes() async throws {
        try await ScriptedNode.withRawServer(sending: nil, thenCloses: true) { endpoint in
            await #expect(throws: RPCError(.cannotConnect, "")) { try await WebSocketRPCClient.connect(to: endpoint) }
        }
    }

    @Test("A silent server: the time limit, and cancellation")
    func silent() async throws {
        try await ScriptedNode.withRawServer(sending: nil, thenCloses: false) { endpoint in
            var configuration = WebSocketConfiguration()
            configuration.connectTimeout = .milliseconds(30)
            await #expect(throws: RPCError(.timedOut, "")) {
                try await WebSocketRPCClient.connect(to: endpoint, configuration: configuration)
            }
            let attempt = Task { try await WebSocketRPCClient.connect(to: endpoint) }
            attempt.cancel()
            await #expect(throws: RPCError(.cancelled, "")) { try await attempt.value }
        }
    }

    // MARK: TLS

    @Test("A certificate is believed only when its authority is, and only for its name")
    func certificates() async throws {
        let files = try CertificateFile()
        defer { files.remove() }
        let tls = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(NIOSSLCertificate(bytes: TestCertificate.certificate, format: .pem))],
                privateKey: .privateKey(NIOSSLPrivateKey(bytes: TestCertificate.key, format: .pem))))
        try await ScriptedNode.with(tls: tls) { call, peer in
            peer.reply(to: call, "secret")
        } _: { node in
            await #expect(throws: RPCError(.tlsFailure, "")) { try await WebSocketRPCClient.connect(to: node.endpoint) }

            var configuration = WebSocketConfiguration()
            configuration.trustRoots = .pemFile(files.path)
            let answer = try await withRPCClient(to: node.endpoint, configuration: configuration) { client in
                try await client.request(method: "m")
            }
            #expect(answer == "secret")

            // The certificate names localhost, not its address.
            let other = try RPCEndpoint("wss://127.0.0.1:\(node.endpoint.port)")
            await #expect(throws: RPCError(.tlsFailure, "")) {
                try await WebSocketRPCClient.connect(to: other, configuration: configuration)
            }
        }
    }
}
