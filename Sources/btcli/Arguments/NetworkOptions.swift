// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstrateRPC
import SubtensorClient
import SubtensorLocalnet

/// The options that say which chain is meant.
struct NetworkOptions: ParsableArguments {
    static let embedded = "embedded"

    @Option(
        help: ArgumentHelp(
            "embedded, local, finney, test, archive, or the ws:// or wss:// address of a node.",
            discussion: """
                'embedded' runs a chain of its own inside this process, for as long as the command takes. Without this \
                option: BT_CHAIN_ENDPOINT, BT_NETWORK, the configuration, or finney.
                """,
            valueName: "name|url"))
    var network: String?

    @Option(
        help: ArgumentHelp("The time between blocks of --network embedded. (default: 12)", valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0.001...3600) })
    var blockTime: Duration?

    @Option(help: "Whose rules of registration --network embedded follows. (default: pow-register)")
    var rules: RuleSet?

    @Option(
        help: ArgumentHelp(
            "The registration difficulty of --network embedded. (default: 10000000)", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var difficulty: UInt64?

    @Option(
        help: ArgumentHelp(
            "How long a connection is tried for, at first and when it was lost, before giving up. (default: 120 for a lost one; a search for work goes on for ever)",
            valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0...86_400) })
    var retryTime: Duration?

    /// Which network is meant, and by what.
    func setting(_ console: Console) -> NetworkSetting {
        NetworkSetting(
            explicit: network, environment: console.environment.variables,
            configured: console.settings.configured(.network))
    }

    /// A century is as good as for ever.
    static let forever = Duration.seconds(100 * 365 * 86_400)

    /// Runs `body` with a connection to the chain, which ends with it. Tells what becomes of the connection meanwhile.
    ///
    /// - Parameter patience: how long a lost connection is made again where nobody says otherwise; nil takes the usual time.
    func withSubtensor<Value: Sendable>(
        _ console: Console, patience: Duration? = nil, _ body: @escaping @Sendable (Subtensor) async throws -> Value
    ) async throws -> Value {
        let setting = setting(console)
        guard setting.text == Self.embedded else {
            try refuseEmbeddedOptions()
            let network = try console.settings.applied(to: setting.network(otherNames: [Self.embedded]))
            console.detail("Connecting to \(network.endpoint), \(setting.source)…")
            return try await connected(to: network, console, patience, body)
        }
        return try await Localnet.with(try embeddedConfiguration()) { localnet in
            console.detail("Started an embedded chain at \(localnet.url).")
            return try await connected(to: try Network(localnet.url), console, patience, body)
        }
    }

    /// Reads the chain at one block: the one that was named, or the newest when the connection was made, which takes no
    /// further question.
    ///
    /// Whatever `body` reads without naming a block is of that one; it is told which, for its answer.
    func read<Value: Sendable>(
        _ words: String, at block: BlockReference?, _ console: Console,
        _ body: @escaping @Sendable (Subtensor, ReadPlace) async throws -> Value
    ) async throws -> Value {
        let network = setting(console).text
        return try await withSubtensor(console) { subtensor in
            try await console.working(words) {
                let state: ChainState
                if let block {
                    state = try await subtensor.state(at: block)
                } else {
                    state = try await subtensor.client.stateAtConnection()
                }
                return try await body(
                    subtensor.pinned(to: state), ReadPlace(network: network, block: state.number))
            }
        }
    }

    private func connected<Value: Sendable>(
        to network: Network, _ console: Console, _ patience: Duration?,
        _ body: @escaping @Sendable (Subtensor) async throws -> Value
    ) async throws -> Value {
        var configuration = ResilientRPCConfiguration()
        if let limit = retryTime ?? console.settings.retryLimit ?? patience { configuration.retryLimit = limit }
        if let retryTime { configuration.firstConnectionLimit = retryTime }
        let connecting = WorkingLine("Connecting to \(network)", on: console)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await connecting.draw() }
            defer {
                connecting.end()
                group.cancelAll()
            }
            return try await SubtensorClient.withSubtensor(network, configuration: configuration) { subtensor in
                connecting.end()
                return try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await console.tell(of: subtensor.client.connection) }
                    defer { group.cancelAll() }
                    return try await body(subtensor)
                }
            }
        }
    }

    private func embeddedConfiguration() throws(CLIError) -> LocalnetConfiguration {
        var configuration = LocalnetConfiguration()
        if let rules { configuration.rules = rules }
        if let blockTime { configuration.blockTime = blockTime }
        if let difficulty {
            guard difficulty > 0 else { throw CLIError(.usage, "--difficulty is 0: it must be 1 or more") }
            configuration.difficulty = difficulty
        }
        return configuration
    }

    private func refuseEmbeddedOptions() throws(CLIError) {
        let given = [
            ("--block-time", blockTime != nil), ("--rules", rules != nil), ("--difficulty", difficulty != nil),
        ]
        for (option, isGiven) in given where isGiven {
            throw CLIError(.usage, "\(option) belongs to --network embedded: leave it out, or add that")
        }
    }
}

extension Console {
    /// Tells when a connection is lost and made again, until it ends or the task is cancelled.
    fileprivate func tell(of connection: any RPCConnection) async {
        guard let connection = connection as? ResilientRPCClient else { return }
        var isBroken = false
        for await state in connection.states() {
            switch state {
            case .reconnecting, .failedOver:
                isBroken = true
                warn("\(state)")
            case .connected:
                // The first connection is no news.
                if isBroken { say("\(state)") }
                isBroken = false
            case .ended: return
            }
        }
    }
}
