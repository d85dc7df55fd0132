// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Logging
import SDKTelemetry

/// What a program hears of a dendrite's calls. Never what was asked or answered.
struct DendriteObserver: Sendable {
    private let logger: Logger
    private let tracer = ActiveTracer()

    init(_ logger: Logger) { self.logger = logger }

    /// Does one call, and tells how it ended. What it sends carries the span's context in headers of its own, which are not
    /// signed.
    func observe<Body: Synapse>(
        _ target: AxonTarget, _ call: () async -> SynapseMessage<Body>
    ) async -> SynapseMessage<Body> {
        let start = ContinuousClock.now
        let span = tracer.begin(
            "dendrite \(Body.name)", ofKind: .client,
            [.synapse: Body.name, .endpoint: target, .hotkey: target.hotkey.ss58()])
        defer { span?.end() }
        let message = await asPart(of: span) { await call() }
        let status = message.dendrite.statusCode ?? 0
        span?.note([.status: status])
        if !message.isSuccess { span?.fail(message.dendrite.statusMessage ?? "") }
        let level: Logger.Level = message.isSuccess ? .trace : .debug
        logger.log(
            level: level, message.isSuccess ? "answered" : "not answered",
            metadata: .of([
                .synapse: Body.name, .endpoint: target, .hotkey: target.hotkey.ss58(), .status: status,
                .duration: start.duration(to: .now), .reason: message.dendrite.statusMessage ?? "",
            ]))
        return message
    }
}
