// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import Tracing

/// The tracer that the program had chosen when this was made; without one, no span is begun and nothing is spent.
package struct ActiveTracer: Sendable {
    private let tracer: (any Tracer)?

    package init() {
        let chosen = InstrumentationSystem.tracer
        tracer = chosen is NoOpTracer ? nil : chosen
    }

    /// Begins a span within the current one, or within `context`. Whoever begins it ends it.
    package func begin(
        _ name: @autoclosure () -> String, ofKind kind: SpanKind, within context: ServiceContext? = nil,
        _ values: @autoclosure () -> ObservedValues
    ) -> (any Span)? {
        guard let tracer else { return nil }
        let span = tracer.startAnySpan(name(), context: context ?? .current ?? .topLevel, ofKind: kind)
        span.attributes.merge(.of(values()))
        return span
    }

    /// The context that came with a message; nil without a tracer.
    package func context<Extract: Extractor>(
        of message: @autoclosure () -> Extract.Carrier, by extractor: Extract
    ) -> ServiceContext? {
        guard let tracer else { return nil }
        var context = ServiceContext.topLevel
        tracer.extract(message(), into: &context, using: extractor)
        return context
    }
}

extension Span {
    package func note(_ values: ObservedValues) { attributes.merge(.of(values)) }

    /// The operation came to nothing, for this reason.
    package func fail(_ reason: String) { setStatus(SpanStatus(code: .error, message: reason)) }
}

/// Does something that belongs to a span: spans that are begun meanwhile are parts of it.
package func asPart<Result>(
    of span: (any Span)?, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
) async rethrows -> Result {
    guard let span else { return try await body() }
    return try await ServiceContext.withValue(span.context, isolation: isolation, operation: body)
}
