// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ArgumentParser
import Bittensor

/// `Miner`: serves the subnet's validators.
public struct MinerCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "Miner", abstract: "Answers the validators of a subnet, until Ctrl-C or SIGTERM.")

    @OptionGroup var options: NeuronOptions

    @Option(help: "The port that the axon listens on. [BT_AXON_PORT]")
    var port = Environment["BT_AXON_PORT"].flatMap(UInt16.init) ?? 8091

    @Option(help: "The port that others reach, if it is another one. [BT_AXON_EXTERNAL_PORT]")
    var externalPort: UInt16?

    @Option(help: "Where others reach this machine; on a chain on this machine 127.0.0.1. [BT_AXON_EXTERNAL_IP]")
    var externalIp: String?

    @Option(help: ArgumentHelp("The stake that a caller needs.", valueName: "tao"))
    var minimumStake = "0"

    @Flag(help: "Answer only callers with a validator permit.")
    var askForPermit = false

    public init() {}

    public func run() async throws {
        let policy = CallerPolicy(minimumStake: try Balance(tao: minimumStake), asksForPermit: askForPermit)
        var configuration = AxonConfiguration()
        configuration.port = Int(port)
        // No caller takes more than its share.
        configuration.rateLimit = RateLimit(perSecond: 10, burst: 20)
        let reachedPort = (externalPort ?? Environment["BT_AXON_EXTERNAL_PORT"].flatMap(UInt16.init)).map(Int.init)
        try await options.run { neuron, network in
            Miner(
                neuron: neuron, forecaster: LinearForecaster(), policy: policy, axon: configuration,
                address: try address(on: network), externalPort: reachedPort)
        }
    }

    private func address(on network: Network) throws -> IPAddressNumber {
        if let externalIp = externalIp ?? Environment["BT_AXON_EXTERNAL_IP"] { return try IPAddressNumber(externalIp) }
        guard ["127.0.0.1", "localhost", "::1"].contains(network.endpoint.host) else {
            throw ValidationError("where do validators reach this machine? Give --external-ip or BT_AXON_EXTERNAL_IP")
        }
        return try IPAddressNumber("127.0.0.1")
    }
}
