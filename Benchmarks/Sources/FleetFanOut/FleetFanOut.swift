// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import MiningFleet
import NATSClient
import SubstrateRPC

/// How soon all workers of a fleet hear of a new job: as many connections as there are workers, each of which reads it.
@main
struct FleetFanOut: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet-fan-out",
        abstract: "Measure how soon a fleet's workers hear of a new job.",
        discussion: """
            The broker runs elsewhere; 'btcli fleet serve-config' sets one up. The workers are connections of this one process, \
            with the coordinator's key: 'ulimit -n' must allow them here and at the broker.
            """)

    @Option(help: "The broker, such as tls://127.0.0.1.")
    var broker: String
    @Option(help: "The coordinator's key.")
    var key: String?
    @Option(help: "The certificate of the broker's own authority.")
    var ca: String?
    @Option(help: "How many workers there are.")
    var workers = 1000
    @Option(help: "How many jobs are published, one after the other.")
    var jobs = 50
    @Option(help: "Fail when the last worker hears of a job later than so many milliseconds, in 99 cases of 100.")
    var most: Double?

    func validate() throws {
        guard (1...100_000).contains(workers), jobs > 0 else {
            throw ValidationError("--workers must be 1 to 100000, and --jobs 1 or more")
        }
    }

    func run() async throws {
        var configuration = NATSConfiguration()
        configuration.connectTimeout = .seconds(60)
        configuration.requestTimeout = .seconds(60)
        if let key { configuration.credentials = try .file(key) }
        if let ca { configuration.trustRoots = .pemFile(ca) }
        let servers = try NATSServer.list(broker)
        let subjects = try FleetSubjects(prefix: "fan-out")
        let arrivals = Arrivals(count: workers)
        let rounds = try await withThrowingTaskGroup(of: Void.self, returning: [[Duration]].self) { group in
            for number in 0..<workers {
                // A broker accepts a few hundred connections a second by TLS: as many wait as it keeps in its queue.
                if number >= 64 { await arrivals.waitForConnections(number - 64) }
                group.addTask { [configuration] in
                    let name = try WorkerName("w\(number)")
                    try await withWorkerBus(on: servers, as: name, subjects: subjects, configuration: configuration) {
                        bus in
                        let jobs = try await bus.jobs()
                        arrivals.connected()
                        for try await job in jobs { arrivals.note(job.epoch) }
                    }
                }
            }
            defer { group.cancelAll() }
            return try await withCoordinatorBus(on: servers, subjects: subjects, configuration: configuration) { bus in
                await arrivals.waitForConnections(workers)
                print("\(workers) workers are connected")
                return try await publish(on: bus, arrivals)
            }
        }
        try report(rounds)
    }

    private func publish(on bus: NATSWorkBus, _ arrivals: Arrivals) async throws -> [[Duration]] {
        var rounds: [[Duration]] = []
        let start = FleetCoordinator.wallTime()
        for number in 0...jobs {
            let job = try FleetJob(epoch: start + UInt64(number), puzzles: [.sample(number)])
            arrivals.begin(job.epoch)
            try await bus.publish(job)
            let times = await arrivals.all()
            // The first one finds some workers still about to listen.
            if number > 0 { rounds.append(times) }
        }
        return rounds
    }

    private func report(_ rounds: [[Duration]]) throws {
        func text(_ name: String, _ times: [Duration]) -> String {
            let sorted = times.sorted().map { $0 / .milliseconds(1) }
            func part(_ share: Double) -> Double { sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))] }
            return String(
                format: "%@: p50 %.2f ms, p99 %.2f ms, most %.2f ms", name, part(0.5), part(0.99), sorted.last ?? 0)
        }
        let last = rounds.compactMap { $0.max() }
        print(text("each worker", rounds.flatMap(\.self)))
        print(text("the last worker", last))
        let sorted = last.sorted().map { $0 / .milliseconds(1) }
        guard let most, sorted[min(sorted.count - 1, Int(0.99 * Double(sorted.count)))] > most else { return }
        print("that is more than \(most) ms")
        throw ExitCode.failure
    }
}
