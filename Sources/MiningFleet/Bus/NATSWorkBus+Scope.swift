// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
public import NATSClient
import SDKTelemetry

/// Connects to a broker as a fleet's coordinator, runs `body` with the bus, and closes the connection however `body` ends.
///
/// Bucket and stream are made where they are not there, and what the broker loses while `body` runs is put there again.
///
/// - Throws: what `body` throws; `NATSError`, ``FleetError``.
public func withCoordinatorBus<Value>(
    on servers: [NATSServer], subjects: FleetSubjects, configuration: NATSConfiguration = NATSConfiguration(),
    logger: Logger = .silent, isolation: isolated (any Actor)? = #isolation,
    _ body: (NATSWorkBus) async throws -> Value
) async throws -> Value {
    try await withNATSConnection(
        to: servers, configuration: configuration, logger: logger, isolation: isolation
    ) { connection in
        let bus = try NATSWorkBus(connection, subjects: subjects)
        try await bus.prepare()
        return try await withThrowingTaskGroup(of: Void.self, returning: Value.self, isolation: isolation) { group in
            group.addTask { await bus.keepUp() }
            defer { group.cancelAll() }
            return try await body(bus)
        }
    }
}

/// Connects to a broker as one of a fleet's workers, runs `body` with the bus, and closes the connection however `body` ends.
///
/// - Throws: what `body` throws; `NATSError`, ``FleetError``.
public func withWorkerBus<Value>(
    on servers: [NATSServer], as worker: WorkerName, subjects: FleetSubjects,
    configuration: NATSConfiguration = NATSConfiguration(), logger: Logger = .silent,
    isolation: isolated (any Actor)? = #isolation, _ body: (NATSWorkBus) async throws -> Value
) async throws -> Value {
    var configuration = configuration
    configuration.inboxPrefix = subjects.inbox(of: worker)
    configuration.name = "worker \(worker)"
    return try await withNATSConnection(
        to: servers, configuration: configuration, logger: logger, isolation: isolation
    ) { connection in
        try await body(NATSWorkBus(connection, subjects: subjects))
    }
}
