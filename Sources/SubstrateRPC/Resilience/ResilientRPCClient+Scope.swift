// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
import SDKTelemetry

/// Connects to the first of `endpoints` that answers, runs `body`, and closes the connection however `body` ends.
///
/// The connection is kept up while `body` runs; see ``ResilientRPCClient``. When this function returns, also by
/// cancellation, no task and no socket is left, and a client that was kept refuses to work.
/// - Parameters:
///   - endpoints: nodes of one chain, the preferred one first; one at least.
///   - clock: measures the waits between attempts and the limits of the configuration.
///   - logger: hears of connections, and of every request at the level `trace`.
/// - Throws: what `body` throws, and ``RPCError`` when no endpoint answers.
public func withRPCClient<Value>(
    endpoints: [RPCEndpoint], configuration: ResilientRPCConfiguration = ResilientRPCConfiguration(),
    clock: any Clock<Duration> = ContinuousClock(), logger: Logger = .silent,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (ResilientRPCClient) async throws -> Value
) async throws -> Value {
    try await withRPCClient(
        endpoints: endpoints, configuration: configuration, pacing: Pacing(clock: clock), logger: logger,
        isolation: isolation, body)
}

/// - Parameter pacing: time and chance.
func withRPCClient<Value>(
    endpoints: [RPCEndpoint], configuration: ResilientRPCConfiguration, pacing: Pacing, logger: Logger = .silent,
    isolation: isolated (any Actor)? = #isolation, _ body: (ResilientRPCClient) async throws -> Value
) async throws -> Value {
    guard !endpoints.isEmpty else {
        throw RPCError(.invalidURL, "there is no endpoint to connect to; name at least one")
    }
    let client = ResilientRPCClient(configuration: configuration, pacing: pacing, observer: RPCObserver(logger))
    let supervisor = try await LinkSupervisor(endpoints, of: client)
    return try await withThrowingTaskGroup(of: Void.self, returning: Value.self, isolation: isolation) { group in
        group.addTask {
            var supervisor = supervisor
            await supervisor.run()
        }
        let value = try await body(client)
        group.cancelAll()
        return value
    }
}
