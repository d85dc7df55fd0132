// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import PageServer

@Suite("Pages over HTTP")
struct PageServerTests {
    /// A server that answers with what it was asked for.
    private static func serving<Value: Sendable>(
        _ change: (inout PageServerConfiguration) -> Void = { _ in },
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        _ body: @Sendable (PageServer) async throws -> Value
    ) async throws -> Value {
        var configuration = PageServerConfiguration()
        configuration.openPaths = ["/"]
        change(&configuration)
        return try await PageServer.with(
            configuration, answering: { PageResponse("\($0.method.rawValue) \($0.path)") }, now: now, body)
    }

    /// Sends bytes and returns everything that comes back until the other side closes.
    private static func exchange(_ text: String, with server: PageServer) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            // The other side may have seen enough before everything is sent.
            try? await outbound.write(ByteBuffer(string: text))
            var answer = ""
            do {
                for try await bytes in inbound { answer += String(buffer: bytes) }
            } catch {
                return answer
            }
            return answer
        }
    }

    private static func get(
        _ path: String, _ headers: [String] = [], method: String = "GET", host: String? = nil, from server: PageServer
    ) async throws -> String {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(server.port)")"] + headers
        return try await exchange(lines.joined(separator: "\r\n") + "\r\n\r\n", with: server)
    }

    private static func status(_ answer: String) -> Int? {
        answer.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    @Test("A request is answered once, by one connection, with no way out for the page")
    func answers() async throws {
        try await Self.serving { server in
            let answer = try await Self.get("/api?x=1", from: server)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\n\r\nGET /api"))
            for part in ["Connection: close", "nosniff", "default-src 'none'", "frame-ancestors 'none'", "no-store"] {
                #expect(answer.contains(part))
            }
            #expect(try await Self.get("/api/pause", method: "POST", from: server).hasSuffix("POST /api/pause"))
            #expect(server.url == "http://127.0.0.1:\(server.port)/")
        }
    }

    @Test(
        "Names and pages that may be an attacker's are refused",
        arguments: [
            ("evil.example", []), ("evil.example:80", []), ("127.0.0.1.evil.example", []), ("", []), ("[::2]", []),
            (nil, ["Origin: http://evil.example"]), (nil, ["Origin: null"]), (nil, ["Host: localhost"]),
        ] as [(String?, [String])])
    func strangers(host: String?, headers: [String]) async throws {
        try await Self.serving { server in
            let answer = try await Self.get("/api", headers, host: host, from: server)
            #expect([400, 403].contains(Self.status(answer)), "\(answer)")
            #expect(!answer.contains("GET /api"))
        }
    }

    @Test(
        "This machine's own names are known", arguments: ["localhost", "127.0.0.1", "127.9.8.7", "[::1]", "LOCALHOST"])
    func ownNames(name: String) async throws {
        try await Self.serving { server in
            let host = "\(name):\(server.port)"
            let answer = try await Self.get("/api", ["Origin: http://\(host)"], host: host, from: server)
            #expect(Self.status(answer) == 200)
        }
    }

    @Test("Without the token there is only what needs none")
    func token() async throws {
        try await Self.serving({ $0.token = "a-token-of-this-test" }) { server in
            #expect(try await Self.status(Self.get("/", from: server)) == 200)
            for wrong in [[], ["Authorization: Bearer a-token-of-this-tesT"], ["Authorization: a-token-of-this-test"]] {
                let answer = try await Self.get("/api", wrong, from: server)
                #expect(Self.status(answer) == 401)
                #expect(!answer.contains("a-token"))
            }
            let right = try await Self.get("/api", ["authorization: bearer a-token-of-this-test"], from: server)
            #expect(Self.status(right) == 200)
        }
    }

    @Test("What is no request, or too large, is refused and the connection closed")
    func hostile() async throws {
        try await Self.serving { server in
            #expect(try await Self.status(Self.exchange("\u{16}\u{3}\u{1} hello\r\n\r\n", with: server)) == 400)
            let long = try await Self.get("/", ["X: \(String(repeating: "a", count: 200_000))"], from: server)
            #expect(Self.status(long) != 200)
            let body = String(repeating: "b", count: 5000)
            let posted = try await Self.exchange(
                "POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n\(body)", with: server)
            #expect(Self.status(posted) == 413)
            #expect(try await Self.status(Self.get("/", method: "DELETE", from: server)) == 405)
            #expect(try await Self.status(Self.get("/", from: server)) == 200)
        }
    }

    @Test("Who says nothing is cut off")
    func silence() async throws {
        try await Self.serving({ $0.timeout = .milliseconds(50) }) { server in
            let answer = try await Self.exchange("GET / HTTP/1.1\r\n", with: server)
            #expect(answer.isEmpty)
        }
    }

    @Test("No more connections than there is room for, and room again afterwards")
    func crowd() async throws {
        try await Self.serving({ $0.maxConnections = 1 }) { server in
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 { group.addTask { try await Self.get("/", from: server) } }
                var statuses: [Int?] = []
                for try await answer in group { statuses.append(Self.status(answer)) }
                #expect(statuses.contains(200))
                #expect(statuses.allSatisfy { $0 == 200 || $0 == nil })
            }
        }
    }

    @Test("More requests than there may be in a second are told to come again")
    func pace() async throws {
        let instant = Mutex(ContinuousClock.now)
        try await Self.serving({ $0.maxRequestsPerSecond = 2 }, now: { instant.withLock { $0 } }) { server in
            var statuses: [Int?] = []
            for _ in 0..<4 { statuses.append(Self.status(try await Self.get("/", from: server))) }
            #expect(statuses == [200, 200, 503, 503])
            instant.withLock { $0 += .seconds(1) }
            #expect(try await Self.status(Self.get("/", from: server)) == 200)
        }
    }

    @Test("A port that is taken is an error with the port in it")
    func taken() async throws {
        try await Self.serving { server in
            let error = await #expect(throws: PageServerError.self) {
                try await Self.serving({ $0.port = server.port }) { _ in }
            }
            #expect(error?.code == .cannotListen)
            #expect(error?.reason.contains("\(server.port)") == true)
        }
    }

    @Test(
        "Loopback is what only this machine reaches",
        arguments: [
            ("127.0.0.1", true), ("127.1.2.3", true), ("::1", true), ("localhost", true), ("0.0.0.0", false),
            ("127.0.0.1.example", false), ("127.0.0", false), ("192.168.0.1", false), ("::", false),
            ("128.0.0.1", false),
        ])
    func loopback(host: String, isLoopback: Bool) {
        #expect(PageServerConfiguration.isLoopback(host) == isLoopback)
    }
}
