import BittensorNetworking
import ConformanceSynapses
import SubstrateKeys
import SubstratePrimitives
import Testing

@Suite("Outcomes of calls", .timeLimit(.minutes(1)))
struct DendriteOutcomeTests {
    private static let good = #"{"output": 2, "axon": {"status_code": 200, "status_message": "Success"}}"#

    private static func http(
        _ body: String, status: String = "200 OK", type: String? = "application/json", extra: String = "",
        length: Int? = nil
    ) -> [UInt8] {
        let typeLine = type.map { "Content-Type: \($0)\r\n" } ?? ""
        let head = "HTTP/1.1 \(status)\r\n\(typeLine)\(extra)Content-Length: \(length ?? body.utf8.count)\r\n\r\n"
        return [UInt8]((head + body).utf8)
    }

    /// What a server did in the recorded cases.
    private static let answers: [String: ([UInt8], StubServer.Ending)] = [
        "Good": (
            http(good, extra: "bt_header_axon_status_code: 200\r\nbt_header_axon_status_message: Success\r\n"),
            .keepOpen
        ),
        "GoodNoSdkHeaders": (http(good), .keepOpen),
        "InvalidJson": (http("{]"), .keepOpen),
        "HtmlPage": (http("<html>", type: "text/html"), .keepOpen),
        "NoContentType": (http(good, type: nil), .keepOpen),
        "EmptyBody": (http(""), .keepOpen),
        "JsonNull": (http("null"), .keepOpen),
        "JsonArray": (http("[1]"), .keepOpen),
        "WrongFieldType": (http(#"{"output": "many"}"#), .keepOpen),
        "MissingField": (http(#"{"axon": {"status_code": 200, "status_message": "Success"}}"#), .keepOpen),
        "ExtraField": (
            http(#"{"output": 2, "more": 1, "axon": {"status_code": 200, "status_message": "Success"}}"#), .keepOpen
        ),
        "Status500Json": (
            http(
                #"{"message": "Internal Server Error #1"}"#, status: "500 X",
                extra: "bt_header_axon_status_code: 500\r\nbt_header_axon_status_message: Internal Server Error #1\r\n"),
            .keepOpen
        ),
        "Status500JsonNoHeaders": (http(#"{"message": "boom"}"#, status: "500 X"), .keepOpen),
        "Status503Text": (http("down", status: "503 X", type: "text/plain"), .keepOpen),
        "Status422Detail": (http(#"{"detail": []}"#, status: "422 X"), .keepOpen),
        "Status404Html": (http("<html>", status: "404 X", type: "text/html"), .keepOpen),
        "Status200ButHeaderSays401": (
            http(good, extra: "bt_header_axon_status_code: 401\r\nbt_header_axon_status_message: nope\r\n"), .keepOpen
        ),
        "BadStatusHeader": (http(good, extra: "bt_header_axon_status_code: many\r\n"), .keepOpen),
        "HijackDendriteHeaders": (
            http(good, extra: "bt_header_dendrite_hotkey: 5Evil\r\nbt_header_axon_hotkey: 5Evil\r\n"), .keepOpen
        ),
        "NeverAnswers": ([], .keepOpen),
        "HeadThenStalls": (http("", length: 500), .keepOpen),
        "ClosesAtOnce": ([], .close),
        "CutBody": (http(#"{"output": 2,"#, length: 500), .close),
        "CutChunked": (
            [UInt8](
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":"
                    .utf8),
            .close
        ),
        "GarbageReply": ([0, 1, 2] + [UInt8](" not http at all\r\n\r\n".utf8), .close),
        "HugeHeader": (http(good, extra: "X-Huge: \(String(repeating: "a", count: 9_000))\r\n"), .keepOpen),
        "NanInBody": (
            http(#"{"output": 2, "x": NaN, "axon": {"status_code": 200, "status_message": "Success"}}"#), .keepOpen
        ),
    ]

    private static let recorded = SynapseVectors.cases("dendrite_outcomes", "rows")
        .filter { answers[$0.description] != nil }

    @Test("A call ends with the recorded status and words", arguments: recorded)
    func outcome(_ vector: VectorCase) async throws {
        let answer = try #require(Self.answers[vector.description])
        let status = try Int(json: vector["status_code"] ?? .null)
        let message = try await StubServer.serve({ _ in answer }) { port in
            try await Self.call(port, timeout: status == 408 ? .milliseconds(300) : .seconds(12))
        }
        #expect(message.dendrite.statusCode == status)
        #expect(message.output == (try Int?(json: vector["output"] ?? .null)))
        #expect(message.dendrite.hotkey == (try TestAxon.caller.get().accountID.ss58()))
        #expect(message.axon.hotkey == (try TestAxon.key.get().accountID.ss58()))
        // The words up to where Python's libraries speak.
        let words = vector["status_message"]?.text?.replacing("1.5 seconds", with: "0.3 seconds")
        let stem = words.map { $0.split(separator: ":").first.map { String($0) } ?? $0 }
        #expect(message.dendrite.statusMessage.map { $0.hasPrefix(stem ?? "-") } ?? (stem == nil))
    }

    @Test("Nobody listens: 503 and where")
    func refused() async throws {
        let port = try await StubServer.serve({ _ in ([], .close) }) { $0 }
        let message = try await Self.call(port, timeout: .seconds(12))
        #expect(message.dendrite.statusCode == 503)
        #expect(message.dendrite.statusMessage == "Service unavailable at 127.0.0.1:\(port)/IntSynapse")
    }

    @Test("The results of many targets are in their order, and dead ones are left alone")
    func order() async throws {
        try await TestAxon.serve { _, port in
            let good = try TestAxon.target(port)
            let dead = AxonTarget(host: "127.0.0.1", port: 1, hotkey: good.hotkey)
            var configuration = DendriteConfiguration()
            configuration.deadTargets = DeadTargetPolicy(failures: 1)
            try await Dendrite.with(try TestAxon.caller.get(), configuration: configuration) { dendrite in
                let targets = (0..<40).map { $0 % 3 == 0 ? dead : good }
                let first = await dendrite.call(IntSynapse(), targets)
                #expect(first.map { $0.message().isSuccess } == targets.map { $0 == good })
                let second = await dendrite.call(IntSynapse(), dead).message()
                #expect(second.dendrite.statusMessage?.contains("left alone") == true)
            }
        }
    }

    @Test("A cancelled call ends soon, with the status 499")
    func cancellation() async throws {
        try await StubServer.serve({ _ in ([], .keepOpen) }) { port in
            let call = Task { try await Self.call(port, timeout: .seconds(600)) }
            call.cancel()
            let message = try await call.value
            #expect(message.dendrite.statusCode == 499)
        }
    }

    private static func call(_ port: Int, timeout: Duration) async throws -> SynapseMessage<IntSynapse> {
        let target = try TestAxon.target(port)
        return try await Dendrite.with(try TestAxon.caller.get()) { dendrite in
            await dendrite.call(IntSynapse(), target, timeout: timeout).message()
        }
    }
}
