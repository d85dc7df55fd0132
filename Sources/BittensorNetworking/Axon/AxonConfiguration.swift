// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import NIOSSL

/// How an axon listens and what it puts up with. Every limit is on by default.
public struct AxonConfiguration: Sendable {
    /// The interface to listen on.
    public var host = "0.0.0.0"
    /// The port to listen on; 0 lets the system choose.
    public var port = 8091
    /// Encrypts the connections. Python's dendrites do not speak TLS.
    public var tls: TLSConfiguration?
    /// The port for `/metrics` in Prometheus' text form; nil for none, 0 lets the system choose.
    public var metricsPort: Int?
    /// The interface for metrics: this machine alone unless said otherwise.
    public var metricsHost = "127.0.0.1"

    /// Which nonces are fresh.
    public var nonces = NoncePolicy()
    /// Where used nonces are kept across restarts. Without it a request can be replayed to a restarted axon while its
    /// nonce is within the window. One server at a time uses it; the lock is an empty file beside it, `.lock`.
    public var nonceFile: String?

    /// Bytes of one request body.
    public var longestBody = 64 << 20
    /// Bytes of all request bodies that are being read or worked on.
    public var bodiesInFlight = 256 << 20
    /// Bytes of all answers that are being sent, of those that are longer than 64 KiB: so much can wait for slow readers. An
    /// answer for which there is no room is not sent; its caller is told that the axon is busy: 503.
    public var answersInFlight = 256 << 20
    /// Bytes of all headers of a request. Python's axon closes at 64 KiB.
    public var longestHeaders = 64 << 10
    /// Headers of a request.
    public var mostHeaders = 1_200
    /// Connections in all: fewer where the process may not open so many files, of which 64 are left for other things.
    ///
    /// When there are too many, the oldest connection whose caller has proven nothing makes room for a new one.
    public var connections = 900
    /// Connections from one IPv4 address, or from one /64 of IPv6 addresses.
    public var connectionsPerAddress = 300
    /// Requests of one connection that are read before the first of them is answered; further ones wait. Of what comes in one
    /// piece of 2 KiB, all are read.
    public var requestsAhead = 8
    /// How long a connection may take to bring its first request head.
    public var firstHeadTimeout: Duration = .seconds(5)
    /// How long a connection may stay without a complete request head, be it idle or dribbling.
    public var idleTimeout: Duration = .seconds(15)
    /// A body must bring at least `slowestBody` bytes in each of these intervals, and a reader take as many of its answer.
    public var stallTimeout: Duration = .seconds(10)
    /// Bytes per `stallTimeout`.
    public var slowestBody = 16 << 10
    /// How long a handler may take before it is cancelled and the caller told; nil for as long as it likes.
    ///
    /// The caller is told at once: a handler that does not heed its cancellation goes on beside; see
    /// ``HandlerShare/abandoned``.
    public var handlerTimeout: Duration? = .seconds(600)
    /// How long each of the functions `verify`, `blacklist` and `priority` of a route may take, in the same way; nil for as
    /// long as it likes.
    public var checkTimeout: Duration? = .seconds(10)

    /// How handlers share the axon, unless a route has its own share.
    public var share = HandlerShare(running: 256, waiting: 2_048)
    /// Requests per hotkey; nil for any number.
    public var rateLimit: RateLimit?

    public init() {}
}

/// How many calls of a handler run at once, and how many may wait.
public struct HandlerShare: Sendable {
    /// Calls at once.
    public var running: Int
    /// Calls that wait for a place, the largest priority first. Further ones are told that the axon is busy: 503.
    public var waiting: Int
    /// Of so many places given away, one goes to the call that has waited longest, whatever its priority.
    public var fairness: Int
    /// How long a call may wait, at most: 408 after that. A call never waits longer than its own timeout.
    public var longestWait: Duration
    /// Handlers and checks whose time is over and that go on nevertheless, because they do not heed their cancellation. While
    /// there are as many, further calls are told that the axon is busy: 503.
    public var abandoned: Int

    public init(
        running: Int, waiting: Int, fairness: Int = 8, longestWait: Duration = .seconds(60), abandoned: Int = 256
    ) {
        self.running = running
        self.waiting = waiting
        self.fairness = fairness
        self.longestWait = longestWait
        self.abandoned = abandoned
    }
}

/// How often one caller may call.
public struct RateLimit: Sendable {
    /// Calls per second in the long run.
    public var perSecond: Double
    /// Calls at once after a pause.
    public var burst: Int

    public init(perSecond: Double, burst: Int) {
        self.perSecond = perSecond
        self.burst = burst
    }
}
