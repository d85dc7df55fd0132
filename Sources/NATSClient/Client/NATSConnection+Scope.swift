// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
import SDKTelemetry
import SubstrateRPC

/// Connects to the first of `servers` that answers, runs `body`, and closes the connection however `body` ends.
///
/// The connection is kept up while `body` runs. When this function returns, also by cancellation, no task and no socket is left, and a
/// client that was kept refuses to work.
/// - Parameters:
///   - servers: brokers of one cluster, the preferred one first.
///   - clock: measures the waits between attempts and between pings.
///   - logger: hears of connections and of refusals.
/// - Throws: what `body` throws, and ``NATSError`` of the last server when none answers.
public func withNATSConnection<Value>(
    to servers: [NATSServer], configuration: NATSConfiguration = NATSConfiguration(),
    clock: any Clock<Duration> = ContinuousClock(), logger: Logger = .silent,
    isolation: isolated (any Actor)? = #isolation, _ body: (NATSConnection) async throws -> Value
) async throws -> Value {
    try await withNATSConnection(
        to: servers, configuration: configuration, pacing: Pacing(clock: clock), logger: logger, isolation: isolation,
        body)
}

/// - Parameter pacing: time and chance.
func withNATSConnection<Value>(
    to servers: [NATSServer], configuration: NATSConfiguration, pacing: Pacing, logger: Logger = .silent,
    isolation: isolated (any Actor)? = #isolation, _ body: (NATSConnection) async throws -> Value
) async throws -> Value {
    let client = try NATSConnection(configuration: configuration, pacing: pacing, logger: logger)
    let supervisor = try await NATSSupervisor(servers, of: client)
    return try await withThrowingTaskGroup(of: Void.self, returning: Value.self, isolation: isolation) { group in
        group.addTask { await supervisor.run() }
        defer { group.cancelAll() }
        return try await body(client)
    }
}
