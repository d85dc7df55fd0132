// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import MiningFleet
import NATSClient

/// The options of a search that a fleet helps with.
struct FleetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Let the workers at this broker search too, such as tls://broker.example:4222; several with commas. 'btcli fleet \
            serve-config' sets one up.
            """, valueName: "url"))
    var fleet: String?

    @OptionGroup var broker: BrokerOptions

    func validate() throws {
        guard fleet != nil || broker.isUntouched else {
            throw CLIError(.usage, "--fleet is missing: --broker-key, --broker-ca and --fleet-name belong to it")
        }
    }

    /// Runs a search with the fleet's help, where one is wanted.
    ///
    /// - Throws: what the search throws; `NATSError` when the broker cannot be reached to begin with.
    func helping<Value: Sendable>(
        _ session: SearchSession, _ console: Console, _ search: @escaping @Sendable (FleetHelper?) async throws -> Value
    ) async throws -> Value {
        guard let fleet else { return try await search(nil) }
        let helper = FleetHelper(console, session)
        return try await helper.serve(
            on: NATSServer.list(fleet), subjects: broker.subjects(), configuration: broker.configuration(console)
        ) { try await search(helper) }
    }
}
