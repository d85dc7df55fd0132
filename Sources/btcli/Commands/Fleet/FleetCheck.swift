// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import MiningFleet
import NATSClient

/// `btcli fleet check`: what a worker can do at a broker, and what it cannot.
struct FleetCheck: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Try a fleet's broker as a worker: what must work, and what must not.",
        discussion: "Exits with 1 when something is not as it should be.")

    @Argument(
        help: ArgumentHelp("The broker, such as tls://broker.example:4222; several with commas.", valueName: "url"))
    var broker: String

    @Option(help: ArgumentHelp("The name of the worker that is tried.", valueName: "name"))
    var worker: String

    @OptionGroup var options: BrokerOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let servers = try NATSServer.list(broker)
        let (configuration, subjects) = (try options.configuration(console), try options.subjects())
        let check = BrokerCheck(worker: try WorkerName(worker), subjects: subjects)
        let findings = try await console.working("Trying the broker") {
            try await check.run(on: servers, configuration)
        }
        try console.show(CheckAnswer(findings: findings))
        return findings.allSatisfy(\.isGood) ? .done : .no
    }
}

/// What was found at a broker.
struct CheckAnswer: Answer {
    let findings: [BrokerCheck.Trial]

    var document: OutputDocument {
        [
            "is_good": .bool(findings.allSatisfy(\.isGood)),
            "findings": .array(
                findings.map { ["what": .string($0.what), "is_good": .bool($0.isGood), "how": .string($0.how)] }),
        ]
    }

    func text(width: Int?) -> StyledText {
        var table = Table([.text("What", .never), .text("Good", .never), .text("How it is", .never)])
        for finding in findings { table.add([finding.what, finding.isGood ? "yes" : "no", finding.how]) }
        return table.text(width: width)
    }
}
