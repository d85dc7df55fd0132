// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ArgumentParser
import Bittensor
public import Logging
import Metrics
import ServiceLifecycle
import UnixSignals

/// What every neuron is told: which chain, which subnet, which keys, and how it may come by its place.
struct NeuronOptions: ParsableArguments {
    @Option(help: "finney, test, local, or the ws:// or wss:// address of a node. [BT_NETWORK, BT_CHAIN_ENDPOINT]")
    var network: String?

    @Option(help: "The subnet. [BT_NETUID]")
    var netuid: UInt16?

    @Option(help: "The wallet. [BT_WALLET_NAME]")
    var walletName = Environment["BT_WALLET_NAME"] ?? Wallet.defaultName

    @Option(help: "Its hotkey. [BT_WALLET_HOTKEY]")
    var walletHotkey = Environment["BT_WALLET_HOTKEY"] ?? Wallet.defaultName

    @Option(help: "The folder of wallets. [BT_WALLET_PATH]")
    var walletPath = Environment["BT_WALLET_PATH"] ?? Wallet.defaultPath

    @Option(help: "A file whose first line is the password of encrypted keys. [BT_WALLET_PASSWORD is a password]")
    var passwordFile: String?

    @Option(help: ArgumentHelp("Register by burning, if it costs no more than this.", valueName: "tao"))
    var registerFor: String?

    @Flag(help: "Register by proof of work, where the subnet takes it.")
    var registerByWork = false

    @Option(help: "The port of /metrics, on this machine alone; none without it.")
    var metricsPort: Int?

    @Option(help: "trace, debug, info, notice, warning, error or critical. [LOG_LEVEL]")
    var logLevel = Environment["LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0) } ?? .info

    func validate() throws {
        if registerFor != nil, registerByWork {
            throw ValidationError("give --register-for or --register-by-work, not both")
        }
    }

    /// Runs what `makeService` makes of the neuron until SIGTERM or Ctrl-C, which lets it finish what it is at.
    func run(_ makeService: (Neuron, Network) throws -> any Service) async throws {
        let registry = PrometheusRegistry()
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        MetricsSystem.bootstrap(registry)
        var logger = Logger(label: "neuron")
        logger.logLevel = logLevel

        let setting = NetworkSetting(explicit: network, environment: Environment.values)
        let (network, netuid) = (try setting.network(), try subnet())
        let (wallet, password) = (try wallet(), KeyPassword(file: passwordFile))
        let hotkey = try wallet.hotkey(
            password: wallet.isHotkeyEncrypted ? password.read(for: "the hotkey \(walletHotkey)") : nil)

        logger.info("connecting", metadata: ["network": "\(network)"])
        try await withSubtensor(network, configuration: Self.connection, logger: logger) { subtensor in
            let neuron = Neuron(
                subtensor: subtensor, netuid: netuid, hotkey: hotkey, logger: logger, metrics: registry)
            try await neuron.join(joining(), coldkey: wallet.coldkeyPublic()) {
                try wallet.coldkey(
                    password: wallet.isColdkeyEncrypted ? password.read(for: "the coldkey of \(walletName)") : nil)
            }
            try await ServiceGroup(configuration: group(try makeService(neuron, network), registry, logger)).run()
        }
    }

    private func subnet() throws -> NetUID {
        guard let netuid = netuid ?? Environment["BT_NETUID"].flatMap(UInt16.init) else {
            throw ValidationError("which subnet? Give --netuid or BT_NETUID")
        }
        return NetUID(netuid)
    }

    private func wallet() throws -> Wallet {
        try Wallet(name: walletName, hotkey: walletHotkey, path: walletPath, homeFolder: Environment["HOME"])
    }

    private func joining() throws -> Joining {
        if let registerFor { return .burning(atMost: try Balance(tao: registerFor)) }
        return registerByWork ? .working : .never
    }

    /// A neuron outlives a night without its node, and may be started before it.
    private static var connection: ResilientRPCConfiguration {
        var configuration = ResilientRPCConfiguration()
        configuration.firstConnectionLimit = .seconds(60)
        configuration.retryLimit = .seconds(24 * 3_600)
        return configuration
    }

    /// When one service ends, the others are let finish too.
    private func group(
        _ service: any Service, _ registry: PrometheusRegistry, _ logger: Logger
    ) -> ServiceGroupConfiguration {
        var services: [(name: String, service: any Service)] = [("neuron", service)]
        if let metricsPort {
            let server = MetricsServer(registry: registry, port: metricsPort, logger: logger)
            services.append(("metrics", server))
        }
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0.service, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup, serviceName: $0.name)
            }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // Longer than a question takes, and a block.
        configuration.maximumGracefulShutdownDuration = .seconds(60)
        return configuration
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
