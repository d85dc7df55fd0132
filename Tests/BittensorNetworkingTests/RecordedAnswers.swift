// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a server did in the recorded cases of `dendrite_outcomes`.
enum RecordedAnswers {
    typealias Answer = @Sendable (_ requestLine: String) -> ([UInt8], StubServer.Ending)

    private static let good = #"{"output": 2, "axon": {"status_code": 200, "status_message": "Success"}}"#
    private static let success = "bt_header_axon_status_code: 200\r\nbt_header_axon_status_message: Success\r\n"

    static func of(_ name: String) -> Answer? {
        if let content = contents[name] { return { _ in content } }
        switch name {
        case "Redirect":
            return { line in
                line.contains("/Moved") ? (http(good, extra: success), .keepOpen) : (moved(to: "/Moved"), .keepOpen)
            }
        case "RedirectLoop": return { _ in (moved(to: "/IntSynapse"), .keepOpen) }
        case "AllZeroAddress", "TimeoutZero": return { _ in (http(good, extra: success), .keepOpen) }
        default: return nil
        }
    }

    private static func moved(to path: String) -> [UInt8] {
        [UInt8]("HTTP/1.1 307 Temporary Redirect\r\nLocation: \(path)\r\nContent-Length: 0\r\n\r\n".utf8)
    }

    private static func http(
        _ body: String, status: String = "200 OK", type: String? = "application/json", extra: String = "",
        length: Int? = nil
    ) -> [UInt8] {
        http(Array(body.utf8), status: status, type: type, extra: extra, length: length)
    }

    private static func http(
        _ body: [UInt8], status: String = "200 OK", type: String? = "application/json", extra: String = "",
        length: Int? = nil
    ) -> [UInt8] {
        let typeLine = type.map { "Content-Type: \($0)\r\n" } ?? ""
        let head = "HTTP/1.1 \(status)\r\n\(typeLine)\(extra)Content-Length: \(length ?? body.count)\r\n\r\n"
        return [UInt8](head.utf8) + body
    }

    private static let contents: [String: ([UInt8], StubServer.Ending)] = [
        "Good": (http(good, extra: success), .keepOpen),
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
        "Drip": (http("", length: 1_000_000), .drip),
        "ClosesAtOnce": ([], .close),
        "ResetsAtOnce": ([], .reset),
        "CutBody": (http(#"{"output": 2,"#, length: 500), .close),
        "CutChunked": (
            [UInt8](
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":"
                    .utf8),
            .close
        ),
        "GarbageReply": ([0, 1, 2] + [UInt8](" not http at all\r\n\r\n".utf8), .close),
        "Gzip": (http(stored(good), extra: "Content-Encoding: gzip\r\n\(success)"), .keepOpen),
        "HugeHeader": (http(good, extra: "X-Huge: \(String(repeating: "a", count: 9_000))\r\n"), .keepOpen),
        "HugeBody": (
            http(#"{"blob": "\#(String(repeating: "x", count: 8 << 20))"}"#, extra: success), .keepOpen
        ),
        "NanInBody": (
            http(#"{"output": 2, "x": NaN, "axon": {"status_code": 200, "status_message": "Success"}}"#), .keepOpen
        ),
    ]

    /// A gzip file (RFC 1952) of one block that is not compressed.
    private static func stored(_ text: String) -> [UInt8] {
        let content = Array(text.utf8)
        func littleEndian(_ number: UInt32, _ count: UInt32) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let length = UInt32(content.count)
        var register = UInt32.max
        for byte in content {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = (register >> 1) ^ (register & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        let checksum = ~register
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
        file += littleEndian(length, 2)
        file += littleEndian(~length, 2)
        file += content
        file += littleEndian(checksum, 4)
        file += littleEndian(length, 4)
        return file
    }
}
