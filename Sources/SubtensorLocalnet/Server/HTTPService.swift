// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1
import SubstrateRPC

/// Answers one plain HTTP request with a JSON-RPC message in its body, then closes.
struct HTTPService: Sendable {
    let dispatcher: CallDispatcher
    let configuration: RPCServerConfiguration

    private enum Body {
        case complete(ByteBuffer)
        case tooLarge
    }

    func serve(
        _ channel: NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>, deadline: Scheduled<Void>
    ) async {
        // However the socket fails, the exchange has ended, and nobody else is concerned.
        try? await channel.executeThenClose { inbound, outbound in
            var parts = inbound.makeAsyncIterator()
            guard case .head(let head) = try await parts.next() else { return }
            if let refusal = refusal(of: head) {
                try await Self.respond(refusal, nil, to: outbound)
                return
            }
            guard case .complete(let body) = try await readBody(&parts) else {
                try await Self.respond(.payloadTooLarge, nil, to: outbound)
                return
            }
            deadline.cancel()
            let connection = ServerConnection(
                channel: channel.channel, configuration: configuration, allowsSubscriptions: false)
            defer { connection.end() }
            let session = RPCSession(connection: connection, call: RPCSession.CallScope())
            let answer = await dispatcher.answer(to: body, session: session)
            // What a cancelled call returns is no answer.
            guard !Task.isCancelled else { return }
            try await Self.respond(answer == nil ? .noContent : .ok, answer, to: outbound)
        }
    }

    private func refusal(of head: HTTPRequestHead) -> HTTPResponseStatus? {
        guard OriginPolicy.allows(head.headers) else { return .forbidden }
        guard head.method == .POST else { return .methodNotAllowed }
        // A page may send other types across sites without asking first.
        guard head.headers.first(name: "Content-Type")?.lowercased().hasPrefix("application/json") == true else {
            return .unsupportedMediaType
        }
        return nil
    }

    private func readBody(
        _ parts: inout NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
    ) async throws -> Body {
        var body = ByteBuffer()
        while let part = try await parts.next() {
            switch part {
            case .head: break
            case .body(let piece):
                guard body.readableBytes + piece.readableBytes <= configuration.maxMessageSize else { return .tooLarge }
                body.writeImmutableBuffer(piece)
            case .end: return .complete(body)
            }
        }
        throw ChannelError.eof
    }

    private static func respond(
        _ status: HTTPResponseStatus, _ answer: JSONValue?,
        to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    ) async throws {
        let body = answer.map { ByteBuffer(bytes: $0.serialized()) } ?? ByteBuffer()
        var headers: HTTPHeaders = ["Connection": "close"]
        if status != .noContent { headers.add(name: "Content-Length", value: String(body.readableBytes)) }
        if answer != nil { headers.add(name: "Content-Type", value: "application/json") }
        try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if body.readableBytes > 0 { try await outbound.write(.body(.byteBuffer(body))) }
        try await outbound.write(.end(nil))
    }
}
