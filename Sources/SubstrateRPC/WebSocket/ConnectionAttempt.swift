// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import SubstratePrimitives
import Synchronization

/// One way from an address to an open WebSocket: name, TCP, proxy, TLS, handshake, under one time limit.
final class ConnectionAttempt: Sendable {
    private let endpoint: RPCEndpoint
    private let configuration: WebSocketConfiguration
    private let observer: RPCObserver
    private let eventLoop: any EventLoop
    private let outcome = OneShot<Result<WebSocketSession, RPCError>>()
    /// The socket, once there is one, and whether the attempt has failed: it is closed when both are true.
    private let socket = Mutex<(channel: (any Channel)?, hasFailed: Bool)>((nil, false))

    init(to endpoint: RPCEndpoint, configuration: WebSocketConfiguration, observer: RPCObserver) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.observer = observer
        eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    }

    func run() async throws(RPCError) -> WebSocketSession {
        let proxy = try configuration.proxies.proxy(for: endpoint)
        guard proxy == nil || !endpoint.isSecure || !endpoint.isIPAddress else {
            throw RPCError(
                .invalidProxy,
                "\(endpoint) cannot be told from others behind a proxy: name it by its host name, or list it in NO_PROXY"
            )
        }
        let tls = endpoint.isSecure ? try makeTLSContext() : nil
        let way = proxy.map { " through the proxy \($0)" } ?? ""
        let timer = eventLoop.scheduleTask(in: TimeAmount(configuration.connectTimeout)) { [self] in
            fail(
                RPCError(
                    .timedOut,
                    "cannot connect to \(endpoint)\(way) within \(configuration.connectTimeout.shortText); "
                        + "check the address and your network"))
        }
        defer { timer.cancel() }
        let result = await withTaskCancellationHandler {
            connect(through: proxy, tls: tls)
            return await outcome.value()
        } onCancel: {
            fail(RPCError(.cancelled, "connecting to \(endpoint) was cancelled"))
        }
        let session = try result.get()
        observer.opened(endpoint)
        return session
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
        try configuration.trustRoots.load(into: &tls)
        do {
            return try NIOSSLContext(configuration: tls)
        } catch {
            throw RPCError(
                .tlsFailure,
                "no secure connection to \(endpoint): this machine's certificate authorities cannot be read "
                    + "(\(excerpt(String(describing: error)))); install them (ca-certificates), or name a file of them by "
                    + "SSL_CERT_FILE")
        }
    }

    private func connect(through proxy: RPCProxy?, tls: NIOSSLContext?) {
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: proxy?.host ?? endpoint.host, port: proxy?.port ?? endpoint.port)
            .whenComplete { [self] result in
                let tunnel = proxy.map { ProxyTunnel($0, to: endpoint) }
                do {
                    let channel = try result.get()
                    guard keep(channel) else { return }
                    if let tunnel {
                        try open(tunnel, on: channel, tls: tls)
                    } else {
                        try handshake(on: channel, tls: tls)
                    }
                } catch {
                    fail(tunnel?.lost(error) ?? .connecting(to: endpoint, error))
                }
            }
    }

    /// Whether the socket is still wanted; else it is closed.
    private func keep(_ channel: any Channel) -> Bool {
        let hasFailed = socket.withLock { socket in
            socket.channel = channel
            return socket.hasFailed
        }
        if hasFailed { channel.close(promise: nil) }
        return !hasFailed
    }

    /// Runs on the channel's event loop.
    private func open(_ tunnel: ProxyTunnel, on channel: any Channel, tls: NIOSSLContext?) throws {
        let handler = ProxyTunnelHandler(tunnel) { [self] error in
            do {
                if let error { throw error }
                try handshake(on: channel, tls: tls, isBehindProxy: true)
            } catch {
                fail(.connecting(to: endpoint, error))
            }
        }
        try channel.pipeline.syncOperations.addHandler(handler)
        handler.begin(on: channel)
    }

    /// Runs on the channel's event loop.
    private func handshake(on channel: any Channel, tls: NIOSSLContext?, isBehindProxy: Bool = false) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            let name = endpoint.isIPAddress ? nil : endpoint.host
            let handler = try NIOSSLClientHandler(context: tls, serverHostname: name)
            try pipeline.addHandlers(handler, TLSWitness(endpoint, tls: handler, isBehindProxy: isBehindProxy))
        }
        var headers: HTTPHeaders = ["Host": endpoint.hostHeader]
        if let credentials = endpoint.credentials { headers.add(name: "Authorization", value: credentials.header) }
        let upgrade = NIOTypedHTTPClientUpgradeConfiguration<WebSocketSession?>(
            upgradeRequestHead: HTTPRequestHead(
                version: .http1_1, method: .GET, uri: endpoint.path, headers: headers),
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
        ) { [endpoint, configuration, observer] channel, _ in
            channel.eventLoop.makeCompletedFuture {
                let session = WebSocketSession(
                    endpoint: endpoint, configuration: configuration, observer: observer, channel: channel)
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
            attempt.fail(.refusedHandshake(attempt.endpoint, head))
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            attempt.fail(.connecting(to: attempt.endpoint, error))
        }

        func channelInactive(context: ChannelHandlerContext) {
            attempt.fail(.notAWebSocket(attempt.endpoint, "it closed the connection instead of a handshake"))
        }
    }
}
