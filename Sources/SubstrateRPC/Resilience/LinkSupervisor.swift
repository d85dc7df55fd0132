// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Keeps a ``ResilientRPCClient`` connected: one connection after the other, until it is cancelled or has to give up.
struct LinkSupervisor {
    /// A time without a good connection.
    private struct Outage {
        var began: Duration
        var attempts = 0
    }

    /// Who breaks the protocol so often in a row, on connections that are new, does not learn it.
    private static let brokenLimit = 3

    private let client: ResilientRPCClient
    private let configuration: ResilientRPCConfiguration
    private let pacing: Pacing
    private var rotation: EndpointRotation
    private var generation: UInt64 = 0
    private var outage: Outage
    private var lastEndpoint: RPCEndpoint?
    private var link: Link?
    private var connectedAt: Duration
    /// The subscriptions that the link has to take over.
    private var relays: [SubscriptionRelay] = []

    /// Makes the first connection.
    init(_ endpoints: [RPCEndpoint], of client: ResilientRPCClient) async throws(RPCError) {
        self.client = client
        configuration = client.configuration
        pacing = client.pacing
        rotation = EndpointRotation(endpoints, backoff: configuration.backoff)
        connectedAt = pacing.now()
        outage = Outage(began: connectedAt)
        try await establish(reason: nil)
    }

    /// Serves links until the task is cancelled or no endpoint answers any more; the client has ended then.
    mutating func run() async {
        while let link, !Task.isCancelled {
            let reason = await serve(link)
            guard !Task.isCancelled else { break }
            judge()
            do throws(RPCError) {
                try await establish(reason: reason)
            } catch {
                self.link = nil
                client.observer.gaveUp(error)
                client.end(error)
            }
        }
        client.end(RPCError(.closed, "the connection was closed by this client"))
        await link?.session.close()
    }

    // MARK: Serving

    /// Lets requests and subscriptions use `link` until it ends, and tells why it did.
    private func serve(_ link: Link) async -> RPCError {
        let reason = await withTaskGroup(of: Void.self) { [client, relays] group in
            for relay in relays { group.addTask { await client.replay(relay, on: link) } }
            let reason = await withTaskCancellationHandler {
                await link.session.ended()
            } onCancel: {
                link.session.beginClose()
            }
            group.cancelAll()
            return reason
        }
        client.lose()
        if !Task.isCancelled { link.session.cut(reason) }
        return reason
    }

    /// Remembers whether the link that ended was a good one.
    private mutating func judge() {
        let now = pacing.now()
        let isGood = now - connectedAt >= configuration.stableAfter
        if isGood { rotation.succeed() } else { rotation.fail(at: now, retryAfter: nil) }
        if isGood || generation == 1 {
            outage = Outage(began: now)
        } else {
            // What did not last ends no outage, but the time that it lasted is no part of one.
            outage.began += now - connectedAt
        }
    }

    // MARK: Connecting

    /// Makes a connection and opens it for use.
    private mutating func establish(reason: RPCError?) async throws(RPCError) {
        let link = try await connect(reason: reason)
        connectedAt = pacing.now()
        relays = client.publish(link, insteadOf: lastEndpoint)
        lastEndpoint = link.endpoint
        self.link = link
    }

    /// - Parameter reason: why the last connection ended; nil for the first one.
    private mutating func connect(reason: RPCError?) async throws(RPCError) -> Link {
        var last: (endpoint: RPCEndpoint, error: RPCError)?
        let limit = reason == nil ? configuration.firstConnectionLimit : configuration.retryLimit
        /// Attempts in a row that ended as the next one would, and those after which the node broke the protocol.
        var (lasting, broken) = (0, 0)
        while true {
            let now = pacing.now()
            let isFirstRound = reason == nil && outage.attempts < rotation.endpoints.count
            let time = now - outage.began
            var next = rotation.next(at: now, random: pacing.random())
            if !isFirstRound, let error = last?.error ?? reason {
                // Who asked to be left alone for so long is not asked earlier.
                let isTooEarly = last?.error.retryAfter != nil && time + next.delay > limit
                // A wrong address or certificate is told at once, and not when all patience is at its end.
                let isHopeless =
                    reason == nil && lasting >= rotation.endpoints.count
                    || broken >= Self.brokenLimit * rotation.endpoints.count
                guard time < limit, !isTooEarly, !isHopeless else {
                    throw givingUp(after: error, last?.endpoint ?? lastEndpoint ?? next.endpoint, time: time)
                }
                // A wait beyond the limit would give up before it: the last attempt is made when the limit is reached.
                next.delay = min(next.delay, limit - time)
            }
            outage.attempts += 1
            if let error = last?.error ?? reason {
                client.change(
                    to: .reconnecting(
                        to: next.endpoint, attempt: outage.attempts, delay: next.delay, reason: error.reason))
            }
            do throws(RPCError) {
                try await pause(next.delay)
                return try await open(next.endpoint, within: limit - (pacing.now() - outage.began))
            } catch {
                guard error.code != .cancelled else { throw error }
                lasting = error.isLasting ? lasting + 1 : 0
                broken = error.code == .malformedReply ? broken + 1 : 0
                last = (next.endpoint, error)
                rotation.fail(at: pacing.now(), retryAfter: error.retryAfter)
            }
        }
    }

    private func givingUp(after error: RPCError, _ endpoint: RPCEndpoint, time: Duration) -> RPCError {
        // Somebody with one address wants to know what is wrong with it, and nothing else.
        if lastEndpoint == nil, outage.attempts <= 1 { return error }
        return .unreachable(
            rotation.endpoints, last: endpoint, attempts: outage.attempts, time: time, error: error)
    }

    private func pause(_ delay: Duration) async throws(RPCError) {
        guard delay > .zero else { return }
        do {
            try await pacing.sleep(delay)
        } catch {
            throw RPCError(.cancelled, "connecting was cancelled")
        }
    }

    /// How long an attempt may take when so much is left of the limit for all of them. However little that is, there is
    /// time for name, TCP, TLS and handshake over a slow line.
    static func connectTimeout(_ configured: Duration, left: Duration) -> Duration {
        min(configured, max(left, .seconds(2)))
    }

    /// - Parameter time: what is left of the limit; none where nobody has set one.
    private mutating func open(_ endpoint: RPCEndpoint, within time: Duration) async throws(RPCError) -> Link {
        var webSocket = configuration.webSocket
        if configuration.firstConnectionLimit > .zero || lastEndpoint != nil {
            webSocket.connectTimeout = Self.connectTimeout(webSocket.connectTimeout, left: time)
        }
        let session = try await ConnectionAttempt(
            to: endpoint, configuration: webSocket, observer: client.observer
        ).run()
        do throws(RPCError) {
            try await client.checkIdentity(of: session)
        } catch {
            session.cut(error)
            throw error
        }
        generation += 1
        return Link(generation: generation, session: session)
    }
}
