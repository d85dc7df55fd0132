// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import SubstrateRPC

@Suite("Waits, endpoints and what may be repeated")
struct PacingTests {
    @Test("Waits double up to the limit, and chance shortens them")
    func backoff() {
        let backoff = RPCBackoff(base: .milliseconds(100), limit: .seconds(1))
        let longest = (1...6).map { backoff.delay(round: $0, random: 1) }
        #expect(
            longest == [
                .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800), .seconds(1),
                .seconds(1),
            ])
        #expect(backoff.delay(round: 3, random: 0.5) == .milliseconds(200))
        #expect(backoff.delay(round: 3, random: 0) == .zero)
        #expect(backoff.delay(round: .max, random: 2) == .seconds(1))
        #expect(backoff.delay(round: 0, random: 1) == .milliseconds(100))
    }

    @Test("Endpoints take turns; whoever asks to wait is left out as long as somebody else is there")
    func rotation() throws {
        let nodes = try (1...3).map { try RPCEndpoint("ws://node\($0)") }
        var rotation = EndpointRotation(nodes, backoff: RPCBackoff(base: .seconds(1), limit: .seconds(8)))
        func next(at now: Duration) -> (host: String, delay: Duration) {
            let next = rotation.next(at: now, random: 1)
            return (next.endpoint.host, next.delay)
        }
        #expect(next(at: .zero) == ("node1", .zero))
        rotation.fail(at: .zero, retryAfter: .seconds(100))
        #expect(next(at: .zero) == ("node2", .zero))
        rotation.fail(at: .zero, retryAfter: nil)
        #expect(next(at: .zero) == ("node3", .zero))
        rotation.fail(at: .zero, retryAfter: nil)
        #expect(next(at: .zero) == ("node2", .seconds(1)))
        rotation.fail(at: .zero, retryAfter: .seconds(60))
        #expect(next(at: .zero) == ("node3", .zero))
        rotation.fail(at: .zero, retryAfter: .seconds(50))
        #expect(next(at: .seconds(10)) == ("node3", .seconds(40)))
        rotation.succeed()
        #expect(next(at: .seconds(10)) == ("node3", .zero))
    }

    @Test(
        "Reading may be repeated, everything else may not",
        arguments: [
            ("state_getStorage", true), ("chain_subscribeNewHeads", true), ("system_accountNextIndex", true),
            ("account_nextIndex", true),
            ("payment_queryInfo", true), ("neuronInfo_getNeurons", true), ("state_subscribeStorage", true),
            ("author_submitExtrinsic", false), ("author_submitAndWatchExtrinsic", false),
            ("transactionWatch_v1_submitAndWatch", false), ("transaction_v1_broadcast", false),
            ("author_rotateKeys", false), ("system_addReservedPeer", false), ("engine_createBlock", false),
            ("chainHead_v1_follow", false), ("", false), ("my_read", false),
        ])
    func repeatable(method: String, isRepeatable: Bool) {
        #expect(RepeatableMethods.substrate.contains(method) == isRepeatable)
        #expect(!RepeatableMethods.none.contains(method))
    }

    @Test("More methods can be declared, but no submission")
    func declared() {
        var methods = RepeatableMethods.substrate
        methods.insert("my_read")
        methods.insert("my_submitThing")
        #expect(methods.contains("my_read"))
        #expect(!methods.contains("my_submitThing"))
    }

    @Test(
        "Refusals for too many calls, by code or by words",
        arguments: [
            (429, "x", true), (-32999, "RPC rate limit exceeded", true), (-32005, "limit exceeded", true),
            (-32000, "429 Too Many Requests: {}", true), (-32016, "over rate limit", true),
            (-32603, "Internal error", false), (1010, "Too many requests", false), (-32000, "no", false),
        ] as [(Int64, String, Bool)])
    func refusals(code: Int64, message: String, isRefusal: Bool) {
        #expect(NodeRateLimit.isRefusal(.init(code: code, message: message)) == isRefusal)
    }

    @Test(
        "The wait that is asked for",
        arguments: [
            (["retry_after": 3], .seconds(3)), (["retryAfter": 1.5], .milliseconds(1500)),
            (["try_again_in": "250ms"], .milliseconds(250)), (["try_again_in": "2m"], .seconds(120)),
            (["try_again_in": "soon"], nil), (["retry_after": -1], nil), (["retry_after": 1e300], .seconds(3600)),
            ("later", nil), (["retry_after": "4"], .seconds(4)),
        ] as [(JSONValue, Duration?)])
    func waits(data: JSONValue, wait: Duration?) {
        #expect(NodeRateLimit.retryAfter(.init(code: 429, message: "", data: data)) == wait)
    }

    @Test(
        "Retry-After in seconds and as a date",
        arguments: [
            ("20", nil, .seconds(20)), ("-1", nil, nil), ("99999999999", nil, nil), ("4000000000", nil, .seconds(3600)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:00 GMT", .seconds(37)),
            ("Thu, 29 Feb 2024 00:00:01 GMT", "Wed, 28 Feb 2024 23:59:59 GMT", .seconds(2)),
            ("Fri, 01 Mar 2024 00:00:01 GMT", "Thu, 29 Feb 2024 23:59:59 GMT", .seconds(2)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", nil, nil), ("Sun, 06 Nov 1994 08:49:00 GMT", "nonsense", nil),
            ("Sun, 06 Nov 1994 08:49:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", nil), ("", nil, nil),
        ] as [(String, String?, Duration?)])
    func headers(header: String, date: String?, wait: Duration?) {
        #expect(NodeRateLimit.retryAfter(header: header, date: date) == wait)
    }

    @Test("Dates are counted from 1970")
    func dates() {
        #expect(HTTPDate("Thu, 01 Jan 1970 00:00:00 GMT")?.secondsSince1970 == 0)
        #expect(HTTPDate("Sun, 06 Nov 1994 08:49:37 GMT")?.secondsSince1970 == 784_111_777)
        #expect(HTTPDate("Tue, 29 Feb 2000 12:00:00 GMT")?.secondsSince1970 == 951_825_600)
        #expect(HTTPDate("Sunday, 06-Nov-94 08:49:37 GMT") == nil)
        #expect(HTTPDate("Sun, 06 Nov 1994 25:49:37 GMT") == nil)
    }
}
