// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1
import NIOPosix

/// A small HTTP server for pages about a running program: one request a connection, and bounds for everything.
///
///     try await PageServer.with(configuration, answering: { _ in .html(page) }) { server in
///         print(server.url)
///     }
package struct PageServer: Sendable {
    package typealias Handler = @Sendable (PageRequest) -> PageResponse

    package let host: String
    /// The port that it listens on: the real one when 0 was asked for.
    package let port: Int

    /// The address for a browser.
    package var url: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/" }

    /// Serves while `body` runs, then closes every connection.
    ///
    /// - Parameter handler: called on the server's threads; must not block.
    /// - Throws: ``PageServerError`` when it cannot listen; else what `body` throws.
    package static func with<Value: Sendable>(
        _ configuration: PageServerConfiguration, answering handler: @escaping Handler,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        isolation: isolated (any Actor)? = #isolation,
        _ body: (PageServer) async throws -> Value
    ) async throws -> Value {
        let listener = try await PageListener(configuration, PageDoor(configuration, now: now), handler)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.serve() }
            defer { group.cancelAll() }
            return try await body(PageServer(host: configuration.host, port: listener.port))
        }
    }
}

/// The listening socket and what is done with each connection.
private struct PageListener: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    let port: Int
    private let channel: NIOAsyncChannel<Connection?, Never>
    private let configuration: PageServerConfiguration
    private let door: PageDoor
    private let handler: PageServer.Handler

    init(
        _ configuration: PageServerConfiguration, _ door: PageDoor, _ handler: @escaping PageServer.Handler
    ) async throws(PageServerError) {
        self.configuration = configuration
        self.door = door
        self.handler = handler
        let connections = PageConnections(limit: configuration.maxConnections)
        do {
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: configuration.host, port: configuration.port) { channel in
                    Self.accept(channel, among: connections, configuration)
                }
        } catch {
            throw PageServerError(
                .cannotListen,
                "cannot listen on \(configuration.host):\(configuration.port) (\(error)): choose another port, or 0 for a "
                    + "free one")
        }
        port = channel.channel.localAddress?.port ?? configuration.port
    }

    /// Never fails: a failing initialiser would end the listening socket with it.
    private static func accept(
        _ channel: any Channel, among connections: PageConnections, _ configuration: PageServerConfiguration
    ) -> EventLoopFuture<Connection?> {
        channel.eventLoop.makeCompletedFuture {
            guard connections.enter(channel) else {
                channel.close(promise: nil)
                return nil
            }
            let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(configuration.timeout)) {
                channel.close(promise: nil)
            }
            channel.closeFuture.whenComplete { _ in deadline.cancel() }
            do {
                try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                try channel.pipeline.syncOperations.addHandler(ErrorCloser())
                return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
            } catch {
                channel.close(promise: nil)
                return nil
            }
        }
    }

    /// Serves until the task is cancelled.
    func serve() async throws {
        do {
            try await channel.executeThenClose { incoming in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await case let connection? in incoming {
                        // However the socket fails, nobody else is concerned.
                        group.addTask { try? await exchange(connection) }
                    }
                }
            }
        } catch is CancellationError {
            return
        } catch {
            throw PageServerError(.stopped, "the server on port \(port) stopped: \(error)")
        }
    }

    private func exchange(_ connection: Connection) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var parts = inbound.makeAsyncIterator()
            guard case .head(let head) = try await parts.next() else { return }
            let refusal = door.refusal(of: head)
            // What is left is read whatever the answer: a socket that is closed with bytes unread takes its answer back.
            var size = 0
            reading: while let part = try await parts.next() {
                switch part {
                case .head: break
                case .body(let bytes):
                    size += bytes.readableBytes
                    if size > configuration.maxBodySize { break reading }
                case .end: break reading
                }
            }
            let isTooLarge = size > configuration.maxBodySize
            let response =
                isTooLarge ? PageResponse(status: 413, "the request is too large\n") : refusal ?? answer(to: head)
            try await send(response, to: outbound)
        }
    }

    private func answer(to head: HTTPRequestHead) -> PageResponse {
        guard let method = PageRequest.Method(rawValue: head.method.rawValue) else { return .notAllowed }
        return handler(PageRequest(method: method, path: PageRequest.path(of: head.uri)))
    }

    private func send(
        _ response: PageResponse, to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    ) async throws {
        let headers: HTTPHeaders = [
            "Connection": "close", "Content-Length": "\(response.body.count)", "Content-Type": response.type,
            "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": Self.policy,
        ]
        let status = HTTPResponseStatus(statusCode: response.status)
        try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: response.body))))
        try await outbound.write(.end(nil))
    }

    /// A page has its style and its script in itself, asks nobody but this server, and stands in no other page.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    /// Closes a connection whose HTTP cannot be understood; NIO has answered 400 by then.
    private final class ErrorCloser: ChannelInboundHandler {
        typealias InboundIn = NIOAny

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.fireErrorCaught(error)
            context.close(promise: nil)
        }
    }
}
