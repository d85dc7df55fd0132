// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Logging
import SDKTelemetry
import SubstratePrimitives

/// What a program hears of one client: its log, its metrics, its spans. Never what was asked or answered.
struct RPCObserver: Sendable {
    let logger: Logger
    private let metrics = RPCMetrics()
    private let tracer = ActiveTracer()

    init(_ logger: Logger = .silent) { self.logger = logger }

    // MARK: Requests

    /// Does what a caller asked for, and tells how long it took and how it ended.
    ///
    /// - Parameters:
    ///   - level: at which an answer is told.
    ///   - endpoint: who was asked, as far as that is known when it has ended.
    func observe<Value: Sendable>(
        _ method: String, at level: Logger.Level = .trace, on endpoint: () -> RPCEndpoint?,
        _ body: () async throws(RPCError) -> Value
    ) async throws(RPCError) -> Value {
        let start = ContinuousClock.now
        let span = tracer.begin(method, ofKind: .client, [.rpcMethod: method])
        defer { span?.end() }
        func end(_ error: RPCError? = nil) {
            let time = start.duration(to: .now)
            metrics.count(method, time, error)
            if let span { span.note([.endpoint: Self.name(endpoint())]) }
            guard let error else {
                return logger.log(
                    level: level, "answered",
                    metadata: .of([.rpcMethod: method, .endpoint: Self.name(endpoint()), .duration: time]))
            }
            span?.note([.errorCode: error.code])
            span?.fail(error.reason)
            logger.debug(
                "not answered",
                metadata: .of([
                    .rpcMethod: method, .endpoint: Self.name(endpoint()), .duration: time, .errorCode: error.code,
                    .reason: error.reason,
                ]))
        }
        do throws(RPCError) {
            let value = try await body()
            end()
            return value
        } catch {
            end(error)
            throw error
        }
    }

    func repeats(_ method: String, after error: RPCError) {
        logger.debug("asked again", metadata: .of([.rpcMethod: method, .reason: error.reason]))
    }

    func takesOver(_ method: String, _ endpoint: RPCEndpoint) {
        logger.debug("subscription taken over", metadata: .of([.rpcMethod: method, .endpoint: endpoint]))
    }

    // MARK: Connections

    func opened(_ endpoint: RPCEndpoint) {
        metrics.connectionOpened()
        logger.debug("connected", metadata: .of([.endpoint: endpoint]))
    }

    /// - Parameter error: why it ended, by whose will ever.
    func ended(_ endpoint: RPCEndpoint, _ error: RPCError) {
        logger.debug("connection ended", metadata: .of([.endpoint: endpoint, .reason: error.reason]))
    }

    func sent(_ bytes: Int) { metrics.sent(bytes) }
    func received(_ bytes: Int) { metrics.received(bytes) }

    /// - Parameter previous: the state before, if there was one.
    func changed(to state: RPCConnectionState, from previous: RPCConnectionState?) {
        switch state {
        // The first connection has been told.
        case .connected where previous == nil: break
        case .connected(let endpoint): logger.info("connected again", metadata: .of([.endpoint: endpoint]))
        case .failedOver(_, let endpoint):
            logger.info("connected to another node", metadata: .of([.endpoint: endpoint]))
        case .reconnecting(let endpoint, let attempt, let delay, let reason):
            if case .connected? = previous { metrics.connectionLost() }
            if case .failedOver? = previous { metrics.connectionLost() }
            logger.info(
                "connecting again",
                metadata: .of([.endpoint: endpoint, .attempt: attempt, .delay: delay, .reason: reason]))
        case .ended: break
        }
    }

    /// Nothing works any more.
    func gaveUp(_ error: RPCError) {
        guard error.code != .closed, error.code != .cancelled else { return }
        logger.warning("no connection any more", metadata: .of([.errorCode: error.code, .reason: error.reason]))
    }

    private static func name(_ endpoint: RPCEndpoint?) -> String { endpoint?.description ?? "none" }
}
