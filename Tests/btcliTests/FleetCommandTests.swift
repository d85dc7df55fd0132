// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import Foundation
import MiningFleet
import NATSClient
import ProofOfWork
import SubstratePrimitives
import SubtensorClient
import TestBroker
import Testing

@testable import btcli

@Suite("btcli fleet", .serialized, .timeLimit(.minutes(2)))
struct FleetCommandTests {
    private static let serve = "fleet serve-config ~/broker --host 127.0.0.1 --port 0 --worker rack-1 --worker rack-2"

    @Test("serve-config writes what a broker needs, for its owner alone")
    func files() async throws {
        let home = try Home()
        let run = await home.run(Self.serve + " --json-output")
        #expect(run.status == .done, "\(run.talk)")
        let names = ["broker.key", "broker.pem", "ca.pem", "coordinator.nk", "nats.conf", "rack-1.nk", "rack-2.nk"]
        #expect(home.files == names.map { "broker/\($0)" })
        for name in home.files { #expect(try home.mode(name) == 0o600, "\(name)") }
        #expect(try run.document["command"] as? String == "nats-server -c \(home.path)/broker/nats.conf")
        // No secret stands in the configuration, nor in what is said.
        let configuration = try String(contentsOfFile: "\(home.path)/broker/nats.conf", encoding: .utf8)
        for name in ["coordinator", "rack-1", "rack-2"] {
            let seed = try String(contentsOfFile: "\(home.path)/broker/\(name).nk", encoding: .utf8)
            let key = try NATSKey(seed: SecretBytes(utf8: String(seed.dropLast())))
            #expect(configuration.contains(key.publicKey))
            #expect(!configuration.contains(seed.dropLast()) && !run.output.contains(seed.dropLast()))
        }
    }

    @Test("serve-config writes over nothing")
    func twice() async throws {
        let home = try Home()
        #expect(await home.run(Self.serve).status == .done)
        let before = try String(contentsOfFile: "\(home.path)/broker/coordinator.nk", encoding: .utf8)
        #expect(await home.run(Self.serve).status == .cannotCreate)
        #expect(try String(contentsOfFile: "\(home.path)/broker/coordinator.nk", encoding: .utf8) == before)
    }

    @Test(
        "serve-config refuses what makes no sense",
        arguments: [
            "fleet serve-config ~/broker --worker a", "fleet serve-config ~/broker --host h",
            "fleet serve-config ~/broker --host a/b --worker a", "fleet serve-config ~/broker --host h --worker a.b",
            "fleet serve-config ~/broker --host h --worker a --worker a",
            "fleet serve-config ~/broker --host h --worker coordinator",
            "fleet serve-config ~/broker --host h --worker a --fleet-name a.b",
        ])
    func nonsense(line: String) async throws {
        let home = try Home()
        #expect(await home.run(line).status == .usage)
        #expect(home.files.isEmpty)
    }

    @Test("a search with a broker's options and no broker is refused")
    func strayOptions() async throws {
        let home = try Home()
        for option in ["--broker-ca ca.pem", "--broker-key a.nk", "--fleet-name a"] {
            let run = await home.run("subnets pow-register --netuid 1 \(option)")
            #expect(run.status == .usage)
            #expect(run.talk.contains("--fleet is missing"))
        }
    }

    @Test("a worker that cannot reach its broker says so")
    func unreachable() async throws {
        let home = try Home()
        let run = await home.run("pow worker --broker nats://127.0.0.1:1 --worker a --threads 1")
        #expect(run.status == .unavailable)
        #expect(run.talk.contains("nats://127.0.0.1:1"))
        #expect(await home.run("pow worker --broker http://h --worker a").status == .usage)
        #expect(await home.run("pow worker --broker nats://h --worker a.b").status == .usage)
    }

    // MARK: With a real broker

    @Test("check finds what serve-config has set up", .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func check() async throws {
        let home = try Home()
        #expect(await home.run(Self.serve).status == .done)
        let broker = try Broker(file: "\(home.path)/broker/nats.conf")
        let url = "tls://127.0.0.1:\(broker.port)"
        func line(_ key: String) -> String {
            "fleet check \(url) --worker rack-1 --broker-key ~/broker/\(key).nk --broker-ca ~/broker/ca.pem"
        }
        // The bucket comes with the first coordinator.
        let early = await home.run(line("rack-1") + " --json-output")
        #expect(early.status == .done, "\(early.output) \(early.talk)")
        let findings = try #require(try early.document["findings"] as? [[String: any Sendable]])
        #expect(findings.count == 7)
        // Another worker's key may not act as this one, and the coordinator's may do too much.
        #expect(await home.run(line("rack-2")).status == .no)
        #expect(await home.run(line("coordinator")).status == .no)
        let stranger = await home.run("fleet check \(url) --worker rack-1 --broker-ca ~/broker/ca.pem")
        #expect(stranger.status == .noPermission)
        let distrustful = await home.run("fleet check \(url) --worker rack-1 --broker-key ~/broker/rack-1.nk")
        #expect(distrustful.status == .unavailable)
        #expect(distrustful.talk.contains("no secure connection"))
    }

    @Test("a registration is told to the workers at its broker", .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func registration() async throws {
        let home = try Home()
        let wallet = try home.makeWallet()
        #expect(await home.run(Self.serve).status == .done)
        let broker = try Broker(file: "\(home.path)/broker/nats.conf")
        var configuration = NATSConfiguration()
        configuration.credentials = try .file("\(home.path)/broker/rack-1.nk")
        configuration.trustRoots = .pemFile("\(home.path)/broker/ca.pem")
        let hotkey = try wallet.hotkeyPublic()
        let url = "tls://127.0.0.1:\(broker.port)"
        let told = try await InstantNode.with { node in
            let register =
                "subnets pow-register --netuid 1 --network \(node) --threads 1 --fleet \(url) "
                + "--broker-key ~/broker/coordinator.nk --broker-ca ~/broker/ca.pem"
            return try await withWorkerBus(
                on: NATSServer.list(url), as: WorkerName("rack-1"), subjects: FleetSubjects(),
                configuration: configuration
            ) { bus in
                async let puzzles = Self.puzzles(toldOver: bus)
                let run = await home.run(register)
                #expect(run.status == .done, "\(run.talk)")
                return try await puzzles
            }
        }
        let accounts = told.map { puzzle in
            switch puzzle.keys {
            case .register(let account, _): account
            case .powRegister(_, let hotkey, _): hotkey
            }
        }
        #expect(!accounts.isEmpty && accounts.allSatisfy { $0 == hotkey })
    }

    @Test("a search that is ended lets the workers rest", .enabled(if: Broker.isThere, "\(Broker.missing)"))
    func ended() async throws {
        let broker = try Broker()
        let (servers, subjects) = (try broker.servers, try FleetSubjects())
        let console = RecordedTerminal().console()
        let helper = FleetHelper(console, try SearchSession(console, goal: "subnet 1", SearchOptions.parse([])))
        let account = try AccountID(Array(repeating: 1, count: 32))
        let puzzle = try SealPuzzle.powRegister(
            blockNumber: 1, blockHash: .zero, netuid: 1, hotkey: account, coldkey: account, difficulty: .max)
        try await withCoordinatorBus(on: servers, subjects: subjects) { _ in }
        try await withWorkerBus(on: servers, as: WorkerName("rack-1"), subjects: subjects) { bus in
            let jobs = try await bus.jobs()
            let search = Task {
                try await helper.serve(on: servers, subjects: subjects, configuration: NATSConfiguration()) {
                    helper.take(
                        puzzle, of: .registration(1), by: WorkKeys(hotkey: account, coldkey: account),
                        lifetime: .seconds(60))
                    try await Task.sleep(for: .seconds(3600))
                }
            }
            var told: [Int] = []
            for try await job in jobs {
                told.append(job.puzzles.count)
                if job.puzzles.isEmpty { break }
                search.cancel()
            }
            #expect(told == [1, 0])
            await #expect(throws: CancellationError.self) { try await search.value }
        }
    }

    /// What workers are told, until they are told to rest.
    private static func puzzles(toldOver bus: NATSWorkBus) async throws -> [FleetPuzzle] {
        var puzzles: [FleetPuzzle] = []
        for try await job in try await bus.jobs() {
            guard !job.puzzles.isEmpty else { break }
            puzzles += job.puzzles
        }
        return puzzles
    }
}
