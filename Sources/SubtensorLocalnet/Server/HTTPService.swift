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
            if let origin = policy.refused(head.headers) {
                dispatcher.handler.didRefuse(origin: origin)
                try await Answer(.forbidden, text: OriginPolicy.words(refusing: origin)).send(to: outbound)
                try await discardRest(&parts)
                return
            }
            let permission = OriginPolicy.permission(head.headers)
            if head.method == .OPTIONS, !permission.isEmpty {
                try await Answer(.noContent, OriginPolicy.preflightPermission(head.headers)).send(to: outbound)
                return
            }
            if let refusal = Self.refusal(of: head) {
                try await Answer(refusal, permission).send(to: outbound)
                try await discardRest(&parts)
                return
            }
            guard case .complete(let body) = try await readBody(&parts) else {
                try await Answer(.payloadTooLarge, permission).send(to: outbound)
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
            try await Answer(permission, json: answer).send(to: outbound)
        }
    }

    private var policy: OriginPolicy { OriginPolicy(allowed: configuration.allowedOrigins) }

    private static func refusal(of head: HTTPRequestHead) -> HTTPResponseStatus? {
        guard head.method == .POST else { return .methodNotAllowed }
        // A page may send other types across sites without asking first.
        guard head.headers.first(name: "Content-Type")?.lowercased().hasPrefix("application/json") == true else {
            return .unsupportedMediaType
        }
        return nil
    }

    /// Reads what is left of a refused request: a socket that is closed with bytes unread takes its answer back.
    private func discardRest(
        _ parts: inout NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
    ) async throws {
        var count = 0
        while count <= configuration.maxMessageSize, let part = try await parts.next() {
            switch part {
            case .head: break
            case .body(let piece): count += piece.readableBytes
            case .end: return
            }
        }
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
}

/// What is answered to one request, after which the connection ends.
private struct Answer {
    let status: HTTPResponseStatus
    let headers: HTTPHeaders
    let body: ByteBuffer

    init(_ status: HTTPResponseStatus, _ headers: HTTPHeaders = [:], text: String = "") {
        self.init(status, headers, ByteBuffer(string: text), "text/plain; charset=utf-8")
    }

    /// The answer to a message, or that there is none.
    init(_ headers: HTTPHeaders, json: JSONValue?) {
        self.init(
            json == nil ? .noContent : .ok, headers, ByteBuffer(bytes: json?.serialized() ?? []), "application/json")
    }

    private init(_ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: ByteBuffer, _ type: String) {
        var headers = headers
        headers.add(name: "Connection", value: "close")
        if status != .noContent { headers.add(name: "Content-Length", value: String(body.readableBytes)) }
        if body.readableBytes > 0 { headers.add(name: "Content-Type", value: type) }
        self.status = status
        self.headers = headers
        self.body = body
    }

    func send(to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>) async throws {
        try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if body.readableBytes > 0 { try await outbound.write(.body(.byteBuffer(body))) }
        try await outbound.write(.end(nil))
    }
}
