// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import MiningFleet
import NATSClient
import ProofOfWork
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `btcli pow worker`: one machine of a fleet.
struct PowWorker: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Search for a fleet's coordinator, until it is ended.",
        discussion: """
            The coordinator is 'btcli subnets pow-register --fleet' on another machine; the broker between them is set up by \
            'btcli fleet serve-config'. A worker needs no wallet and no chain: it is told public keys alone. When the broker \
            is away it goes on with what it has until that is of no use any more, and comes back by itself.

            EXAMPLE:
              btcli pow worker --broker tls://broker.example --worker rack-1 --broker-key rack-1.nk --broker-ca ca.pem
            """)

    @Option(
        help: ArgumentHelp("The broker, such as tls://broker.example:4222; several with commas.", valueName: "url"))
    var broker: String

    @Option(help: ArgumentHelp("What this worker is called. (default: the machine's name)", valueName: "name"))
    var worker: String?

    @OptionGroup var options: BrokerOptions
    @OptionGroup var solver: SolverOptions

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let name = try worker.map { try WorkerName($0) } ?? WorkerName(host: ProcessInfo.processInfo.hostName)
        let servers = try NATSServer.list(broker)
        var work = FleetWorker.Options()
        work.solver = try await solver.solver(console)
        work.onNotice = { notice in console.tell(notice) }
        work.onReport = { report in console.status.update(report.line(of: name)) }
        defer { console.status.end() }
        try await withWorkerBus(
            on: servers, as: name, subjects: options.subjects(), configuration: options.configuration(console)
        ) { [work] bus in
            console.say("\(name) is at \(servers.map(\.description).joined(separator: ", "))")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await FleetWorker(name, on: bus, options: work).run() }
                group.addTask { let _: Void? = await console.tell(bus.connection.states()) }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
        return .done
    }
}

extension FleetReport {
    /// How a worker is getting on, in one line.
    fileprivate func line(of name: WorkerName) -> StyledText {
        let seals = found == 1 ? "1 seal handed in" : "\(found) seals handed in"
        guard epoch != nil else { return "\(name.description, .heading): \("waiting for a job", .label), \(seals)" }
        let rate = HashRate(perSecond: Double(hashesPerSecond)).short
        return
            "\(name.description, .heading): \(rate, .amount) on \(devices.map(\.name).joined(separator: ", ")), \(seals)"
    }
}

extension Console {
    /// Tells what a worker does.
    fileprivate func tell(_ notice: FleetNotice) {
        switch notice {
        case .working(let puzzle, let epoch):
            say("Job \(epoch): block \(puzzle.blockNumber) at difficulty \(puzzle.difficulty)")
        case .resting(.noWork): say("There is nothing to do")
        case .resting(.expired): warn("there is no new job, and the last one is of no use any more: waiting")
        case .handedIn(let result): say("Found nonce \(result.nonce), and handed it in")
        case .notHandedIn(_, let reason): warn("a seal is not handed in yet: \(reason)")
        }
    }
}
