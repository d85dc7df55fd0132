// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorNetworking
import ConformanceSynapses
import Foundation
import Logging
import SubstrateKeys
import SubstratePrimitives

/// Serves the conformance classes until it is told to stop, for tests of other implementations.
@main
struct ConformanceAxon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ConformanceAxon", abstract: "Serve the conformance classes.",
        discussion: "Prints one JSON line when it listens: {\"ready\": true, \"port\": …, \"hotkey\": …}.")

    @Option(help: "The port to listen on; 0 lets the system choose.")
    var port = 0

    @Option(help: "The secret URI of the axon's hotkey, such as //WireAxon.")
    var keyUri = "//WireAxon"

    @Option(help: "A hotkey that GateSynapse refuses, besides //WireBlocked. May be repeated.")
    var block: [String] = []

    @Option(help: "A hotkey that VerifySynapse welcomes. May be repeated.")
    var allowVerify: [String] = []

    @Option(help: "The priority of a hotkey in PrioSynapse, as SS58=NUMBER. May be repeated.")
    var prio: [String] = []

    func run() async throws {
        let key = try KeyPair(uri: keyUri)
        var handlers = ConformanceHandlers()
        handlers.blocked = [try KeyPair(uri: "//WireBlocked").accountID]
        for address in block { handlers.blocked.insert(try AccountID(ss58: address)) }
        for address in allowVerify { handlers.welcome.insert(try AccountID(ss58: address)) }
        for assignment in prio {
            let parts = assignment.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let number = Double(parts[1]) else {
                throw ValidationError("--prio takes SS58=NUMBER, not '\(assignment)'")
            }
            handlers.priorities[try AccountID(ss58: String(parts[0]))] = number
        }
        // As in Python.
        if ProcessInfo.processInfo.environment["USE_TORCH"] == "1" { handlers.naming = .torch }
        var configuration = AxonConfiguration()
        configuration.port = port
        // Tests call from one machine alone.
        configuration.connectionsPerAddress = configuration.connections
        var logger = Logger(label: "ConformanceAxon") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        var axon = try Axon(hotkey: key.accountID, configuration: configuration, logger: logger)
        try handlers.attach(to: &axon)
        try await axon.run { ports in
            let line: PythonJSON = [
                "ready": true, "port": .integer(Int64(ports.calls)), "hotkey": .text(key.accountID.ss58()),
            ]
            FileHandle.standardOutput.write(Data(line.encoded(.python) + [UInt8(ascii: "\n")]))
        }
    }
}
