// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import Testing

@testable import BittensorNetworking

@Suite("Bad input", .timeLimit(.minutes(1)))
struct BadInputTests {
    private static let start: Int64 = 1_700_000_000_000_000_000

    /// Whether an honest caller is served.
    private static func honestCall(_ port: Int, nonce: Int64) async throws -> Int {
        let connection = try await RawConnection(port: port)
        await connection.send(try TestAxon.request(nonce: nonce, uuid: "honest"))
        let answer = await connection.readAnswer()
        await connection.close()
        return answer.status
    }

    @Test("Connections that never finish a head are closed, and disturb nobody")
    func slowloris() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) {
            $0.idleTimeout = .milliseconds(200)
        } _: { _, port in
            var slow: [RawConnection] = []
            for _ in 0..<100 {
                let connection = try await RawConnection(port: port)
                await connection.send("POST /IntSynapse HTTP/1.1\r\nHost: x\r\n")
                slow.append(connection)
            }
            #expect(try await Self.honestCall(port, nonce: clock.now) == 200)
            for connection in slow { #expect(await connection.readToEnd() == "") }
        }
    }

    @Test("A body that trickles is cut")
    func tricklingBody() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) {
            $0.stallTimeout = .milliseconds(100)
        } _: { axon, port in
            let connection = try await RawConnection(port: port)
            await connection.send(
                try TestAxon.request(nonce: clock.now, body: #"{"#, length: "Content-Length: 1000"))
            #expect(await connection.readToEnd() == "")
            #expect(axon.metrics.prometheusText.contains("axon_connections_cut_total 1\n"))
            #expect(try await Self.honestCall(port, nonce: clock.now) == 200)
        }
    }

    @Test(
        "Refused at the head",
        arguments: [
            ("one huge header", 400, "X-Flood: \(String(repeating: "a", count: 100_000))\r\n", nil),
            ("very many headers", 400, String(repeating: "X-Flood: a\r\n", count: 3_000), nil),
            ("a body of 100 MB", 413, "", "Content-Length: 100000000"),
            ("two lengths", 400, "Content-Length: 5\r\n", nil),
            ("a length and chunks", 400, "Transfer-Encoding: chunked\r\n", nil),
            ("a length that is none", 400, "", "Content-Length: -1"),
        ] as [(String, Int, String, String?)])
    func badHead(_ name: String, _ status: Int, _ extra: String, _ length: String?) async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) { _, port in
            let connection = try await RawConnection(port: port)
            await connection.send(try TestAxon.request(nonce: clock.now, extra: extra, length: length))
            let answer = await connection.readAnswer()
            #expect(answer.status == status, "\(name)")
            await connection.close()
            #expect(try await Self.honestCall(port, nonce: clock.now) == 200)
        }
    }

    @Test("A stranger's large body is refused before it comes")
    func strangersBody() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) { _, port in
            let connection = try await RawConnection(port: port)
            let request = try TestAxon.request(nonce: clock.now, body: "", length: "Content-Length: 50331648")
            await connection.send(request.replacing("computed_body_hash: a7", with: "computed_body_hash: b7"))
            #expect(await connection.readAnswer().status == 401)
            await connection.close()
        }
    }

    @Test(
        "Unusual ways to send a request work",
        arguments: ["in chunks", "when told to go on", "by HTTP/1.0", "in bytes"])
    func transport(_ way: String) async throws {
        let clock = ManualClock()
        let body = #"{"input": 41}"#
        let request = try TestAxon.request(nonce: clock.now, body: body)
        let answer = try await TestAxon.serve(clock: clock.wall) {
            // A busy machine takes its time for a head in single bytes.
            ($0.firstHeadTimeout, $0.idleTimeout) = (.seconds(60), .seconds(60))
        } _: { _, port in
            let connection = try await RawConnection(port: port)
            switch way {
            case "in chunks":
                let head = try TestAxon.request(
                    nonce: clock.now, body: "", length: "Transfer-Encoding: chunked")
                await connection.send(head + "3\r\n\(body.prefix(3))\r\na\r\n\(body.dropFirst(3))\r\n0\r\n\r\n")
            case "when told to go on":
                let head = try TestAxon.request(
                    nonce: clock.now, body: "", extra: "Expect: 100-continue\r\n",
                    length: "Content-Length: \(body.utf8.count)")
                await connection.send(head)
                #expect(await connection.read { $0.hasSuffix("\r\n\r\n") }.hasPrefix("HTTP/1.1 100 Continue\r\n"))
                await connection.send(body)
            case "by HTTP/1.0":
                await connection.send(request.replacing("HTTP/1.1", with: "HTTP/1.0"))
            default: for byte in request.utf8 { await connection.send([byte]) }
            }
            let answer = await connection.readAnswer()
            await connection.close()
            return answer
        }
        #expect(answer.status == 200)
        #expect(answer.body.contains(#""output":42"#))
    }

    @Test("Pipelined requests are answered in order")
    func pipelining() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) { _, port in
            let connection = try await RawConnection(port: port)
            var requests = ""
            for index in 0..<5 {
                requests += try TestAxon.request(nonce: clock.now + Int64(index), body: #"{"input": \#(index)}"#)
            }
            await connection.send(requests)
            let answers = await connection.read { $0.matches(of: #/"output":\d+/#).count == 5 }
            #expect(answers.matches(of: #/"output":(\d+)/#).map { String($0.1) } == ["1", "2", "3", "4", "5"])
            await connection.close()
        }
    }

    @Test("Who ends its half of the connection after the request still gets the answer")
    func halfClosed() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) { _, port in
            let connection = try await RawConnection(port: port)
            await connection.send(try TestAxon.request(nonce: clock.now))
            await connection.finish()
            #expect(await connection.readAnswer().status == 200)
            await connection.close()
        }
    }

    @Test("A clock that jumps lets nothing be replayed", arguments: AxonTransport.allCases)
    func clockJumps(_ transport: AxonTransport) async throws {
        let clock = ManualClock()
        try await TestAxon.serve(over: transport, clock: clock.wall) { send in
            let first = try TestAxon.request(nonce: Self.start)
            var replays: [Int] = []
            var fresh: [Int] = []
            _ = try await send(first)
            for jump in [3_600, -3_600, 0] as [Int64] {
                clock.now = Self.start + jump * 1_000_000_000
                replays.append(try await send(first).status)
                fresh.append(try await send(try TestAxon.request(nonce: clock.now + 1)).status)
            }
            #expect(replays == [401, 401, 401])
            // What was accepted in the wrong hour counts as used until the clock has passed it again.
            #expect(fresh == [200, 401, 401])
        }
    }

    @Test("A request cannot be replayed after a restart when there is a nonce file", arguments: AxonTransport.allCases)
    func restart(_ transport: AxonTransport) async throws {
        let (clock, file) = (ManualClock(), TemporaryFile())
        let request = try TestAxon.request(nonce: clock.now)
        var statuses: [Int] = []
        for _ in 0..<2 {
            statuses.append(
                try await TestAxon.serve(over: transport, clock: clock.wall) {
                    $0.nonceFile = file.path
                } _: { send in
                    try await send(request).status
                })
        }
        #expect(statuses == [200, 401])
    }

    @Test(
        "Bodies that are no synapse are refused by their kind",
        arguments: [
            ("{]", 422), ("", 500), ("[]", 500), ("null", 500), (#"{"input": "many"}"#, 500),
            (String(repeating: "[", count: 5_000), 400), ("\"\u{1}\"", 422),
            (#"{"input": 9223372036854775808}"#, 400), (#"{"input": "-9223372036854775809"}"#, 400),
            (#"{"input": 1e300}"#, 400), (#"{"input": 1.5}"#, 500),
            (#"{"input": 1, "dendrite": {"nonce": 18446744073709551616}}"#, 400),
        ], AxonTransport.allCases)
    func badBody(_ bad: (body: String, status: Int), _ transport: AxonTransport) async throws {
        let clock = ManualClock()
        try await TestAxon.serve(over: transport, clock: clock.wall) { send in
            let answer = try await send(try TestAxon.request(nonce: clock.now, body: bad.body))
            #expect(answer.status == bad.status)
        }
    }

    @Test(
        "A number in a header that has more than 64 bits is the caller's fault; what is none is an error as in Python",
        arguments: [
            ("header_size: 9223372036854775808", 400), ("bt_header_axon_port: 99999999999999999999", 400),
            ("bt_header_dendrite_version: -9223372036854775809", 400), ("header_size: 1.0", 500),
            ("timeout: soon", 500), ("header_size: 9223372036854775807", 200),
        ], AxonTransport.allCases)
    func badNumber(_ bad: (line: String, status: Int), _ transport: AxonTransport) async throws {
        let clock = ManualClock()
        try await TestAxon.serve(over: transport, clock: clock.wall) { send in
            let answer = try await send(try TestAxon.request(nonce: clock.now, extra: "\(bad.line)\r\n"))
            #expect(answer.status == bad.status)
            if bad.status == 400 { #expect(answer.body.contains("more than 64 bits")) }
        }
    }

    @Test("A caller beyond its rate is told so", arguments: AxonTransport.allCases)
    func rateLimit(_ transport: AxonTransport) async throws {
        let clock = ManualClock()
        try await TestAxon.serve(over: transport, clock: clock.wall) {
            $0.rateLimit = RateLimit(perSecond: 1, burst: 2)
        } _: { send in
            var statuses: [Int] = []
            for index in 0..<3 {
                statuses.append(try await send(try TestAxon.request(nonce: clock.now + Int64(index))).status)
            }
            #expect(statuses == [200, 200, 429])
            clock.now += 1_000_000_000
            #expect(try await send(try TestAxon.request(nonce: clock.now)).status == 200)
        }
    }
}
