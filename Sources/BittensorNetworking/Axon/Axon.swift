// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
import NIOCore
import NIOPosix
public import SubstratePrimitives

/// A server that answers the synapses it has handlers for, and nobody else's but signed calls.
///
/// ```swift
/// var axon = try Axon(hotkey: hotkey.accountID)
/// try axon.attach(Summarize.self) { message, caller in
///     var answer = message
///     answer.summary = summary(of: message.text)
///     return answer
/// }
/// try await axon.run()
/// ```
///
/// The checks go from cheap to dear: size and shape, signature and nonce, the route's `verify`, the rate limit, the
/// blacklist (of a *proven* hotkey), priority, body hash, handler. Every refusal is a small answer.
public struct Axon: Sendable {
    /// The hotkey that callers sign for.
    public let hotkey: AccountID
    public let configuration: AxonConfiguration
    /// What the axon has counted so far.
    public let metrics: AxonMetrics

    let core: AxonCore
    private(set) var routes = RouteTable()
    let logger: Logger

    /// An axon of `hotkey`. It already answers ``Ping``. Throws `nonceFile` when the nonce file cannot be used and
    /// `invalidConfiguration` for limits that are none.
    public init(
        hotkey: AccountID, configuration: AxonConfiguration = AxonConfiguration(),
        logger: Logger = Logger(label: "axon"), clock: WallClock = .system
    ) throws(NetworkingError) {
        try self.init(
            hotkey: hotkey, configuration: configuration, logger: logger, clock: clock,
            timers: MultiThreadedEventLoopGroup.singleton.any())
    }

    /// An axon whose functions have their deadlines by the time of `timers`.
    init(
        hotkey: AccountID, configuration: AxonConfiguration, logger: Logger, clock: WallClock, timers: any EventLoop
    ) throws(NetworkingError) {
        try configuration.validate()
        self.hotkey = hotkey
        self.configuration = configuration
        self.logger = logger
        core = try AxonCore(hotkey: hotkey, configuration: configuration, logger: logger, clock: clock, timers: timers)
        metrics = core.metrics
        try attach(Ping.self) { message, _ in message }
    }

    mutating func add(_ route: Route) throws(NetworkingError) {
        try routes.add(route)
        core.shares.add(route.gate, name: route.name)
    }
}

extension AxonConfiguration {
    func validate() throws(NetworkingError) {
        let counts = [
            ("longestBody", longestBody), ("bodiesInFlight", bodiesInFlight),
            ("answersInFlight", answersInFlight), ("longestHeaders", longestHeaders),
            ("mostHeaders", mostHeaders), ("connections", connections),
            ("connectionsPerAddress", connectionsPerAddress), ("requestsAhead", requestsAhead),
            ("share.running", share.running), ("nonces.capacity", nonces.capacity - 1),
        ]
        for (name, count) in counts where count < 1 {
            throw NetworkingError(.invalidConfiguration, "the axon's \(name) is too small")
        }
        guard 0...65_535 ~= port, 0...65_535 ~= metricsPort ?? 0 else {
            throw NetworkingError(.invalidConfiguration, "a port is a number from 0 to 65535")
        }
    }
}
