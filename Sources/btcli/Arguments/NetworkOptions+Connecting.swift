// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient
import SubtensorLocalnet

extension NetworkOptions {
    /// Runs `body` with a connection to the chain, which ends with it. Tells what becomes of the connection meanwhile.
    ///
    /// - Parameters:
    ///   - patience: how long a lost connection is made again where nobody says otherwise; nil takes the usual time.
    ///   - isTold: takes what becomes of the connection, and says whether it has told so itself.
    func withSubtensor<Value: Sendable>(
        _ console: Console, patience: Duration? = nil,
        unless isTold: @escaping @Sendable (RPCConnectionState) -> Bool = { _ in false },
        _ body: @escaping @Sendable (Subtensor) async throws -> Value
    ) async throws -> Value {
        guard setting(console).text == Self.embeddedName else {
            return try await connected(to: meant(console), console, patience, isTold, body)
        }
        return try await Localnet.with(try embeddedConfiguration()) { localnet in
            console.detail("Started an embedded chain at \(localnet.url).")
            return try await connected(to: try Network(localnet.url), console, patience, isTold, body)
        }
    }

    /// Reads the chain at one block: the one that was named, or the newest when the connection was made, which takes no
    /// further question. A block whose state the node has thrown away is read at the archive nodes, where some were named.
    ///
    /// Whatever `body` reads without naming a block is of that one; it is told which, for its answer.
    func read<Value: Sendable>(
        _ words: String, at block: BlockReference?, _ console: Console,
        _ body: @escaping @Sendable (Subtensor, ReadPlace) async throws -> Value
    ) async throws -> Value {
        let title = setting(console).title
        let reading: @Sendable (Subtensor) async throws -> Value = { subtensor in
            try await console.working(words) {
                let state: ChainState
                if let block {
                    state = try await subtensor.state(at: block)
                } else {
                    state = try await subtensor.client.stateAtConnection()
                }
                return try await body(subtensor.pinned(to: state), ReadPlace(network: title, block: state.number))
            }
        }
        guard block != nil, setting(console).text != Self.embeddedName else {
            return try await withSubtensor(console, reading)
        }
        let network = try meant(console)
        guard let archive = network.archive else {
            return try await connected(to: network, console) { try await reading($0) }
        }
        let outcome: Result<Value, ForgottenState> = try await connected(to: network, console) { subtensor in
            do {
                return .success(try await reading(subtensor))
            } catch  where ForgottenState.isOne(error) {
                return .failure(ForgottenState(genesis: subtensor.client.genesisHash))
            }
        }
        switch outcome {
        case .success(let value): return value
        case .failure(let forgotten):
            console.detail("The state is forgotten there; asking \(archive.endpoint)…")
            return try await connected(to: archive, console) { subtensor in
                try forgotten.check(subtensor.client.genesisHash, of: archive)
                return try await reading(subtensor)
            }
        }
    }

    /// Connects, keeps the connection up, and tells of it.
    private func connected<Value: Sendable>(
        to network: Network, _ console: Console, _ patience: Duration? = nil,
        _ isTold: @escaping @Sendable (RPCConnectionState) -> Bool = { _ in false },
        _ body: @escaping @Sendable (Subtensor) async throws -> Value
    ) async throws -> Value {
        let configuration = configuration(console, patience: patience)
        // A chain inside this process need not prove anything.
        let verification =
            setting(console).text == Self.embeddedName
            ? nil : VerificationChoice.verification(self.verification, console)
        let connecting = WorkingLine("Connecting to \(network)", on: console)
        let hasConnected = Connected()
        do {
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await connecting.draw() }
                defer {
                    connecting.end()
                    group.cancelAll()
                }
                return try await SubtensorClient.withSubtensor(
                    network, configuration: configuration, verification: verification
                ) { subtensor in
                    hasConnected.note()
                    connecting.end()
                    return try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { await console.tell(of: subtensor.client.connection, unless: isTold) }
                        defer { group.cancelAll() }
                        return try await body(subtensor)
                    }
                }
            }
        } catch let error as RPCError where !hasConnected.isNoted {
            throw await unreached(network, error, console)
        }
    }

    /// The network with the other nodes that were named.
    private func meant(_ console: Console) throws -> Network {
        try refuseEmbeddedOptions()
        let setting = setting(console)
        let named = try network(of: setting)
        console.detail("Connecting to \(named.endpoint), \(setting.source)…")
        let settings = console.settings
        return Network(
            name: named.name, endpoint: named.endpoint,
            fallbacks: try settings.endpoints(.fallbackEndpoints, given: fallback, "--fallback") ?? named.fallbacks,
            archives: try settings.endpoints(.archiveEndpoints, given: archiveEndpoints, "--archive-endpoints")
                ?? named.archives)
    }

    private func network(of setting: NetworkSetting) throws(BittensorError) -> Network {
        do {
            return try setting.network(otherNames: [Self.embeddedName])
        } catch {
            let names = [Self.embeddedName] + Network.names
            guard error.code == .unknownNetwork, let nearest = NearestName.of(setting.text, in: names) else {
                throw error
            }
            throw BittensorError(.unknownNetwork, "\(excerpt(setting.text)) is no network, did you mean \(nearest)?")
        }
    }

    private func configuration(_ console: Console, patience: Duration?) -> ResilientRPCConfiguration {
        var configuration = ResilientRPCConfiguration()
        let asked = retryForever ? Self.forever : retryTime
        if let limit = asked ?? console.settings.retryLimit ?? patience { configuration.retryLimit = limit }
        if let asked { configuration.firstConnectionLimit = asked }
        let variables = console.environment.variables
        configuration.webSocket.proxies = ProxySetting(environment: variables)
        configuration.webSocket.trustRoots = .init(environment: variables)
        if let path = tlsAuthority ?? console.settings[.tlsAuthority] {
            configuration.webSocket.trustRoots.sources.append(.file(console.environment.expanded(path)))
        }
        return configuration
    }
}
