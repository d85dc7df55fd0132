// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Testing

@testable import NATSClient

@Suite("What a client sends")
struct ClientOperationTests {
    private static func text(_ operation: NATSClientOperation) -> String {
        var buffer = ByteBuffer()
        operation.write(to: &buffer)
        return String(buffer: buffer)
    }

    @Test("is written as the protocol has it")
    func values() throws {
        let subject = try NATSSubject("a.b")
        var headers = NATSHeaders()
        try headers.add("Nats-Msg-Id", "9/7")
        #expect(Self.text(.publish(subject, reply: nil, headers: [], payload: [0x68, 0x69])) == "PUB a.b 2\r\nhi\r\n")
        #expect(Self.text(.publish(subject, reply: "r.1", headers: [], payload: [])) == "PUB a.b r.1 0\r\n\r\n")
        #expect(
            Self.text(.publish(subject, reply: nil, headers: headers.wire, payload: [0x68]))
                == "HPUB a.b 30 31\r\nNATS/1.0\r\nNats-Msg-Id: 9/7\r\n\r\nh\r\n")
        #expect(Self.text(.subscribe(subject, queue: nil, number: 7)) == "SUB a.b 7\r\n")
        #expect(Self.text(.subscribe(subject, queue: "q", number: 7)) == "SUB a.b q 7\r\n")
        #expect(Self.text(.unsubscribe(number: 7)) == "UNSUB 7\r\n")
        #expect(Self.text(.ping) == "PING\r\n")
        #expect(Self.text(.pong) == "PONG\r\n")
        #expect(Self.text(.connect(Array("{}".utf8))) == "CONNECT {}\r\n")
    }

    @Test("has headers that are read back as they were written")
    func headers() throws {
        var headers = NATSHeaders()
        try headers.add("A", "b c")
        try headers.add("A", "ü")
        let read = try NATSHeaders(wire: headers.wire)
        #expect(read == headers)
        #expect(read["A"] == "b c")
        #expect(NATSHeaders().wire.isEmpty)
    }

    @Test(
        "has no header that breaks out of its line",
        arguments: [("a b", "c"), ("", "c"), ("a:", "c"), ("a", "b\r\nc: d"), ("a", "b\nc"), ("a", "\u{7f}")])
    func badHeaders(name: String, value: String) {
        var headers = NATSHeaders()
        #expect(throws: NATSError(.invalidHeader, "")) { try headers.add(name, value) }
        #expect(headers.isEmpty)
    }

    @Test(
        "has no subject that breaks out of its line",
        arguments: ["", "a b", "a\r\nPUB x", "a..b", ".a", "a.", ">.a", "a\u{7f}", String(repeating: "a", count: 1025)])
    func badSubjects(text: String) {
        #expect(throws: NATSError(.invalidSubject, "")) { try NATSSubject(text) }
    }

    @Test(
        "may have wildcards where they mean something",
        arguments: [("a.b", false), ("a.*", true), ("a.>", true), (">", true), ("a*b", false), ("$JS.API.INFO", false)])
    func wildcards(text: String, hasWildcard: Bool) throws {
        #expect(try NATSSubject(text).hasWildcard == hasWildcard)
    }
}
