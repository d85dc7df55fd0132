// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The parts of a streamed answer, and at the end the outcome. Nothing is sent before the first part is asked for.
public struct SynapseStream<Body: StreamingSynapse>: AsyncSequence, Sendable {
    public enum Element: Sendable {
        /// The next bytes, as they came.
        case part([UInt8])
        /// The last element: the synapse that the parts made, or what went wrong.
        case finished(Result<SynapseMessage<Body>, CallFailure<Body>>)
    }

    let start: @Sendable (HandOver<Element>) -> Task<Void, Never>

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(start: start) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let start: @Sendable (HandOver<Element>) -> Task<Void, Never>
        private var call: RunningCall?

        fileprivate init(start: @escaping @Sendable (HandOver<Element>) -> Task<Void, Never>) { self.start = start }

        public mutating func next() async -> Element? {
            if let call {
                call.handOver.taken()
            } else {
                call = RunningCall(start)
            }
            return await call?.elements.next()
        }
    }

    /// The call behind an iterator: it ends with it.
    private final class RunningCall {
        let handOver: HandOver<Element>
        var elements: AsyncStream<Element>.AsyncIterator
        private let task: Task<Void, Never>

        init(_ start: (HandOver<Element>) -> Task<Void, Never>) {
            let (handOver, stream) = HandOver<Element>.make()
            self.handOver = handOver
            elements = stream.makeAsyncIterator()
            task = start(handOver)
        }

        deinit {
            task.cancel()
            handOver.finish()
        }
    }
}

extension Dendrite {
    /// Calls one axon for an answer in parts. The time is that of the whole answer; zero is no limit.
    public func stream<Body: StreamingSynapse>(
        _ synapse: Body, _ target: AxonTarget, timeout: Duration = .seconds(12)
    ) -> SynapseStream<Body> {
        SynapseStream { handOver in
            // The iterator owns this task: it cancels it when it goes.
            Task {
                let message = await self.observer.observe(target) {
                    await self.run(synapse, target, timeout) { try await handOver.send(.part($0)) }
                }
                try? await handOver.send(.finished(message.result))
                handOver.finish()
            }
        }
    }

    private func run<Body: StreamingSynapse>(
        _ synapse: Body, _ target: AxonTarget, _ timeout: Duration,
        _ send: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async -> SynapseMessage<Body> {
        let start = ContinuousClock.now
        var message = SynapseMessage(synapse, timeout: timeout.inSeconds)
        let identity = identities.take(for: target.hotkey)
        defer { identities.giveBack(identity.index, for: target.hotkey) }
        do {
            message = try self.message(for: target, synapse, timeout, uuid: identity.uuid)
            let request = try request(for: message, target, closes: false)
            let received = ReceivedParts(message)
            do {
                try await within(timeout) { try await self.read(request, target, into: received, send) }
                dead?.record(target, isReachable: true)
            } catch {
                message = received.message
                throw error
            }
            message = received.message
        } catch {
            let problem = CallProblem(error, before: true, target, Body.name)
            message.dendrite.statusCode = problem.status
            message.dendrite.statusMessage = problem.text
            if problem.status == 503 || problem.status == 408 { dead?.record(target, isReachable: false) }
        }
        message.dendrite.processTime = start.duration(to: .now).inSeconds
        return message
    }

    private func read<Body: StreamingSynapse>(
        _ request: HTTPClientRequest, _ target: AxonTarget, into received: ReceivedParts<Body>,
        _ send: ([UInt8]) async throws -> Void
    ) async throws {
        let response = try await head(of: request, target, Body.name)
        guard response.status == .ok else {
            // A refusal comes whole.
            let body: ByteBuffer
            do {
                body = try await response.body.collect(upTo: 1 << 20)
            } catch {
                throw CallProblem(error, before: false, target, Body.name)
            }
            try received.update { message throws(CallProblem) in
                try message.take(DendriteAnswer(response, body: body), url: request.url)
            }
            return
        }
        let share = AnswerShare(answers)
        var count = 0
        var parts = response.body.makeAsyncIterator()
        while let part = try await next(&parts) {
            count += part.readableBytes
            guard count <= configuration.longestAnswer else {
                throw CallProblem.unreadable("the answer is longer than \(configuration.longestAnswer) bytes")
            }
            try share.take(part.readableBytes)
            let bytes = Array(part.readableBytesView)
            try received.update { message throws(CallProblem) in message.synapse.receive(bytes) }
            try await send(bytes)
        }
        try received.update { message throws(CallProblem) in
            message.axon.statusCode = 200
            message.axon.statusMessage = "Success"
            try message.takeHeaders(response.headers)
            message.dendrite.statusCode = message.axon.statusCode
            message.dendrite.statusMessage = message.axon.statusMessage
        }
    }

    private func next(_ parts: inout HTTPClientResponse.Body.AsyncIterator) async throws -> ByteBuffer? {
        do {
            return try await parts.next()
        } catch {
            throw CallProblem(error, before: false, nil, "")
        }
    }
}
