// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Which endpoint is tried next, and when.
struct EndpointRotation {
    let endpoints: [RPCEndpoint]
    private let backoff: RPCBackoff
    private var index = 0
    /// Attempts that failed, and connections that did not last, since the last one that did.
    private(set) var failures = 0
    /// Endpoints that asked to be left alone, and until when.
    private var blockedUntil: [Int: Duration] = [:]

    /// - Precondition: there is an endpoint.
    init(_ endpoints: [RPCEndpoint], backoff: RPCBackoff) {
        precondition(!endpoints.isEmpty, "a rotation needs an endpoint")
        self.endpoints = endpoints
        self.backoff = backoff
    }

    /// The next endpoint and the wait before it. The first round goes without waits, each further one backs off.
    mutating func next(at now: Duration, random: Double) -> (endpoint: RPCEndpoint, delay: Duration) {
        let startsRound = failures > 0 && failures.isMultiple(of: endpoints.count)
        let delay = startsRound ? backoff.delay(round: failures / endpoints.count, random: random) : .zero
        func wait(_ index: Int) -> Duration { max((blockedUntil[index] ?? .zero) - now, delay) }
        let order = endpoints.indices.map { (index + $0) % endpoints.count }
        index = order.min { wait($0) < wait($1) } ?? index
        return (endpoints[index], wait(index))
    }

    /// The endpoint that ``next(at:random:)`` chose did not work.
    mutating func fail(at now: Duration, retryAfter: Duration?) {
        failures += 1
        if let retryAfter { blockedUntil[index] = now + retryAfter }
        index = (index + 1) % endpoints.count
    }

    /// The connection to the endpoint that was chosen last was good for a while.
    mutating func succeed() {
        failures = 0
        blockedUntil = [:]
    }
}
