// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
import Logging
import SDKTelemetry
import Tracing

/// What a program hears of an axon's requests. Never what was asked or answered.
struct AxonObserver: Sendable {
    private let logger: Logger
    private let metrics: AxonMetrics
    private let tracer = ActiveTracer()

    init(_ logger: Logger, _ metrics: AxonMetrics) {
        self.logger = logger
        self.metrics = metrics
    }

    /// Begins the span of a request, within the one of the caller's that its headers name.
    func begin(_ fields: HTTPFields) -> (any Span)? {
        tracer.begin("axon", ofKind: .server, within: tracer.context(of: fields, by: HeaderExtractor()), [:])
    }

    /// A request was answered.
    ///
    /// - Parameter route: empty where no route was found.
    func answered(_ route: String, _ status: Int, _ time: Duration, to caller: String?) {
        metrics.count(route: route, status: status, duration: time)
        logger.trace(
            "answered",
            metadata: .of([.synapse: route, .status: status, .duration: time, .hotkey: caller ?? "unproven"]))
    }

    func refused(_ refusal: CallRefusal, _ route: String) {
        metrics.count(refusal.reason)
        logger.debug(
            "refused",
            metadata: .of([
                .synapse: route, .status: refusal.status, .errorCode: refusal.reason.rawValue,
                .reason: refusal.internalText ?? refusal.message,
            ]))
    }

    func brokeOff(_ route: String, _ error: any Error) {
        logger.debug("stream broke off", metadata: .of([.synapse: route, .reason: "\(error)"]))
    }
}

/// Reads a trace's context out of a request's headers.
private struct HeaderExtractor: Extractor {
    func extract(key: String, from fields: HTTPFields) -> String? { HTTPField.Name(key).flatMap { fields[$0] } }
}
