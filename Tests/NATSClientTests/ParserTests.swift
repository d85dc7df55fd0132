// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Testing

@testable import NATSClient

@Suite("What a server sends")
struct ParserTests {
    private static let greeting =
        #"INFO {"server_id":"N","version":"2.9.10","proto":1,"headers":true,"jetstream":true,"max_payload":1048576,"nonce":"abc"}"#
        + "\r\n"

    private static func operations(_ text: String, in pieces: Int = .max) throws -> [NATSServerOperation] {
        var parser = NATSParser()
        var found: [NATSServerOperation] = []
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            parser.append(ByteBuffer(bytes: bytes.prefix(pieces)))
            bytes = bytes.dropFirst(pieces)
            while let operation = try parser.next() { found.append(operation) }
        }
        #expect(parser.isEmpty)
        return found
    }

    @Test("is read as it is meant")
    func values() throws {
        let found = try Self.operations(
            Self.greeting + "PING\r\nPONG\r\n+OK\r\n-ERR 'Unknown Protocol Operation'\r\n"
                + "MSG a.b 7 5\r\nhello\r\nMSG a.b 18446744073709551615 reply.to 0\r\n\r\n")
        #expect(found.count == 7)
        guard case .info(let info)? = found.first else { return #expect(Bool(false), "no greeting") }
        #expect(info.version == "2.9.10")
        #expect(info.maxPayload == 1_048_576)
        #expect(info.hasHeaders && info.hasJetStream && !info.requiresTLS && !info.requiresAuthentication)
        #expect(info.nonce == "abc")
        #expect(
            Array(found.dropFirst()) == [
                .ping, .pong, .ok, .error("Unknown Protocol Operation"),
                .message(NATSMessage(subject: "a.b", payload: Array("hello".utf8)), subscription: 7),
                .message(NATSMessage(subject: "a.b", reply: "reply.to", payload: []), subscription: .max),
            ])
    }

    @Test("has headers, with a status or without")
    func headers() throws {
        let found = try Self.operations(
            "HMSG s 1 16 16\r\nNATS/1.0 503\r\n\r\n\r\n"
                + "HMSG s 1 r 37 39\r\nNATS/1.0\r\nName: value\r\nOther:\t x \r\n\r\nhi\r\n"
                + "HMSG s 1 31 31\r\nNATS/1.0 100 Idle Heartbeat\r\n\r\n\r\n")
        #expect(found.count == 3)
        guard case .message(let refused, 1) = found[0], case .message(let message, 1) = found[1],
            case .message(let status, 1) = found[2]
        else { return #expect(Bool(false), "no messages") }
        #expect(refused.headers.status == .init(code: 503, text: ""))
        #expect(refused.payload.isEmpty)
        #expect(message.reply == "r")
        #expect(message.headers["Name"] == "value")
        #expect(message.headers["Other"] == "x")
        #expect(message.headers["name"] == nil)
        #expect(message.headers.status == nil)
        #expect(message.payload == Array("hi".utf8))
        #expect(status.headers.status == .init(code: 100, text: "Idle Heartbeat"))
    }

    @Test("may come in pieces of any size", arguments: 1...40)
    func pieces(size: Int) throws {
        let text =
            Self.greeting
            + "PING\r\nMSG a 1 2\r\n\r\n\r\nHMSG b 2 c 18 20\r\nNATS/1.0\r\nA: b\r\n\r\nok\r\n+OK\r\n"
        #expect(try Self.operations(text, in: size) == Self.operations(text))
    }

    @Test(
        "is refused when it breaks the protocol",
        arguments: [
            ("HTTP/1.1 400 Bad Request\r\n", "'HTTP/1.1 400 Bad Request'"),
            ("PING\n", "CR LF"), ("\n", "CR LF"), ("\r\n", "''"),
            ("MSG a 1\r\n", "2 arguments"), ("MSG a 1 b c 5\r\n", "5 arguments"), ("HMSG a 1 5\r\n", "3 arguments"),
            ("MSG a 1 -5\r\n", "other signs"), ("MSG a +1 5\r\n", "other signs"), ("MSG a 1 0x5\r\n", "other signs"),
            ("MSG a 1 18446744073709551616\r\n", "beyond 64 bits"),
            ("MSG a 1 99999999999999999999999\r\n", "beyond 64 bits"),
            ("MSG a 1 18446744073709551615\r\n", "beyond all bounds"), ("MSG a 1 1048577\r\n", "over the limit"),
            ("HMSG a 1 6 5\r\n", "longer than their message"),
            ("MSG a 1 2\r\nabc\r\n", "does not end where it should"), ("MSG a 1 2\r\nab\n\r", "does not end"),
            ("MSG a\u{1}b 1 2\r\n", "no text"),
            ("HMSG a 1 4 4\r\n\r\n\r\n\r\n", "beginning or their end"),
            ("HMSG a 1 0 0\r\n\r\n", "beginning or their end"),
            ("HMSG a 1 16 16\r\nNATS/1.0\r\nabcd\r\n\r\n", "beginning or their end"),
            ("HMSG a 1 18 18\r\nNATS/1.0\r\nabcd\r\n\r\n\r\n", "without a name"),
            ("HMSG a 1 17 17\r\nNATS/1.0 99a\r\n\r\n \r\n", "beginning or their end"),
            ("HMSG a 1 16 16\r\nNATS/1.0 99a\r\n\r\n\r\n", "no number"),
            ("INFO {}\r\n", "cannot be read"), ("INFO [\r\n", "cannot be read"),
            (#"INFO {"version":"2.9.10","max_payload":0}"# + "\r\n", "cannot be read"),
            (String(repeating: "a", count: 4097), "more than 4096"),
            ("MSG " + String(repeating: "a", count: 4100), "more than 4096"),
            ("INFO " + String(repeating: "a", count: 32 << 10), "more than 32768"),
        ])
    func violations(text: String, why: String) {
        let error = #expect(throws: NATSParser.Violation.self, "\(text.prefix(40))") { try Self.operations(text) }
        #expect(error?.reason.contains(why) == true, "\(error?.reason ?? "")")
    }

    @Test("follows the limit for messages that the server has named")
    func limit() throws {
        let small = Self.greeting.replacing("1048576", with: "4")
        #expect(try Self.operations(small + "MSG a 1 4\r\nabcd\r\n").count == 2)
        #expect(throws: NATSParser.Violation.self) { try Self.operations(small + "MSG a 1 5\r\n") }
        // No server takes more than this, whatever it says.
        let boast = Self.greeting.replacing("1048576", with: "9007199254740992")
        #expect(throws: NATSParser.Violation.self) { try Self.operations(boast + "MSG a 1 67108865\r\n") }
    }

    @Test(
        "tells a version that can do what is wanted",
        arguments: [
            ("2.9.0", true), ("2.9.10", true), ("2.10.1-beta.1", true), ("3.0.0", true), ("2.8.4", false),
            ("1.9.9", false),
            ("x", false), ("2", false),
        ])
    func versions(version: String, isRecent: Bool) throws {
        let info = try #require(
            NATSServerInfo(json: #"{"version":"\#(version)","max_payload":1,"headers":true}"#.utf8))
        #expect(info.isRecentEnough == isRecent)
    }
}
