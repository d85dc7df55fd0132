// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SubstratePrimitives

extension Dendrite {
    /// Calls one axon. The time covers everything: waiting for a turn, connecting, and the whole answer; zero is no limit.
    public func call<Body: Synapse>(
        _ synapse: Body, _ target: AxonTarget, timeout: Duration = .seconds(12)
    ) async -> Result<SynapseMessage<Body>, CallFailure<Body>> {
        await call(synapse, target, timeout: timeout, closes: false, AnswerShare(answers))
    }

    /// Calls many axons with the same synapse: the results are in the order of the targets.
    ///
    /// Each target has its own time, which begins when its turn comes; `concurrentCalls` of them run at once. Cancelling
    /// the task ends all calls, those under way with the status 499.
    public func call<Body: Synapse>(
        _ synapse: Body, _ targets: [AxonTarget], timeout: Duration = .seconds(12)
    ) async -> [Result<SynapseMessage<Body>, CallFailure<Body>>] {
        let closes = targets.count > configuration.reusedTargets
        let answers = AnswerBudget(limit: configuration.answersInFlight, targets: targets.count)
        var results = [Result<SynapseMessage<Body>, CallFailure<Body>>?](repeating: nil, count: targets.count)
        // Answers stay until the last one is there, and so do their shares.
        var shares: [AnswerShare] = []
        await withTaskGroup(of: (Int, Result<SynapseMessage<Body>, CallFailure<Body>>, AnswerShare).self) { group in
            var next = 0
            func start() {
                guard next < targets.count else { return }
                let index = next
                next += 1
                group.addTask {
                    let share = AnswerShare(answers)
                    return (
                        index, await self.call(synapse, targets[index], timeout: timeout, closes: closes, share), share
                    )
                }
            }
            for _ in 0..<configuration.concurrentCalls { start() }
            for await (index, result, share) in group {
                results[index] = result
                if case .success = result { shares.append(share) }
                start()
            }
        }
        withExtendedLifetime(shares) {}
        return results.compactMap { $0 }
    }

    private func call<Body: Synapse>(
        _ synapse: Body, _ target: AxonTarget, timeout: Duration, closes: Bool, _ share: AnswerShare
    ) async -> Result<SynapseMessage<Body>, CallFailure<Body>> {
        await observer.observe(target) {
            await exchange(synapse, target, timeout: timeout, closes: closes, share)
        }.result
    }

    private func exchange<Body: Synapse>(
        _ synapse: Body, _ target: AxonTarget, timeout: Duration, closes: Bool, _ share: AnswerShare
    ) async -> SynapseMessage<Body> {
        let start = ContinuousClock.now
        var message = SynapseMessage(synapse, timeout: timeout.inSeconds)
        let identity = identities.take(for: target.hotkey)
        defer { identities.giveBack(identity.index, for: target.hotkey) }
        do {
            message = try self.message(for: target, synapse, timeout, uuid: identity.uuid)
            let request = try request(for: message, target, closes: closes)
            let (sent, limit) = (message, configuration.longestAnswer)
            let answer = try await within(timeout) {
                try await self.answer(to: request, limit: limit, share, target, Body.name)
            }
            dead?.record(target, isReachable: true)
            message = sent
            try message.take(answer, url: request.url)
        } catch {
            let problem = CallProblem(error, before: true, target, Body.name)
            message.dendrite.statusCode = problem.status
            message.dendrite.statusMessage = problem.text
            if problem.status == 503 || problem.status == 408 { dead?.record(target, isReachable: false) }
        }
        message.dendrite.processTime = start.duration(to: .now).inSeconds
        return message
    }

    /// The message as it is sent, signed now.
    func message<Body: Synapse>(
        for target: AxonTarget, _ synapse: Body, _ timeout: Duration, uuid: String
    ) throws -> SynapseMessage<Body> {
        if let dead, dead.isDead(target) {
            throw CallProblem(
                503, "Service unavailable at \(target)/\(Body.name): it failed too often and is left alone")
        }
        var message = SynapseMessage(synapse, timeout: timeout.inSeconds)
        let hotkey = target.hotkey.ss58()
        let hash: String
        do {
            hash = try message.bodyHash()
        } catch {
            throw CallProblem(500, error.reason)
        }
        let nonce = nonces.next(clock.now())
        let text = SynapseSignature.requestText(
            nonce: nonce, caller: address, axon: hotkey, uuid: uuid, bodyHash: hash)
        message.axon = TerminalInfo(ip: target.host, port: target.port, hotkey: hotkey)
        message.dendrite = TerminalInfo(
            ip: configuration.externalIP, version: configuration.version, nonce: nonce, uuid: uuid, hotkey: address,
            signature: SynapseSignature.make(text, by: key))
        message.computedBodyHash = hash
        return message
    }

    func request<Body: Synapse>(
        for message: SynapseMessage<Body>, _ target: AxonTarget, closes: Bool
    ) throws -> HTTPClientRequest {
        // A peer on this machine cannot be reached by its external address.
        let host = target.host == configuration.externalIP ? "0.0.0.0" : target.host
        let literal = host.contains(":") ? "[\(host)]" : host
        let url = "http://\(literal):\(target.port)/\(Body.name)"
        guard 0...65_535 ~= target.port else { throw CallProblem.unreadable(url) }
        var message = message
        let body = message.encodedBody(configuration.style)
        message.sizes.total = Int64(body.count)
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        for (name, value) in message.headers() { request.headers.add(name: name, value: AnswerHeaders.legal(value)) }
        request.headers.add(name: "Accept", value: "*/*")
        request.headers.add(name: "Accept-Encoding", value: "gzip, deflate")
        request.headers.add(name: "Content-Type", value: "application/json")
        if closes { request.headers.add(name: "Connection", value: "close") }
        request.body = .bytes(ByteBuffer(bytes: body))
        return request
    }

    /// Runs `body` within the time; zero is no limit.
    func within<Result: Sendable>(
        _ timeout: Duration, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        guard timeout > .zero else { return try await body() }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let result = first else {
                throw CallProblem(408, "Request timeout after \(PythonText.float(timeout.inSeconds)) seconds")
            }
            return result
        }
    }

    private func answer(
        to request: HTTPClientRequest, limit: Int, _ share: AnswerShare, _ target: AxonTarget, _ name: String
    ) async throws -> DendriteAnswer {
        let response = try await head(of: request, target, name)
        return DendriteAnswer(response, body: try await collect(response.body, limit: limit, share))
    }

    /// Sends the request and waits for the head of the answer.
    func head(of request: HTTPClientRequest, _ target: AxonTarget, _ name: String) async throws -> HTTPClientResponse {
        do {
            let response = try await client.execute(request, deadline: .distantFuture)
            // Python's client stops at such a line; what is longer has no place in this protocol.
            for (name, value) in response.headers
            where name.utf8.count + value.utf8.count > DendriteAnswer.longestHeader {
                throw CallProblem(
                    400,
                    "Client response error: 400, message='Got more than \(DendriteAnswer.longestHeader) bytes when reading a header'"
                )
            }
            return response
        } catch {
            throw CallProblem(error, before: true, target, name)
        }
    }

    private func collect(_ body: HTTPClientResponse.Body, limit: Int, _ share: AnswerShare) async throws -> ByteBuffer {
        do {
            var collected = ByteBuffer()
            for try await part in body {
                guard collected.readableBytes + part.readableBytes <= limit else {
                    throw CallProblem.unreadable("the answer is longer than \(limit) bytes")
                }
                try share.take(part.readableBytes)
                collected.writeImmutableBuffer(part)
            }
            return collected
        } catch {
            throw CallProblem(error, before: false, nil, "")
        }
    }
}

extension SynapseMessage {
    /// The outcome by status.
    var result: Result<SynapseMessage<Body>, CallFailure<Body>> {
        if isSuccess { return .success(self) }
        return .failure(
            CallFailure(
                statusCode: dendrite.statusCode ?? 422, statusMessage: dendrite.statusMessage, message: self))
    }
}
