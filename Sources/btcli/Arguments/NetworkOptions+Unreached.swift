// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient
import Synchronization

extension NetworkOptions {
    /// The error of a network that was never reached, with the network's name, and with the one that may be meant.
    func unreached(_ network: Network, _ error: RPCError, _ console: Console) async -> RPCError {
        guard network.isNamed, error.code != .cancelled else { return error }
        let setting = setting(console)
        let why = "\(network.name), \(setting.source): \(error.reason)"
        if network.name == "local" { return error.saying("\(why); 'btcli localnet start' starts a chain there") }
        let local = Network.local.endpoint
        guard setting.source == .default, await Self.listens(local) else { return error.saying(why) }
        return error.saying("\(why); a node answers at \(local): is --network local meant?")
    }

    /// Whether a node takes connections on this machine.
    private static func listens(_ endpoint: RPCEndpoint) async -> Bool {
        var configuration = WebSocketConfiguration()
        configuration.connectTimeout = .milliseconds(500)
        return (try? await withRPCClient(to: endpoint, configuration: configuration) { _ in true }) ?? false
    }
}

/// Whether a connection has come about, seen from several tasks.
final class Connected: Sendable {
    private let value = Atomic(false)

    var isNoted: Bool { value.load(ordering: .acquiring) }
    func note() { value.store(true, ordering: .releasing) }
}

/// A state that the first node has thrown away.
struct ForgottenState: Error {
    let genesis: Hash256

    static func isOne(_ error: any Error) -> Bool { (error as? ClientError)?.code == .stateDiscarded }

    /// An archive of another chain would answer as readily.
    func check(_ other: Hash256, of archive: Network) throws(BittensorError) {
        guard other != genesis else { return }
        throw BittensorError(
            .wrongChain,
            "\(archive.endpoint) serves the chain that begins with \(other), not with \(genesis): correct --archive-endpoints"
        )
    }
}
