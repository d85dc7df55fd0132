// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Logging
import NIOCore
import NIOPosix
import SDKTelemetry
import SubstratePrimitives
import SubstrateRPC
import Synchronization

/// A connection to a broker of NATS that is kept up.
///
/// Any number of tasks may use it at the same time. When the connection ends, requests that wait fail with `connectionLost`, for nobody
/// knows what became of them; subscriptions go on with the next connection; what is sent meanwhile waits for it.
///
/// ```swift
/// try await withNATSConnection(to: NATSServer.list("nats://127.0.0.1:4222")) { client in
///     let answer = try await client.request(NATSSubject("time"), payload: [])
/// }
/// ```
public final class NATSConnection: Sendable {
    package let configuration: NATSConfiguration
    package let pacing: Pacing
    let logger: Logger
    /// Where answers come in, but for their last word.
    private let inbox: String
    /// Held only to change the board, never while what it returns is carried out.
    private let board = Mutex(ClientBoard())

    /// - Throws: `invalidSubject` for a prefix of inboxes that cannot be one.
    init(configuration: NATSConfiguration, pacing: Pacing, logger: Logger) throws(NATSError) {
        self.configuration = configuration
        self.pacing = pacing
        self.logger = logger
        inbox = try Self.makeInbox(configuration.inboxPrefix)
    }

    /// A subject of nobody else's.
    ///
    /// Whoever may publish there could answer in a server's place: it cannot be guessed.
    func makeInbox() throws(NATSError) -> NATSSubject {
        NATSSubject(unchecked: try Self.makeInbox(configuration.inboxPrefix))
    }

    private static func makeInbox(_ prefix: String) throws(NATSError) -> String {
        guard try !NATSSubject(prefix).hasWildcard else {
            throw NATSError(.invalidSubject, "\(excerpt(prefix)) cannot begin inboxes: it has a wildcard")
        }
        let letters = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }
        return "\(prefix).\(letters.joined())"
    }

    // MARK: Publishing

    /// Publishes a message, and returns when it is on its way: nobody may listen, and the server may refuse it, which ``flush(timeout:)`` tells.
    ///
    /// - Parameter reply: where whoever gets it shall answer.
    /// - Throws: `tooLarge`, `invalidSubject`, and what kept it from being sent.
    public func publish(
        _ payload: [UInt8], to subject: NATSSubject, reply: NATSSubject? = nil, headers: NATSHeaders = NATSHeaders()
    ) async throws(NATSError) {
        let link = try await link(within: configuration.requestTimeout)
        try await link.sendAndWait(
            operation(payload, to: subject, reply: reply?.description, headers: headers, on: link))
    }

    /// Returns when the server has read all that was sent before.
    ///
    /// - Throws: `permissionDenied` when it refused something that was published since the last time; `connectionLost`, `timedOut`.
    public func flush(timeout: Duration? = nil) async throws(NATSError) {
        let timeout = timeout ?? configuration.requestTimeout
        try await flush(try await link(within: timeout), timeout: timeout)
        let denial = board.withLock { $0.unclaimedDenial.take() }
        if let denial { throw denial }
    }

    private func flush(_ link: NATSLink, timeout: Duration) async throws(NATSError) {
        let pong = OneShot<Result<Void, NATSError>>()
        let timer = link.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
            _ = pong.set(
                .failure(NATSError(.timedOut, "\(link.server) did not answer a ping within \(timeout.shortText)")))
        }
        defer { timer.cancel() }
        let result = await withTaskCancellationHandler {
            link.ping { pong.set($0) }
            return await pong.value()
        } onCancel: {
            _ = pong.set(.failure(NATSError(.cancelled, "waiting for \(link.server) was cancelled")))
        }
        try result.get()
    }

    private func operation(
        _ payload: [UInt8], to subject: NATSSubject, reply: String?, headers: NATSHeaders, on link: NATSLink
    ) throws(NATSError) -> NATSClientOperation {
        guard !subject.hasWildcard else {
            throw NATSError(
                .invalidSubject, "nothing can be published to \(excerpt(subject.description)): it has a wildcard")
        }
        let headers = headers.wire
        guard headers.count + payload.count <= link.info.maxPayload else {
            throw NATSError(
                .tooLarge,
                "\(headers.count + payload.count) bytes for \(excerpt(subject.description)) are over the limit of "
                    + "\(link.server), which takes \(link.info.maxPayload)")
        }
        return .publish(subject, reply: reply, headers: headers, payload: payload)
    }

    // MARK: Requests

    /// Publishes a message and waits for the first answer.
    ///
    /// - Throws: `noResponders` when nobody listens; `permissionDenied`; `timedOut`; `connectionLost`, after which nobody knows whether it was
    ///   carried out.
    public func request(
        _ subject: NATSSubject, payload: [UInt8], headers: NATSHeaders = NATSHeaders(), timeout: Duration? = nil
    ) async throws(NATSError) -> NATSMessage {
        let timeout = timeout ?? configuration.requestTimeout
        let link = try await link(within: timeout)
        let number = board.withLock { $0.takeNumber() }
        let operation = try operation(
            payload, to: subject, reply: "\(inbox).\(number)", headers: headers, on: link)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let request = ClientBoard.Request(subject: subject.description, continuation: continuation)
                let refusal = board.withLock {
                    $0.insert(request, number, on: link, limit: configuration.maxRequests)
                }
                if let refusal { return continuation.resume(returning: .failure(refusal)) }
                let timer = link.eventLoop.scheduleTask(in: TimeAmount(timeout)) { [self] in
                    let why =
                        "nobody answered \(excerpt(subject.description)) on \(link.server) within \(timeout.shortText)"
                    settle(number, .failure(NATSError(.timedOut, why)))
                }
                if !board.withLock({ $0.setTimer(timer, of: number) }) { timer.cancel() }
                link.send([operation])
                // Whoever was cancelled before found nothing to settle.
                if Task.isCancelled { settle(number, .failure(Self.cancelled(subject))) }
            }
        } onCancel: {
            settle(number, .failure(Self.cancelled(subject)))
        }
        let message = try result.get()
        if message.headers.status?.code == 503, message.payload.isEmpty {
            throw NATSError(.noResponders, "nobody on \(link.server) listens to \(excerpt(subject.description))")
        }
        return message
    }

    private static func cancelled(_ subject: NATSSubject) -> NATSError {
        NATSError(.cancelled, "the request to \(excerpt(subject.description)) was cancelled")
    }

    private func settle(_ number: UInt64, _ result: Result<NATSMessage, NATSError>) {
        guard let request = board.withLock({ $0.takeRequest(number) }) else { return }
        request.timer?.cancel()
        request.continuation.resume(returning: result)
    }

    private func fail(_ requests: [ClientBoard.Request], _ error: NATSError) {
        for request in requests {
            request.timer?.cancel()
            request.continuation.resume(returning: .failure(error))
        }
    }

    // MARK: Subscriptions

    /// Listens to a subject. When this returns the server knows of it, unless the connection was lost meanwhile: the next one knows then.
    ///
    /// - Parameters:
    ///   - queue: of all who name the same queue, one gets each message.
    ///   - buffering: what happens when messages are read slowly.
    /// - Throws: `permissionDenied`, `tooMany`, `closed`.
    public func subscribe(
        to subject: NATSSubject, queue: String? = nil, buffering: NATSSubscription.Buffering = .newest(1024)
    ) async throws(NATSError) -> NATSSubscription {
        if let queue { _ = try NATSSubject(queue) }
        let buffer = NATSSubscriptionBuffer(buffering: buffering)
        let entry = ClientBoard.Subscription(subject: subject, queue: queue, buffer: buffer)
        let (number, inserted) = board.withLock { board -> (UInt64, Result<NATSLink?, NATSError>) in
            let number = board.takeNumber()
            do throws(NATSError) {
                return (number, .success(try board.insert(entry, number, limit: configuration.maxSubscriptions)))
            } catch {
                return (number, .failure(error))
            }
        }
        let link = try inserted.get()
        let subscription = NATSSubscription(buffer)
        buffer.whenEnded { [weak self] in self?.endSubscription(number) }
        guard let link else { return subscription }
        buffer.yield(.began)
        link.send([entry.operation(number)])
        do throws(NATSError) {
            try await flush(link, timeout: configuration.requestTimeout)
        } catch  where error.code == .cancelled {
            throw error
        } catch {
            // The next connection takes it over.
        }
        if let failure = buffer.failure { throw failure }
        return subscription
    }

    private func endSubscription(_ number: UInt64) {
        board.withLock { $0.removeSubscription(number) }?.send([.unsubscribe(number: number)])
    }

    // MARK: Connections

    /// Whether there is a connection, now and from now on. The newest states stay when nobody reads.
    public func states() -> AsyncStream<NATSConnectionState> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: NATSConnectionState.self, bufferingPolicy: .bufferingNewest(16))
        let number = board.withLock { $0.takeNumber() }
        continuation.onTermination = { [weak self] _ in self?.board.withLock { $0.stopObserving(number) } }
        if !board.withLock({ $0.observe(number, continuation) }) { continuation.finish() }
        return stream
    }

    /// The connection there is, or the next one.
    private func link(within timeout: Duration) async throws(NATSError) -> NATSLink {
        if let result = board.withLock(\.link) { return try result.get() }
        let number = board.withLock { $0.takeNumber() }
        @Sendable func stop(_ error: NATSError) {
            board.withLock { $0.stopWaiting(number) }?.resume(returning: .failure(error))
        }
        let timer = schedule(in: timeout) {
            stop(NATSError(.timedOut, "no broker could be reached within \(timeout.shortText)"))
        }
        defer { timer.cancel() }
        let cancelled = NATSError(.cancelled, "waiting for a broker was cancelled")
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = board.withLock { $0.wait(number, limit: configuration.maxRequests, continuation) }
                if let ready { return continuation.resume(returning: ready) }
                if Task.isCancelled { stop(cancelled) }
            }
        } onCancel: {
            stop(cancelled)
        }.get()
    }

    /// Lets everybody use `link`.
    func publish(_ link: NATSLink) {
        let (waiters, subscriptions) = board.withLock { $0.publish(link) }
        let inbox = NATSClientOperation.subscribe(
            NATSSubject(unchecked: "\(inbox).*"), queue: nil, number: ClientBoard.inbox)
        for (_, entry) in subscriptions { entry.buffer.yield(.began) }
        link.send([inbox] + subscriptions.map { $1.operation($0) })
        for waiter in waiters { waiter.resume(returning: .success(link)) }
        change(to: .connected(server: link.server.description))
    }

    func lose(_ error: NATSError) {
        fail(board.withLock { $0.lose() }, error)
        change(to: .reconnecting(reason: error.reason))
    }

    func end(_ error: NATSError) {
        let (waiters, requests, buffers, observers) = board.withLock { $0.end(error) }
        for waiter in waiters { waiter.resume(returning: .failure(error)) }
        fail(requests, error)
        for buffer in buffers { buffer.finish(throwing: error) }
        for observer in observers { observer.finish() }
    }

    /// Does something later, unless the timer is cancelled.
    func schedule(in time: Duration, _ body: @escaping @Sendable () -> Void) -> Scheduled<Void> {
        MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: TimeAmount(time), body)
    }

    private func change(to state: NATSConnectionState) {
        for observer in board.withLock({ $0.change(to: state) }) { observer.yield(state) }
    }
}

// MARK: - What the server sends

extension NATSConnection: NATSReceiver {
    func received(_ message: NATSMessage, subscription: UInt64) {
        guard subscription == ClientBoard.inbox else {
            board.withLock { $0.subscriptions[subscription]?.buffer }?.yield(.message(message))
            return
        }
        guard let word = message.subject.split(separator: ".").last, let number = UInt64(word) else { return }
        settle(number, .success(message))
    }

    func denied(_ denial: NATSError.Denial, on link: NATSLink) {
        let error = NATSError.denied(link.server, denial)
        logger.warning("refused by the broker", metadata: .of([.reason: error.reason]))
        switch denial {
        case .publish(let subject):
            let requests = board.withLock { board in
                let requests = board.takeRequests { $0.subject == subject }
                if requests.isEmpty { board.unclaimedDenial = error }
                return requests
            }
            fail(requests, error)
        case .subscribe(let subject):
            let isInbox = subject == "\(inbox).*"
            let (requests, subscriptions) = board.withLock { board in
                if isInbox { board.inboxDenial = error }
                return (isInbox ? board.takeRequests { _ in true } : [], board.takeSubscriptions(to: subject))
            }
            fail(requests, error)
            for subscription in subscriptions { subscription.buffer.finish(throwing: error) }
        }
    }
}
