// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import NATSClient

@Suite("A broker's address")
struct ServerAddressTests {
    @Test(
        "is taken apart",
        arguments: [
            ("nats://broker", false, "broker", 4222), ("nats://broker:80", false, "broker", 80),
            ("tls://Broker.Example:4443", true, "broker.example", 4443), ("NATS://10.0.0.1/", false, "10.0.0.1", 4222),
            ("nats://[::1]", false, "::1", 4222), ("nats://[::1]:80", false, "::1", 80),
            ("nats://u:p@h:1", false, "h", 1),
        ])
    func parts(text: String, isSecure: Bool, host: String, port: Int) throws {
        let server = try NATSServer(text)
        #expect(server.isSecure == isSecure)
        #expect(server.host == host)
        #expect(server.port == port)
    }

    @Test("holds who asks, and never shows it")
    func credentials() throws {
        let server = try NATSServer("tls://ann%40x:se%2Fcret@h:1")
        guard case .password(let user, let password)? = server.credentials?.kind else {
            return #expect(Bool(false), "no password")
        }
        #expect(user == "ann@x")
        #expect(password == SecretBytes(utf8: "se/cret"))
        #expect(server.description == "tls://h:1")
        var shown = ""
        dump(server, to: &shown)
        #expect(!shown.contains("cret") && !"\(server.credentials, default: "")".contains("cret"))
        guard case .token(let token)? = try NATSServer("nats://s3cr3t@h").credentials?.kind else {
            return #expect(Bool(false), "no token")
        }
        #expect(token == SecretBytes(utf8: "s3cr3t"))
    }

    @Test("may be several, the preferred one first")
    func list() throws {
        #expect(try NATSServer.list("nats://a,tls://b:7").map(\.description) == ["nats://a:4222", "tls://b:7"])
        #expect(throws: NATSError(.invalidURL, "")) { try NATSServer.list("nats://a,") }
        let many = Array(repeating: "nats://a", count: 65).joined(separator: ",")
        #expect(throws: NATSError(.invalidURL, "")) { try NATSServer.list(many) }
    }

    @Test(
        "is refused without its secret in the words",
        arguments: [
            "", "broker", "ws://a", "nats://", "nats://u:secret@", "nats://u:secret@h:0", "nats://u:secret@h:99999",
            "nats://u:secret@h/path", "nats://u:secret%zz@h", "nats://h?x",
        ])
    func refusals(text: String) {
        let error = #expect(throws: NATSError.self) { try NATSServer(text) }
        #expect(error?.code == .invalidURL)
        #expect(error?.reason.contains("secret") == false)
    }
}
