// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import NIOCore
import Tracing

/// One request of a proven caller on its way through a route.
struct Exchange: Sendable {
    let core: AxonCore
    let headers: SynapseHeaders
    let caller: Caller
    let priority: Double
    let start: ContinuousClock.Instant

    /// The message of a body, with the proven caller in it; throws a refusal unless the body hash fits.
    func message<Body: Synapse>(_ type: Body.Type, _ body: PythonJSON) throws -> SynapseMessage<Body> {
        do {
            var message = try SynapseMessage<Body>(body: body)
            let hash = try message.bodyHash()
            guard
                hash == headers.computedBodyHash ?? ""
                    || Body.requiredHashFields.isEmpty && headers.computedBodyHash == nil
            else { throw CallRefusal.failed("body hash mismatch", reason: .bodyHash) }
            message.timeout = headers.timeout ?? message.timeout
            message.dendrite = headers.dendrite
            message.dendrite.statusCode = nil
            message.dendrite.statusMessage = nil
            message.axon = TerminalInfo(ip: headers.axon.ip, port: headers.axon.port, hotkey: headers.axon.hotkey)
            message.computedBodyHash = hash
            return message
        } catch let error as NetworkingError {
            throw CallRefusal.unreadable(error, reason: .shape)
        }
    }

    /// Waits for a place.
    func enter(_ gate: PriorityGate) async throws(CallRefusal) {
        var limit = gate.share.longestWait
        if let timeout = headers.timeout, timeout > 0, timeout < limit.inSeconds { limit = .seconds(timeout) }
        switch await gate.enter(priority: priority, limit: limit) {
        case .admitted: break
        case .full: throw .busy("The axon is busy: try again later")
        case .timedOut, .cancelled: throw .timedOut(after: headers.timeout, reason: .waitTimeout)
        }
    }

    /// Runs a handler within its time.
    func run<Result: Sendable>(
        in gate: PriorityGate, _ handler: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        do {
            guard let deadlines = core.handlerDeadlines else { return try await elsewhere(handler) }
            return try await deadlines.run(gate.abandoned, handler)
        } catch let exceeded as FunctionDeadlines.Exceeded {
            throw CallRefusal.timedOut(after: exceeded.limit.inSeconds, reason: .handlerTimeout)
        } catch let refusal as CallRefusal {
            throw refusal
        } catch let status as HandlerStatus {
            guard 400...599 ~= status.code else {
                throw CallRefusal.failed("the handler threw the status \(status.code), which is no error")
            }
            throw CallRefusal.detail(status.code, status.detail, .handler)
        } catch {
            throw CallRefusal.failed("the handler threw: \(error)")
        }
    }

    /// The answer with the whole synapse.
    func response<Body: Synapse>(to message: SynapseMessage<Body>) throws -> Response {
        var message = message
        let status = message.axon.statusCode ?? 200
        guard 200...599 ~= status else { throw CallRefusal.failed("a handler set the status \(status)") }
        message.axon.statusCode = status
        if status == 200, message.axon.statusMessage?.isEmpty ?? true { message.axon.statusMessage = "Success" }
        message.axon.processTime = start.duration(to: .now).inSeconds
        // What a handler says about the caller does not travel back.
        message.dendrite = headers.dendrite
        message.sizes = MessageSizes(header: headers.headerSize, total: headers.totalSize)
        do {
            message.computedBodyHash = try message.bodyHash()
        } catch {
            throw CallRefusal.failed(error.reason)
        }
        let body = message.writtenBody(.compact)
        guard !body.hasNonFiniteNumber else {
            throw CallRefusal.failed("a NaN or an infinity in \(Body.name), which an answer cannot carry")
        }
        var fields = AnswerHeaders.fields(message.headers())
        fields[.contentType] = "application/json"
        let hasBody = status != 204 && status != 304
        return Response(
            status: .init(code: status), headers: fields,
            body: hasBody ? try Self.body(body.bytes, core.answers) : .init())
    }

    /// Bytes of an answer that does not count: a connection's buffers hold it.
    private static let shortAnswer = 64 << 10

    private static func body(_ bytes: [UInt8], _ budget: ByteBudget) throws -> ResponseBody {
        let buffer = ByteBuffer(bytes: bytes)
        guard bytes.count > shortAnswer else { return ResponseBody(byteBuffer: buffer) }
        guard let share = HeldBytes(bytes.count, of: budget) else {
            throw CallRefusal.busy("The axon is busy with other answers: try again later")
        }
        return ResponseBody(contentLength: bytes.count) { writer in
            try await writer.write(buffer)
            // The end is taken when most of the rest has gone.
            try await writer.finish(nil)
            withExtendedLifetime(share) {}
        }
    }

    func count(_ response: Response, _ name: String) {
        core.observer.answered(name, response.status.code, start.duration(to: .now), to: caller.address)
    }

    /// The answer that `handler` writes part by part.
    func streamingResponse<Body: Synapse>(
        to message: SynapseMessage<Body>, in place: GatePlace,
        _ handler: @escaping @Sendable (PartWriter) async throws -> Void
    ) throws -> Response {
        var message = message
        message.axon.statusCode = 200
        message.axon.statusMessage = "Success"
        message.axon.processTime = start.duration(to: .now).inSeconds
        message.sizes = MessageSizes(header: headers.headerSize, total: headers.totalSize)
        var fields = AnswerHeaders.fields(message.headers())
        fields[.contentType] = "text/event-stream"
        let (core, start, caller) = (core, start, caller)
        // The answer is written after the request's span has ended; what the handler does belongs to it all the same.
        let context = ServiceContext.current
        return Response(
            status: .ok, headers: fields,
            body: ResponseBody { writer in
                let (parts, stream) = HandOver<ByteBuffer>.make()
                defer {
                    core.observer.answered(Body.name, 200, start.duration(to: .now), to: caller.address)
                    withExtendedLifetime(place) {}
                }
                do {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            defer { parts.finish() }
                            try await ServiceContext.withValue(context) {
                                try await self.run(in: place.gate) {
                                    try await handler(PartWriter { try await parts.send($0) })
                                }
                            }
                        }
                        for await part in stream {
                            do {
                                try await writer.write(part)
                                parts.taken()
                            } catch {
                                parts.finish()
                                throw error
                            }
                        }
                        try await group.waitForAll()
                    }
                } catch {
                    core.observer.brokeOff(Body.name, error)
                    throw error
                }
                try await writer.finish(nil)
            })
    }
}
