// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import MiningFleet
import NATSClient
import SubstrateRPC

/// The options that say who one is at a fleet's broker, and whom one believes there.
struct BrokerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The key for the broker: a file with an nkey's seed, or a .creds file. (default: what stands in the address)",
            valueName: "file"))
    var brokerKey: String?

    @Option(
        help: ArgumentHelp(
            "The certificate of the broker's own authority. (default: the authorities of the system)", valueName: "file"
        ))
    var brokerCa: String?

    @Option(
        name: .customLong("fleet-name"),
        help: ArgumentHelp("The fleet, where a broker serves several.", valueName: "name"))
    var fleetName = Self.usualName

    static let usualName = "swift-bittensor"

    /// Whether none of them was given.
    var isUntouched: Bool { brokerKey == nil && brokerCa == nil && fleetName == Self.usualName }

    /// How the broker is spoken to.
    func configuration(_ console: Console) throws -> NATSConfiguration {
        var configuration = NATSConfiguration()
        if let brokerKey { configuration.credentials = try .file(console.environment.expanded(brokerKey)) }
        configuration.trustRoots =
            brokerCa.map { .pemFile(console.environment.expanded($0)) }
            ?? WebSocketConfiguration.TrustRoots(environment: console.environment.variables)
        return configuration
    }

    func subjects() throws -> FleetSubjects { try FleetSubjects(prefix: fleetName) }
}
