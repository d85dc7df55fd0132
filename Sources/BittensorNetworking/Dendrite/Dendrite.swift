// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import AsyncHTTPClient
public import Logging
import NIOCore
import NIOHTTPCompression
import SDKTelemetry
public import SubstrateKeys
import SubstratePrimitives

/// A client that calls axons: one, or thousands at once.
///
/// ```swift
/// try await Dendrite.with(hotkey) { dendrite in
///     let answers = await dendrite.call(Summarize(text: "…"), targets, timeout: .seconds(12))
///     for case .success(let answer) in answers { print(answer.summary ?? "") }
/// }
/// ```
///
/// A call never throws: what goes wrong is in its result, with the status and the words of the Python SDK. An answer
/// cannot change who was called or who called: of an axon's claims only status, message, process time and version count.
public final class Dendrite: Sendable {
    public let configuration: DendriteConfiguration
    /// Identifies this dendrite to axons: nonces rise per hotkey and uuid. Calls to one axon at the same time have others.
    public let uuid: String

    let key: KeyPair
    let address: String
    let client: HTTPClient
    let observer: DendriteObserver
    let clock: WallClock
    let dead: DeadTargetList?
    let nonces = RisingNonces()
    let identities: CallIdentities
    /// For calls of one target.
    let answers: AnswerBudget

    /// A dendrite that signs with `key`. It must be shut down; ``with(_:configuration:logger:isolation:_:)`` does that by
    /// itself.
    ///
    /// - Parameter logger: hears of calls that failed at the level `debug`, of all others at `trace`.
    public init(
        _ key: KeyPair, configuration: DendriteConfiguration = DendriteConfiguration(), logger: Logger = .silent,
        clock: WallClock = .system
    ) {
        self.key = key
        observer = DendriteObserver(logger)
        self.configuration = configuration
        self.clock = clock
        address = key.accountID.ss58()
        uuid = RandomID.uuid1(clock: clock)
        identities = CallIdentities(first: uuid)
        answers = AnswerBudget(limit: configuration.answersInFlight, targets: configuration.concurrentCalls)
        dead = configuration.deadTargets.map { DeadTargetList($0, clock: clock) }
        var settings = HTTPClient.Configuration(
            tlsConfiguration: configuration.tls,
            redirectConfiguration: configuration.redirects > 0
                ? .follow(max: configuration.redirects, allowCycles: false) : .disallow,
            decompression: .enabled(limit: .size(configuration.longestAnswer)))
        settings.connectionPool.idleTimeout = .nanoseconds(configuration.idleTimeout.nanoseconds)
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = configuration.connectionsPerTarget
        // A refused connection is an outcome, not something to try again until the time is over.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Lends a dendrite to `body` and shuts it down afterwards.
    public static func with<Result: Sendable>(
        _ key: KeyPair, configuration: DendriteConfiguration = DendriteConfiguration(),
        logger: Logger = .silent, isolation: isolated (any Actor)? = #isolation,
        _ body: (Dendrite) async throws -> Result
    ) async throws -> Result {
        let dendrite = Dendrite(key, configuration: configuration, logger: logger)
        do {
            let result = try await body(dendrite)
            try await dendrite.shutdown()
            return result
        } catch {
            try? await dendrite.shutdown()
            throw error
        }
    }

    /// Closes all connections. The dendrite cannot call any more.
    public func shutdown() async throws { try await client.shutdown() }
}
