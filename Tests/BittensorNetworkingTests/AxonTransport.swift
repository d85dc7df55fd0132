// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import BittensorNetworking

/// How the requests of a test reach an axon: over a socket, or handed to what answers them, without a server.
enum AxonTransport: CaseIterable, Sendable {
    case socket, memory

    /// Sends a whole request, each over a connection of its own, and returns the answer.
    typealias Send = @Sendable (_ request: String) async throws -> RawAnswer
}

extension TestAxon {
    /// Runs an axon with the conformance classes while `body` sends requests to it.
    static func serve<Result: Sendable>(
        over transport: AxonTransport, clock: WallClock = .system,
        _ change: (inout AxonConfiguration) -> Void = { _ in },
        _ body: @Sendable (AxonTransport.Send) async throws -> Result
    ) async throws -> Result {
        switch transport {
        case .memory:
            let axon = try make(clock: clock, change)
            let responder = AxonResponder(core: axon.core, routes: axon.routes)
            return try await body { try await MemoryRequest($0).answer(of: responder) }
        case .socket:
            return try await serve(clock: clock, change) { _, port in
                try await body { request in
                    let connection = try await RawConnection(port: port)
                    await connection.send(request)
                    let answer = await connection.readAnswer()
                    await connection.close()
                    return answer
                }
            }
        }
    }
}

/// A request taken apart, for a responder without a server.
private struct MemoryRequest {
    let request: Request

    init(_ text: String) throws {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        let start = lines[0].split(separator: " ")
        var fields = HTTPFields()
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try #require(HTTPField.Name(String(pair[0])))
            fields.append(HTTPField(name: name, value: String(pair[1].drop { $0 == " " })))
        }
        let head = HTTPRequest(
            method: try #require(HTTPRequest.Method(String(start[0]))), scheme: "http", authority: "127.0.0.1",
            path: String(start[1]), headerFields: fields)
        request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: String(parts[1]))))
    }

    func answer(of responder: AxonResponder) async throws -> RawAnswer {
        let channel = NIOAsyncTestingChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: "127.0.0.1", port: 40_000)
        let source = ApplicationRequestContextSource(channel: channel, logger: Logger(label: "test"))
        let response = try await responder.respond(to: request, context: .init(source: source))
        let body = Written(isChunked: response.headers[.contentLength] == nil)
        // A server cuts the connection where a body breaks off.
        try? await response.body.write(body)
        let lines =
            ["HTTP/1.1 \(response.status.code)"] + response.headers.map { "\($0.name.rawName): \($0.value)" }
        return RawAnswer(lines.joined(separator: "\r\n") + "\r\n\r\n" + body.text)
    }

    /// What a body wrote, in chunks as a server would send them where its length is not known before.
    private final class Written: ResponseBodyWriter {
        private let isChunked: Bool
        private let bytes = Mutex<[UInt8]>([])

        init(isChunked: Bool) { self.isChunked = isChunked }

        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

        func write(_ buffer: ByteBuffer) async throws {
            let part = Array(buffer.readableBytesView)
            let head = isChunked ? Array("\(String(part.count, radix: 16))\r\n".utf8) : []
            bytes.withLock { $0 += head + part + (isChunked ? Array("\r\n".utf8) : []) }
        }

        consuming func finish(_ trailers: HTTPFields?) async throws {
            if isChunked { bytes.withLock { $0 += Array("0\r\n\r\n".utf8) } }
        }
    }
}
