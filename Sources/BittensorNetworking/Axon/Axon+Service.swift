// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
public import ServiceLifecycle

extension Axon: Service {
    /// Where a running axon can be reached.
    public struct Ports: Hashable, Sendable {
        /// The port for calls.
        public let calls: Int
        /// The port for metrics, if there is one.
        public let metrics: Int?
    }

    /// Serves until the task is cancelled or a graceful shutdown begins; then calls at work are finished first.
    public func run() async throws { try await run { _ in } }

    /// Serves; `onListening` runs once both ports are open.
    public func run(onListening: @escaping @Sendable (Ports) async -> Void) async throws {
        if configuration.metricsPort == nil {
            try await application { await onListening(Ports(calls: $0, metrics: nil)) }.run()
            return
        }
        let (metricsPorts, continuation) = AsyncStream.makeStream(of: Int.self)
        var application = try application { port in
            for await metricsPort in metricsPorts { await onListening(Ports(calls: port, metrics: metricsPort)) }
        }
        application.addServices(
            metricsApplication { port in
                continuation.yield(port)
                continuation.finish()
            })
        try await application.run()
    }

    /// Serves while `body` runs, then shuts down gracefully.
    public func serve<Result: Sendable>(_ body: @Sendable (Ports) async throws -> Result) async throws -> Result {
        let (stream, continuation) = AsyncStream.makeStream(of: Ports.self)
        let service = AxonRun(axon: self, ports: continuation)
        var settings = ServiceGroupConfiguration(services: [service], logger: logger)
        settings.maximumGracefulShutdownDuration = .seconds(30)
        let group = ServiceGroup(configuration: settings)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            for await ports in stream {
                let result: Result
                do {
                    result = try await body(ports)
                } catch {
                    await group.triggerGracefulShutdown()
                    try? await tasks.waitForAll()
                    throw error
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return result
            }
            try await tasks.waitForAll()
            throw CancellationError()
        }
    }

    private func application(
        onListening: @escaping @Sendable (Int) async -> Void
    ) throws -> Application<AxonResponder> {
        let (configuration, core) = (configuration, core)
        if core.connectionLimit < configuration.connections {
            logger.warning(
                """
                this process may open \(DescriptorLimit.current) files: at most \(core.connectionLimit) connections are \
                kept, not \(configuration.connections) (raise it with ulimit -n)
                """)
        }
        let http1 = HTTPServerBuilder { connection($0) }
        let server = try configuration.tls.map { try HTTPServerBuilder.tls(http1, tlsConfiguration: $0) } ?? http1
        return Application(
            responder: AxonResponder(core: core, routes: routes), server: server,
            configuration: .init(address: .hostname(configuration.host, port: configuration.port), backlog: 4096),
            onServerRunning: { server in
                try? await server.setOption(.maxMessagesPerRead, value: AcceptPacer.atOnce).get()
                try? await server.eventLoop.submit {
                    try server.pipeline.syncOperations.addHandler(AcceptPacer(), position: .first)
                }.get()
                await onListening(server.localAddress?.port ?? 0)
            }, logger: logger)
    }

    /// How a connection is set up and served, over whatever channel.
    func connection(_ responder: @escaping HTTPChannelHandler.Responder) -> EventLoopChannel<HTTP1Channel> {
        let (configuration, core) = (configuration, core)
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                ConnectionGuard(
                    limits: .init(
                        firstHead: .nanoseconds(configuration.firstHeadTimeout.nanoseconds),
                        stall: .nanoseconds(configuration.stallTimeout.nanoseconds), slowest: configuration.slowestBody),
                    connections: core.connections)
            ],
            idleTimeout: .nanoseconds(configuration.idleTimeout.nanoseconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: configuration.longestHeaders, maxHeaderListSize: configuration.longestHeaders,
                maxHeaderFieldCount: configuration.mostHeaders))
        return EventLoopChannel(
            base: HTTP1Channel(responder: responder, configuration: channel),
            mostOwedAnswers: configuration.requestsAhead)
    }

    private func metricsApplication(onListening: @escaping @Sendable (Int) async -> Void) -> some Service {
        let router = Router()
        let metrics = metrics
        router.get("metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.prometheusText)))
        }
        return Application(
            router: router,
            configuration: .init(
                address: .hostname(configuration.metricsHost, port: configuration.metricsPort ?? 0)),
            onServerRunning: { await onListening($0.localAddress?.port ?? 0) }, logger: logger)
    }
}

/// An axon that tells its ports.
private struct AxonRun: Service {
    let axon: Axon
    let ports: AsyncStream<Axon.Ports>.Continuation

    func run() async throws { try await axon.run { ports.yield($0) } }
}
