// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import MiningFleet
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `btcli fleet serve-config`: what a broker needs.
struct FleetServeConfig: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-config",
        abstract: "Write the configuration of a fleet's broker, ready for nats-server.",
        discussion: """
            It has a certificate of an authority of its own, a key for the coordinator, and one for each worker, who may \
            read the job and hand in under its own name, and nothing else. A worker gets its own .nk file and ca.pem, and no \
            other file.

            EXAMPLE:
              btcli fleet serve-config broker --host broker.example --worker rack-1 --worker rack-2
              nats-server -c broker/nats.conf
              btcli fleet check tls://broker.example --broker-key broker/rack-1.nk --broker-ca broker/ca.pem --worker rack-1
            """)

    @Argument(help: ArgumentHelp("The folder to write: a new or an empty one.", valueName: "folder"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            "A name or an IP address by which workers reach the broker; may be repeated.", valueName: "host"))
    var host: [String]

    @Option(help: ArgumentHelp("Where it listens.", valueName: "number"), transform: { try WholeNumber.parse($0) })
    var port: UInt16 = 4222

    @Option(help: ArgumentHelp("The name of a worker; may be repeated.", valueName: "name"))
    var worker: [String]

    @Option(
        name: .customLong("fleet-name"),
        help: ArgumentHelp("The fleet, where a broker serves several.", valueName: "name"))
    var fleetName = BrokerOptions.usualName

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let path = URL(filePath: console.environment.expanded(folder)).standardizedFileURL.path
        guard path.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) else {
            throw CLIError(.usage, "\(excerpt(path)) cannot stand in the server's configuration: choose another folder")
        }
        let workers = try worker.map { try WorkerName($0) }
        guard Set(workers).count == workers.count, !workers.contains(where: { Self.reserved.contains($0.description) })
        else {
            throw CLIError(.usage, "every worker has a name of its own, and none is called coordinator, broker or ca")
        }
        let setup = try BrokerSetup(
            folder: path, hosts: host, port: port, workers: workers, subjects: FleetSubjects(prefix: fleetName),
            now: .now)
        if let found = try? FileManager.default.contentsOfDirectory(atPath: path), !found.isEmpty {
            throw OutputFileError(.notWritten, "\(excerpt(path)) is not empty: choose a new folder")
        }
        for file in setup.files {
            do throws(PrivateFile.Failure) {
                try PrivateFile.replace("\(path)/\(file.name)", with: file.text)
            } catch {
                throw OutputFileError(.notWritten, "cannot write \(excerpt("\(path)/\(file.name)")): \(error.reason)")
            }
        }
        try console.show(
            FactsAnswer([
                Fact("folder", "Folder", .text(path)),
                Fact("broker", "Broker", .text("tls://\(host[0].contains(":") ? "[\(host[0])]" : host[0]):\(port)")),
                Fact("files", "Files", .text(setup.files.map(\.name).joined(separator: ", "))),
                Fact("command", "To run it", .text("nats-server -c \(path)/nats.conf")),
            ]))
        return .done
    }

    /// Names of files that are not workers'.
    private static let reserved: Set<String> = ["coordinator", "broker", "ca"]

    func validate() throws {
        guard !host.isEmpty else {
            throw CLIError(.usage, "--host is missing: by what name do workers reach the broker?")
        }
        guard !worker.isEmpty else {
            throw CLIError(.usage, "--worker is missing: name each worker that there will be")
        }
    }
}
