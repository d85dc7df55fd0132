// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet
import NATSClient
import SubstrateRPC

/// A broker, and what the two sides do with it.
struct Fleet {
    private let servers: [NATSServer]
    private let subjects: FleetSubjects
    private let configuration: NATSConfiguration

    init(broker: String, key: String?, ca: String?) throws {
        servers = try NATSServer.list(broker)
        subjects = try FleetSubjects(prefix: "fan-out")
        var configuration = NATSConfiguration()
        configuration.connectTimeout = .seconds(60)
        configuration.requestTimeout = .seconds(60)
        if let key { configuration.credentials = try .file(key) }
        if let ca { configuration.trustRoots = .pemFile(ca) }
        self.configuration = configuration
    }

    func coordinate<Value>(_ body: (NATSWorkBus) async throws -> Value) async throws -> Value {
        try await withCoordinatorBus(on: servers, subjects: subjects, configuration: configuration, body)
    }

    /// Notes when each of these workers hears of a job.
    func listen(as numbers: Range<Int>, _ arrivals: Arrivals) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for number in numbers {
                // A broker accepts a few hundred connections a second by TLS: as many wait as it keeps in its queue.
                if number >= 64 { await arrivals.waitForConnections(number - 64) }
                group.addTask {
                    try await worker(number) { bus, _ in
                        let jobs = try await bus.jobs()
                        arrivals.connected()
                        for try await job in jobs { arrivals.note(job.epoch) }
                    }
                }
            }
        }
    }

    /// Reports each job as soon as it is heard of, as each of these workers; first of all that it listens.
    func answer(as numbers: Range<Int>) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for number in numbers {
                group.addTask {
                    try await worker(number) { bus, name in
                        let jobs = try await bus.jobs()
                        try await bus.report(report(nil), by: name)
                        for try await job in jobs { try await bus.report(report(job.epoch), by: name) }
                    }
                }
            }
        }
    }

    private func report(_ epoch: UInt64?) -> FleetReport {
        FleetReport(epoch: epoch, hashes: 0, devices: [], found: 0)
    }

    private func worker(
        _ number: Int, _ body: @Sendable @escaping (NATSWorkBus, WorkerName) async throws -> Void
    ) async throws {
        let name = try WorkerName("w\(number)")
        try await withWorkerBus(on: servers, as: name, subjects: subjects, configuration: configuration) {
            try await body($0, name)
        }
    }
}
