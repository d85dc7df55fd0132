// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import NIOCore

extension Axon {
    /// Answers a synapse.
    ///
    /// - Parameters:
    ///   - share: How many calls of this handler run and wait; without it the handler shares the axon's.
    ///   - blacklist: Judges a proven caller: 403 and its reason for a refused one.
    ///   - priority: The larger, the sooner the call gets a place when there are more calls than places. 0 without it.
    ///   - verify: A further check of a proven caller: what it throws refuses the caller with 401. (In Python it
    ///     replaces the check of the signature.)
    ///   - handler: Makes the answer out of the request; nil, like an error, is answered by 500 without a text. The
    ///     message's `dendrite` is the proven caller. Set `axon.statusCode` for another status than 200.
    public mutating func attach<Body: Synapse>(
        _ type: Body.Type = Body.self, share: HandlerShare? = nil,
        blacklist: (@Sendable (Caller) async throws -> BlacklistVerdict)? = nil,
        priority: (@Sendable (Caller) async throws -> Double)? = nil,
        verify: (@Sendable (Caller) async throws -> Void)? = nil,
        handler: @escaping @Sendable (SynapseMessage<Body>, Caller) async throws -> SynapseMessage<Body>?
    ) throws(NetworkingError) {
        try Self.check(Body.self)
        let gate = share.map(PriorityGate.init) ?? core.gate
        try add(
            Route(name: Body.name, gate: gate, blacklist: blacklist, priority: priority, verify: verify) {
                body, exchange in
                let message = try exchange.message(Body.self, body)
                try await exchange.enter(gate)
                defer { gate.leave() }
                // The answer is written where the handler runs: it may be long.
                let response = try await exchange.run(in: gate) {
                    guard let answer = try await handler(message, exchange.caller) else {
                        throw CallRefusal.failed("the handler of \(Body.name) returned nothing")
                    }
                    return try exchange.response(to: answer)
                }
                exchange.count(response, Body.name)
                return response
            })
    }

    /// Answers a synapse in parts.
    ///
    /// The parameters are those of ``attach(_:share:blacklist:priority:verify:handler:)``. The handler writes the parts;
    /// what it throws breaks the answer off, so that the caller notices.
    public mutating func attachStream<Body: StreamingSynapse>(
        _ type: Body.Type = Body.self, share: HandlerShare? = nil,
        blacklist: (@Sendable (Caller) async throws -> BlacklistVerdict)? = nil,
        priority: (@Sendable (Caller) async throws -> Double)? = nil,
        verify: (@Sendable (Caller) async throws -> Void)? = nil,
        handler: @escaping @Sendable (SynapseMessage<Body>, Caller, PartWriter) async throws -> Void
    ) throws(NetworkingError) {
        try Self.check(Body.self)
        let gate = share.map(PriorityGate.init) ?? core.gate
        try add(
            Route(name: Body.name, gate: gate, blacklist: blacklist, priority: priority, verify: verify) {
                body, exchange in
                let message = try exchange.message(Body.self, body)
                try await exchange.enter(gate)
                // The answer is written after this closure has returned: the place goes back with the answer.
                let place = GatePlace(gate)
                return try exchange.streamingResponse(to: message, in: place) { writer in
                    try await handler(message, exchange.caller, writer)
                }
            })
    }

    private static func check<Body: Synapse>(_ type: Body.Type) throws(NetworkingError) {
        for field in Body.fields where HTTPField.Name(field.name) == nil {
            throw NetworkingError(.invalidConfiguration, "the field '\(field.name)' of \(Body.name) is no header name")
        }
        guard Set(Body.fields.map(\.name)).count == Body.fields.count else {
            throw NetworkingError(.invalidConfiguration, "\(Body.name) has two fields of the same name")
        }
        _ = try SynapseMessage(Body()).hashedTexts()
    }
}

/// Sends the parts of a streamed answer.
public struct PartWriter: Sendable {
    let send: @Sendable (ByteBuffer) async throws -> Void

    /// Sends a part and waits until there is room for the next. Throws when the caller is gone or does not read.
    public func write(_ part: some Collection<UInt8>) async throws { try await send(ByteBuffer(bytes: part)) }

    /// Sends a part.
    public func write(_ part: String) async throws { try await send(ByteBuffer(string: part)) }
}
