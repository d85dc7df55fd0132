// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Logging
import Synchronization

/// A JSON-RPC client that outlives its connections: over several endpoints, it connects to the first that answers, and
/// again when the connection is lost.
///
/// Requests that only read are sent again over the next connection, and subscriptions that only listen go on there:
/// their readers notice nothing but a pause, after which the newest element may come a second time. What must not be
/// done twice, a submission above all, is never repeated: it ends with ``RPCError/Code/outcomeUnknown`` when the
/// connection is lost before its answer. Refusals for too many calls are waited for. Everything is bounded by
/// ``ResilientRPCConfiguration``.
///
/// It lives as long as the block that ``withRPCClient(endpoints:configuration:clock:logger:isolation:_:)`` runs.
///
/// ```swift
/// let endpoints = try [RPCEndpoint("wss://entrypoint-finney.opentensor.ai"), RPCEndpoint("ws://127.0.0.1:9944")]
/// let name = try await withRPCClient(endpoints: endpoints) { client in
///     try await client.request(method: "system_chain")
/// }
/// ```
public final class ResilientRPCClient: RPCConnection {
    let configuration: ResilientRPCConfiguration
    let pacing: Pacing
    let observer: RPCObserver
    /// Held only to change the board, never while anybody is resumed or told.
    let board = Mutex(LinkBoard())

    init(configuration: ResilientRPCConfiguration, pacing: Pacing, observer: RPCObserver) {
        self.configuration = configuration
        self.pacing = pacing
        self.observer = observer
    }

    /// The endpoint that requests go to; nil while there is none.
    public var endpoint: RPCEndpoint? { board.withLock { $0.endpoint } }

    /// What became of the connection, now and from now on. Ends with the client; a slow reader misses old news.
    public func states() -> AsyncStream<RPCConnectionState> {
        let id = board.withLock { $0.takeID() }
        let (stream, observer) = AsyncStream.makeStream(
            of: RPCConnectionState.self, bufferingPolicy: .bufferingNewest(16))
        observer.onTermination = { [weak self] _ in self?.board.withLock { $0.stopObserving(id) } }
        if !board.withLock({ $0.observe(id, observer) }) { observer.finish() }
        return stream
    }

    /// Subscriptions that are kept alive.
    package var subscriptionCount: Int { board.withLock { $0.subscriptionCount } }

    // MARK: RPCConnection

    /// Calls `method` and waits for the answer, over as many connections as it takes and the configuration allows.
    ///
    /// - Parameter timeout: for everything together; nil limits only the wait for each answer.
    public func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        try await overLinks(method: method, timeout: timeout) { link, timeout in
            do throws(RPCError) {
                return .success(try await link.session.request(method: method, params: params, timeout: timeout))
            } catch {
                return .failure(error)
            }
        }
    }

    public func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        let id = board.withLock { $0.takeID() }
        let (subscription, feed) = RPCSubscription.make(buffering: buffering) { [weak self] in self?.drop(id) }
        let relay = SubscriptionRelay(
            id: id, method: method, params: params, unsubscribe: unsubscribe,
            isRepeatable: configuration.repeatableMethods.contains(method), buffer: feed.buffer)
        return try await overLinks(method: method, timeout: nil, toldAt: .debug) { link, timeout in
            do throws(RPCError) {
                try await relay.attach(to: link, timeout: timeout)
            } catch {
                return .failure(error)
            }
            // Where the link has been replaced meanwhile, the next one is asked; a subscription that must not be begun
            // twice has been told.
            let isKept = board.withLock { $0.adopt(relay, generation: link.generation) }
            if feed.buffer.hasEnded { drop(id) }
            guard isKept || !relay.isRepeatable else {
                return .failure(link.session.failure ?? RPCError(.closed, "the connection was replaced"))
            }
            return .success(subscription)
        }
    }

    /// The answer to the question of identity, which was asked when the connection was made.
    public func knownAnswer(method: String, params: JSONValue) -> JSONValue? {
        guard let identity = configuration.identity, identity.method == method, identity.params == params else {
            return nil
        }
        return board.withLock { $0.identity }
    }

    // MARK: Links

    /// Does `body` over one link after the other until one gives a definite result.
    private func overLinks<Value: Sendable>(
        method: String, timeout: Duration?, toldAt level: Logger.Level = .trace,
        _ body: (Link, Duration?) async -> Result<Value, RPCError>
    ) async throws(RPCError) -> Value {
        try await observer.observe(method, at: level, on: { endpoint }) { () async throws(RPCError) in
            try await repeatedly(method: method, timeout: timeout, body)
        }
    }

    private func repeatedly<Value: Sendable>(
        method: String, timeout: Duration?,
        _ body: (Link, Duration?) async -> Result<Value, RPCError>
    ) async throws(RPCError) -> Value {
        var repetition = Repetition(
            method: method, timeout: timeout, configuration: configuration, pacing: pacing)
        while true {
            let link: Link
            do throws(RPCError) {
                link = try await self.link(newerThan: repetition.lost, deadline: repetition.deadline, for: method)
            } catch {
                throw repetition.wasSent ? error : error.unsent
            }
            let remaining = try repetition.remaining(at: pacing.now())
            switch await body(link, remaining) {
            case .success(let value): return value
            case .failure(let error):
                let wait = try repetition.wait(after: error, on: link, at: pacing.now())
                observer.repeats(method, after: error)
                guard let wait else { continue }
                do {
                    try await pacing.sleep(wait)
                } catch {
                    throw RPCError(.cancelled, "\(method) was cancelled")
                }
            }
        }
    }

    private func link(
        newerThan lost: UInt64?, deadline: Duration?, for method: String
    ) async throws(RPCError) -> Link {
        if let ready = board.withLock({ $0.link(newerThan: lost) }) { return try ready.get() }
        guard let deadline else { return try await waitForLink(newerThan: lost, for: method).get() }
        let time = deadline - pacing.now()
        let late = RPCError(.timedOut, "\(method) was not sent in time: there was no connection; try again")
        guard time > .zero else { throw late }
        let first = await withTaskGroup(of: Result<Link, RPCError>.self) { [self] group in
            group.addTask { await self.waitForLink(newerThan: lost, for: method) }
            group.addTask {
                do {
                    try await self.pacing.sleep(time)
                    return .failure(late)
                } catch {
                    return .failure(RPCError(.cancelled, "\(method) was cancelled"))
                }
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(late)
        }
        return try first.get()
    }

    private func waitForLink(newerThan lost: UInt64?, for method: String) async -> Result<Link, RPCError> {
        let id = board.withLock { $0.takeID() }
        let cancelled = Result<Link, RPCError>.failure(RPCError(.cancelled, "\(method) was cancelled"))
        return await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: LinkBoard.Waiter) in
                let limit = configuration.webSocket.maxInFlight
                let ready = board.withLock { $0.wait(id, newerThan: lost, limit: limit, continuation) }
                if let ready { return continuation.resume(returning: ready) }
                // The task may have been cancelled before there was anything to resume.
                if Task.isCancelled { board.withLock { $0.stopWaiting(id) }?.resume(returning: cancelled) }
            }
        } onCancel: {
            board.withLock { $0.stopWaiting(id) }?.resume(returning: cancelled)
        }
    }
}
