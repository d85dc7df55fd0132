// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import ConformanceSynapses
import InMemoryLogging
import InMemoryTracing
import Logging
import MetricsTestKit
import SDKTelemetry
import SubstrateKeys
import SubstratePrimitives
import Synchronization
import Testing
import Tracing

@Suite("What a program hears of peers", .timeLimit(.minutes(1)))
struct PeerTests {
    /// Runs an axon and a dendrite that both are heard.
    private func withPeers(
        _ heard: Heard, attach: @Sendable (inout Axon) throws -> Void = { _ in },
        _ body: @Sendable @escaping (Dendrite, AxonTarget) async throws -> Void
    ) async throws {
        let key = try KeyPair(uri: "//WireAxon")
        var configuration = AxonConfiguration()
        (configuration.host, configuration.port) = ("127.0.0.1", 0)
        try await heard.listen {
            var axon = try Axon(hotkey: key.accountID, configuration: configuration, logger: heard.logger)
            var handlers = ConformanceHandlers()
            handlers.blocked = [try KeyPair(uri: "//WireCaller").accountID]
            try handlers.attach(to: &axon)
            try attach(&axon)
            try await axon.serve { ports in
                try await Dendrite.with(try KeyPair(uri: "//WireCaller"), logger: heard.logger) { dendrite in
                    try await body(
                        dendrite, AxonTarget(host: "127.0.0.1", port: ports.calls, hotkey: key.accountID))
                }
            }
        }
    }

    @Test("one trace from the caller's span through the request to what the handler does")
    func trace() async throws {
        let heard = Heard()
        try await withPeers(heard) { axon in
            try axon.attach(Ping.self) { message, _ in withSpan("handler's own") { _ in message } }
        } _: { dendrite, target in
            let answer = await withSpan("program's own") { _ in await dendrite.call(Ping(), target) }
            #expect(answer.message().isSuccess)
        }
        let spans = heard.tracer.finishedSpans
        func span(_ name: String) throws -> FinishedInMemorySpan {
            try #require(spans.first { $0.operationName == name }, "\(spans.map(\.operationName))")
        }
        let (program, call) = (try span("program's own"), try span("dendrite Synapse"))
        let (http, request, handler) = (try span("POST"), try span("axon Synapse"), try span("handler's own"))
        #expect(Set([program, call, http, request, handler].map(\.traceID)).count == 1)
        #expect(call.parentSpanID == program.spanID)
        #expect(http.parentSpanID == call.spanID)
        #expect(request.parentSpanID == http.spanID)
        #expect(handler.parentSpanID == request.spanID)
        #expect(call.kind == .client)
        #expect(request.kind == .server)
        #expect(request[.synapse] == .string("Synapse"))
        #expect(request[.status] == .int64(200))
        #expect(request[.hotkey] == .string(try KeyPair(uri: "//WireCaller").accountID.ss58()))
        #expect(heard.tracer.activeSpans.isEmpty)
    }

    @Test("what a stream's handler does belongs to the request")
    func stream() async throws {
        let heard = Heard()
        let own = Mutex<String?>(nil)
        try await withPeers(heard) { axon in
            try axon.attachStream(StreamSynapse.self) { _, _, writer in
                own.withLock { $0 = ServiceContext.current?.inMemorySpanContext?.spanID }
                try await writer.write("part")
            }
        } _: { dendrite, target in
            for await _ in dendrite.stream(StreamSynapse(), target) {}
        }
        let request = try #require(heard.tracer.finishedSpans.first { $0.operationName == "axon StreamSynapse" })
        #expect(own.withLock { $0 } == request.spanID)
        #expect(heard.total(.axonRequests, [.synapse: "StreamSynapse", .status: "200"]) == 1)
    }

    @Test("calls by synapse and status, refusals by reason, and who called")
    func calls() async throws {
        let heard = Heard()
        try await withPeers(heard) { dendrite, target in
            for input in [1, 2] {
                var synapse = IntSynapse()
                synapse.input = input
                #expect(await dendrite.call(synapse, target).message().isSuccess)
            }
            #expect(await dendrite.call(GateSynapse(), target).message().dendrite.statusCode == 403)
        }
        #expect(heard.total(.axonRequests, [.synapse: "IntSynapse", .status: "200"]) == 2)
        #expect(heard.total(.axonRequests, [.synapse: "GateSynapse", .status: "403"]) == 1)
        #expect(heard.total(.axonRefusals, [.reason: "blacklist"]) == 1)
        #expect(heard.count(.axonRequestSeconds, .synapse, "IntSynapse") == 2)
        let meter = try heard.metrics.expectMeter(ObservedMetric.axonConnections.rawValue)
        #expect(meter.values.max() ?? 0 >= 1)
        #expect(meter.lastValue == 0)

        let caller = try KeyPair(uri: "//WireCaller").accountID.ss58()
        let refused = try #require(heard.lines("refused").first)
        #expect(refused.level == .debug)
        #expect(refused[.errorCode] == "blacklist")
        #expect(refused[.synapse] == "GateSynapse")
        // Both peers tell of each call: the axon and the dendrite.
        let answered = heard.lines("answered").filter { $0[.synapse] == "IntSynapse" }
        #expect(answered.count == 4)
        #expect(answered.allSatisfy { $0.level == .trace && $0[.status] == "200" })
        #expect(answered.count { $0[.hotkey] == caller } == 2)
        #expect(heard.lines("not answered").first?[.status] == "403")
        let span = try #require(heard.tracer.finishedSpans.first { $0.operationName == "axon GateSynapse" })
        #expect(span.status?.code == .error)
    }

    @Test("a stranger counts under no name of his own")
    func strangers() async throws {
        let heard = Heard()
        try await withPeers(heard) { dendrite, target in
            #expect(await dendrite.call(NobodysSynapse(), target).message().dendrite.statusCode == 404)
        }
        #expect(heard.total(.axonRequests, [.synapse: "", .status: "404"]) == 1)
        #expect(!heard.metrics.counters.contains { $0.dimensions.contains { $0.1.contains("Nobody") } })
    }
}

/// Which no axon here serves.
private struct NobodysSynapse: Synapse {
    static let fields: [SynapseField<Self>] = []
}
