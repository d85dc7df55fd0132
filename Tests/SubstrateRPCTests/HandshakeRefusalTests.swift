// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOHTTP1
import Testing

@testable import SubstrateRPC

@Suite("Handshakes that are refused", .timeLimit(.minutes(1)))
struct HandshakeRefusalTests {
    private func refusal(_ status: UInt, _ headers: HTTPHeaders = [:], of url: String = "wss://node") throws -> RPCError
    {
        .refusedHandshake(
            try RPCEndpoint(url),
            HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: Int(status)), headers: headers))
    }

    @Test(
        "Each status is told with what to do",
        arguments: [
            (301, .handshakeRefused, "does not say where"), (401, .handshakeRefused, "user:password@host"),
            (403, .handshakeRefused, "access key"), (404, .handshakeRefused, "nothing at that path"),
            (410, .handshakeRefused, "nothing at that path"), (200, .notAWebSocket, "HTTP 200 OK"),
            (400, .notAWebSocket, "HTTP 400"), (426, .notAWebSocket, "HTTP 426"), (101, .notAWebSocket, "handshake"),
            (429, .rateLimited, "another endpoint"), (500, .cannotConnect, "try again later"),
            (502, .cannotConnect, "try again later"), (503, .cannotConnect, "try again later"),
            (530, .cannotConnect, "HTTP 530"),
        ] as [(UInt, RPCError.Code, String)])
    func statuses(status: UInt, code: RPCError.Code, words: String) throws {
        let error = try refusal(status)
        #expect(error.code == code)
        #expect(error.reason.contains(words), "\(error.reason)")
        #expect(error.isLasting == [.handshakeRefused, .notAWebSocket].contains(code))
    }

    @Test("What the headers say is told: where it went, who is wanted, how long to wait")
    func headers() throws {
        let moved = try refusal(308, ["Location": "https://node.example/\u{1b}[31m"])
        #expect(moved.reason.contains(#"found at 'https://node.example/\u{1b}[31m' now"#))
        #expect(try refusal(301, ["Location": String(repeating: "x", count: 5000)]).reason.count < 400)
        #expect(try refusal(401, ["WWW-Authenticate": "Basic realm=rpc"]).reason.contains("by 'Basic realm=rpc'"))
        #expect(try refusal(401, of: "wss://a:b@node").reason.contains("does not take this user name"))
        let busy = try refusal(503, ["Retry-After": "20"])
        #expect(busy.retryAfter == .seconds(20))
        #expect(busy.reason.contains("wait 20.0 s"))
        let other = HTTPResponseStatus.custom(code: 520, reasonPhrase: String(repeating: "y", count: 9000))
        #expect(RPCError.words(for: other).count < 120)
    }

    @Test("A user name and a password go out as a header")
    func credentials() async throws {
        let answer = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"
        let heard = try await ScriptedNode.hearing(answer) { endpoint in
            let url = "ws://user:secret@127.0.0.1:\(endpoint.port)/key"
            let error = await #expect(throws: RPCError(.handshakeRefused, "")) {
                try await WebSocketRPCClient.connect(to: RPCEndpoint(url))
            }
            #expect(error?.reason.contains("secret") == false)
        }
        #expect(heard.contains("GET /key HTTP/1.1\r\n"))
        #expect(heard.contains("\r\nAuthorization: Basic dXNlcjpzZWNyZXQ=\r\n"))
    }
}
