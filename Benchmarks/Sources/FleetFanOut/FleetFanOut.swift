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
            The broker runs elsewhere; 'btcli fleet serve-config' sets one up. The workers are connections of this process, or \
            of --processes of their own, with the coordinator's key: 'ulimit -n' must allow them here and at the broker.
            """)

    @Option(help: "The broker, such as tls://127.0.0.1.")
    var broker: String
    @Option(help: "The coordinator's key.")
    var key: String?
    @Option(help: "The certificate of the broker's own authority.")
    var ca: String?
    @Option(help: "How many workers there are.")
    var workers = 1000
    @Option(
        help: "In how many processes, each of which says when it has heard: the way back counts too. 0: in this one.")
    var processes = 0
    @Option(help: "How many jobs are published, one after the other.")
    var jobs = 50
    @Option(help: "How many milliseconds lie between two jobs.")
    var pause = 0
    @Option(help: "Fail when the last worker hears of a job later than so many milliseconds, in 99 cases of 100.")
    var most: Double?
    /// The number of the first worker of a process that this program has started.
    @Option(help: .private)
    var first: Int?

    func validate() throws {
        guard (1...100_000).contains(workers), (0...workers).contains(processes), jobs > 0, pause >= 0 else {
            throw ValidationError("--workers must be 1 to 100000, --processes no more than that, and --jobs 1 or more")
        }
    }

    func run() async throws {
        let fleet = try Fleet(broker: broker, key: key, ca: ca)
        if let first { return try await fleet.answer(as: first..<first + workers) }
        let arrivals = Arrivals(count: workers)
        let rounds = try await withThrowingTaskGroup(of: Void.self, returning: [[Duration]].self) { group in
            defer { group.cancelAll() }
            return try await fleet.coordinate { bus in
                if processes == 0 {
                    group.addTask { [workers] in try await fleet.listen(as: 0..<workers, arrivals) }
                } else {
                    let reports = try await bus.reports()
                    group.addTask {
                        for try await (_, report) in reports { arrivals.note(report) }
                    }
                    for part in 0..<processes { group.addTask { try await runPart(part) } }
                }
                await arrivals.waitForConnections(workers)
                print("\(workers) workers are connected")
                return try await publish(on: bus, arrivals)
            }
        }
        try report(rounds)
    }

    /// Runs a part of the workers in a process of its own, until the task is cancelled.
    private func runPart(_ part: Int) async throws {
        let (from, end) = (workers * part / processes, workers * (part + 1) / processes)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments =
            ["--broker", broker, "--workers", "\(end - from)", "--first", "\(from)"]
            + (key.map { ["--key", $0] } ?? []) + (ca.map { ["--ca", $0] } ?? [])
        try process.run()
        defer { process.terminate() }
        while process.isRunning { try await Task.sleep(for: .seconds(1)) }
        throw ExitCode(process.terminationStatus)
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
            if pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
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
