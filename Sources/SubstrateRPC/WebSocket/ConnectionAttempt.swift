// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// One way from an address to an open WebSocket: name, TCP, TLS, handshake, under one time limit.
final class ConnectionAttempt: Sendable {
    private let endpoint: RPCEndpoint
    private let configuration: WebSocketConfiguration
    private let eventLoop: any EventLoop
    private let outcome = OneShot<Result<WebSocketSession, RPCError>>()
    /// The socket, once there is one, and whether the attempt has failed: it is closed when both are true.
    private let socket = Mutex<(channel: (any Channel)?, hasFailed: Bool)>((nil, false))

    init(to endpoint: RPCEndpoint, configuration: WebSocketConfiguration) {
        self.endpoint = endpoint
        self.configuration = configuration
        eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    }

    func run() async throws(RPCError) -> WebSocketSession {
        let tls = endpoint.isSecure ? try makeTLSContext() : nil
        let timer = eventLoop.scheduleTask(in: TimeAmount(configuration.connectTimeout)) { [self] in
            fail(
                RPCError(
                    .timedOut,
                    "cannot connect to \(endpoint) within \(configuration.connectTimeout); check the address and your network"
                ))
        }
        defer { timer.cancel() }
        let result = await withTaskCancellationHandler {
            connect(tls: tls)
            return await outcome.value()
        } onCancel: {
            fail(RPCError(.cancelled, "connecting to \(endpoint) was cancelled"))
        }
        return try result.get()
    }

    private func fail(_ error: RPCError) {
        guard outcome.set(.failure(error)) else { return }
        let channel = socket.withLock { socket in
            socket.hasFailed = true
            return socket.channel
        }
        channel?.close(promise: nil)
    }

    private func makeTLSContext() throws(RPCError) -> NIOSSLContext {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        tls.applicationProtocols = ["http/1.1"]
        if case .pemFile(let path) = configuration.trustRoots { tls.trustRoots = .file(path) }
        do {
            return try NIOSSLContext(configuration: tls)
        } catch {
            throw .connecting(to: endpoint, error)
        }
    }

    private func connect(tls: NIOSSLContext?) {
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: endpoint.host, port: endpoint.port)
            .whenComplete { [self] result in
                do {
                    try handshake(on: result.get(), tls: tls)
                } catch {
                    fail(.connecting(to: endpoint, error))
                }
            }
    }

    /// Runs on the channel's event loop.
    private func handshake(on channel: any Channel, tls: NIOSSLContext?) throws {
        let hasFailed = socket.withLock { socket in
            socket.channel = channel
            return socket.hasFailed
        }
        guard !hasFailed else {
            channel.close(promise: nil)
            return
        }
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            let name = endpoint.isIPAddress ? nil : endpoint.host
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
        }
        let upgrade = NIOTypedHTTPClientUpgradeConfiguration<WebSocketSession?>(
            upgradeRequestHead: HTTPRequestHead(
                version: .http1_1, method: .GET, uri: endpoint.path, headers: ["Host": endpoint.hostHeader]),
            upgraders: [upgrader()],
            notUpgradingCompletionHandler: { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RefusalReader(self))
                    return nil
                }
            })
        var http = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
        http.leftOverBytesStrategy = .forwardBytes
        try pipeline.configureUpgradableHTTPClientPipeline(configuration: http).whenComplete { [self] result in
            switch result {
            case .success(let session?):
                if !outcome.set(.success(session)) { channel.close(promise: nil) }
            // The refusal's status is on its way to the reader.
            case .success(nil): break
            case .failure(let error): fail(.connecting(to: endpoint, error))
            }
        }
    }

    private func upgrader() -> NIOTypedWebSocketClientUpgrader<WebSocketSession?> {
        NIOTypedWebSocketClientUpgrader(
            maxFrameSize: min(configuration.maxMessageSize, Int(UInt32.max)), enableAutomaticErrorHandling: false
        ) { [endpoint, configuration] channel, _ in
            channel.eventLoop.makeCompletedFuture {
                let session = WebSocketSession(endpoint: endpoint, configuration: configuration, channel: channel)
                let pipeline = channel.pipeline.syncOperations
                let meter = ArrivalMeter()
                try pipeline.addHandler(meter, position: .first)
                try pipeline.addHandler(WebSocketClientHandler(session: session, meter: meter))
                return session
            }
        }
    }

    /// Waits for the status line of a server that did not upgrade the connection.
    private final class RefusalReader: ChannelInboundHandler {
        typealias InboundIn = HTTPClientResponsePart

        private let attempt: ConnectionAttempt

        init(_ attempt: ConnectionAttempt) { self.attempt = attempt }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            if let error = RPCError.unavailable(attempt.endpoint, head) { return attempt.fail(error) }
            let answer =
                head.status == .switchingProtocols
                ? "its handshake is wrong" : "it answered HTTP \(head.status.code) \(head.status.reasonPhrase)"
            attempt.fail(.notAWebSocket(attempt.endpoint, answer))
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            attempt.fail(.connecting(to: attempt.endpoint, error))
        }

        func channelInactive(context: ChannelHandlerContext) {
            attempt.fail(.notAWebSocket(attempt.endpoint, "it closed the connection instead of a handshake"))
        }
    }
}
